// The certificates of a token.
#ifndef PARAPHE_CLIENT_DEVICE_PKCS11_CERTIFICATES_H_
#define PARAPHE_CLIENT_DEVICE_PKCS11_CERTIFICATES_H_

#include <vector>

#include "absl/status/statusor.h"

#include "client/device/pkcs11/session.h"
#include "client/device/signature_device.h"

namespace paraphe::pkcs11 {

// The X.509 certificates that the session shows, each without what a token that stores in blocks
// puts behind it. `keys_visible`: whether the session shows all private keys, so that a key that is
// not shown is not there.
//
// Errors:
//   DEVICE_ERROR  more than kMaxDeviceObjects certificates or kMaxDeviceCertificateBytes of them
//
// REQ: DEV-1
absl::StatusOr<std::vector<device::DeviceCertificate>> ReadCertificates(const Session& session,
                                                                        bool keys_visible);

}  // namespace paraphe::pkcs11

#endif  // PARAPHE_CLIENT_DEVICE_PKCS11_CERTIFICATES_H_

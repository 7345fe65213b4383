// The readers of a module, whatever is in them.
#ifndef PARAPHE_CLIENT_DEVICE_PKCS11_READERS_H_
#define PARAPHE_CLIENT_DEVICE_PKCS11_READERS_H_

#include <vector>

#include "absl/status/statusor.h"

#include "client/device/pkcs11/cryptoki.h"
#include "client/device/reader_list.h"
#include "paraphe/v1/config.pb.h"

namespace paraphe::pkcs11 {

// All slots with their tokens and the certificates that are seen without a login. `config` marks
// those that it names. What fails about one reader or token is said there.
//
// Errors:
//   DEVICE_READER_ABSENT, DEVICE_CARD_SERVICE_ABSENT, DEVICE_ERROR  as ListSlotsOrSayWhy (token.h)
absl::StatusOr<std::vector<device::ListedReader>> ReadReaders(const CK_FUNCTION_LIST& functions,
                                                              const v1::DeviceConfig& config);

}  // namespace paraphe::pkcs11

#endif  // PARAPHE_CLIENT_DEVICE_PKCS11_READERS_H_

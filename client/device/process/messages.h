// The types of devices as messages between processes (proto/paraphe/v1/device_process.proto), and
// back. The way back trusts nothing: whoever sends may have been taken over by its module.
#ifndef PARAPHE_CLIENT_DEVICE_PROCESS_MESSAGES_H_
#define PARAPHE_CLIENT_DEVICE_PROCESS_MESSAGES_H_

#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "client/device/reader_list.h"
#include "client/device/signature_device.h"
#include "paraphe/v1/device_process.pb.h"

namespace paraphe::device {

// `status` is not OK. A reason that no device has becomes DEVICE_ERROR.
v1::DeviceFault FaultToMessage(const absl::Status& status);
v1::HeldState StateToMessage(const DeviceState& state);
v1::HeldCertificate CertificateToMessage(const DeviceCertificate& certificate);
v1::HeldReader ReaderToMessage(const ListedReader& reader);

// Never OK. A reason that no device has becomes DEVICE_ERROR: one that means something else to the
// session is not believed.
absl::Status FaultFromMessage(const v1::DeviceFault& fault);

// These four refuse what is none of its type.
//
// Errors:
//   DEVICE_ERROR  a value that there is not
absl::StatusOr<DeviceState> StateFromMessage(const v1::HeldState& message);
absl::StatusOr<DeviceCertificate> CertificateFromMessage(const v1::HeldCertificate& message);
absl::StatusOr<ListedReader> ReaderFromMessage(const v1::HeldReader& message);
absl::StatusOr<std::vector<DeviceCertificate>> CertificatesFromMessage(
    const google::protobuf::RepeatedPtrField<v1::HeldCertificate>& messages);

}  // namespace paraphe::device

#endif  // PARAPHE_CLIENT_DEVICE_PROCESS_MESSAGES_H_

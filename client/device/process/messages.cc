#include "client/device/process/messages.h"

#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

#include "common/errors.h"
#include "common/status_macros.h"

namespace paraphe::device {
namespace {

// What a device can fail with: by its own names, or because a file of the configuration is faulty.
bool IsOfADevice(v1::ErrorReason reason) {
  return reason == v1::MALFORMED_FILE || reason == v1::FILE_UNREADABLE ||
         absl::StartsWith(v1::ErrorReason_Name(reason), "DEVICE_");
}

absl::Status NoSuchValue(absl::string_view what) {
  return MakeError(v1::DEVICE_ERROR, absl::StrCat("device: the process of its module sent ", what,
                                                  " that there is not; ask the module's vendor"));
}

void CertificatesToMessages(const std::vector<DeviceCertificate>& certificates,
                            v1::HeldToken& message) {
  for (const DeviceCertificate& certificate : certificates) {
    *message.add_certificates() = CertificateToMessage(certificate);
  }
}

v1::HeldToken TokenToMessage(const ListedToken& token) {
  v1::HeldToken message;
  *message.mutable_state() = StateToMessage(token.state);
  message.set_configured(token.configured);
  CertificatesToMessages(token.certificates, message);
  if (!token.fault.ok()) *message.mutable_fault() = FaultToMessage(token.fault);
  return message;
}

absl::StatusOr<ListedToken> TokenFromMessage(const v1::HeldToken& message) {
  ListedToken token;
  ASSIGN_OR_RETURN(token.state, StateFromMessage(message.state()));
  token.configured = message.configured();
  ASSIGN_OR_RETURN(token.certificates, CertificatesFromMessage(message.certificates()));
  if (message.has_fault()) token.fault = FaultFromMessage(message.fault());
  return token;
}

}  // namespace

v1::DeviceFault FaultToMessage(const absl::Status& status) {
  const v1::ErrorDetail detail = GetErrorDetail(status).value_or(v1::ErrorDetail());
  v1::DeviceFault fault;
  fault.set_reason(IsOfADevice(detail.reason()) ? detail.reason() : v1::DEVICE_ERROR);
  fault.set_message(std::string(status.message()));
  fault.set_device_code(detail.device_code());
  if (detail.has_tries_left()) fault.set_tries_left(detail.tries_left());
  return fault;
}

absl::Status FaultFromMessage(const v1::DeviceFault& fault) {
  absl::Status status =
      MakeError(IsOfADevice(fault.reason()) ? fault.reason() : v1::DEVICE_ERROR, fault.message());
  v1::ErrorDetail detail = *GetErrorDetail(status);
  detail.set_device_code(fault.device_code());
  if (fault.tries_case() == v1::DeviceFault::kTriesLeft) detail.set_tries_left(fault.tries_left());
  SetErrorDetail(detail, status);
  return status;
}

v1::HeldState StateToMessage(const DeviceState& state) {
  v1::HeldState message;
  message.set_label(state.label);
  message.set_serial(state.serial);
  message.set_pin_entry(static_cast<uint32_t>(state.pin_entry));
  if (state.tries_left.has_value()) message.set_tries_left(*state.tries_left);
  message.set_wrong_pin_before(state.wrong_pin_before);
  message.set_pin_must_change(state.pin_must_change);
  return message;
}

absl::StatusOr<DeviceState> StateFromMessage(const v1::HeldState& message) {
  if (message.pin_entry() > static_cast<uint32_t>(PinEntry::kNotNeeded)) {
    return NoSuchValue("a place of the PIN");
  }
  DeviceState state;
  state.label = message.label();
  state.serial = message.serial();
  state.pin_entry = static_cast<PinEntry>(message.pin_entry());
  if (message.tries_case() == v1::HeldState::kTriesLeft) state.tries_left = message.tries_left();
  state.wrong_pin_before = message.wrong_pin_before();
  state.pin_must_change = message.pin_must_change();
  return state;
}

v1::HeldCertificate CertificateToMessage(const DeviceCertificate& certificate) {
  v1::HeldCertificate message;
  message.set_der(certificate.der);
  message.set_handle(certificate.handle);
  message.set_label(certificate.label);
  message.set_key(static_cast<uint32_t>(certificate.key));
  return message;
}

absl::StatusOr<DeviceCertificate> CertificateFromMessage(const v1::HeldCertificate& message) {
  if (message.key() > static_cast<uint32_t>(KeyPresence::kAbsent)) {
    return NoSuchValue("a presence of a key");
  }
  return DeviceCertificate{message.der(), message.handle(), message.label(),
                           static_cast<KeyPresence>(message.key())};
}

absl::StatusOr<std::vector<DeviceCertificate>> CertificatesFromMessage(
    const google::protobuf::RepeatedPtrField<v1::HeldCertificate>& messages) {
  std::vector<DeviceCertificate> certificates;
  for (const v1::HeldCertificate& message : messages) {
    ASSIGN_OR_RETURN(DeviceCertificate certificate, CertificateFromMessage(message));
    certificates.push_back(std::move(certificate));
  }
  return certificates;
}

v1::HeldReader ReaderToMessage(const ListedReader& reader) {
  v1::HeldReader message;
  message.set_name(reader.name);
  if (reader.token.has_value()) *message.mutable_token() = TokenToMessage(*reader.token);
  if (!reader.fault.ok()) *message.mutable_fault() = FaultToMessage(reader.fault);
  return message;
}

absl::StatusOr<ListedReader> ReaderFromMessage(const v1::HeldReader& message) {
  ListedReader reader;
  reader.name = message.name();
  if (message.has_token()) {
    ASSIGN_OR_RETURN(reader.token, TokenFromMessage(message.token()));
  }
  if (message.has_fault()) reader.fault = FaultFromMessage(message.fault());
  return reader;
}

}  // namespace paraphe::device

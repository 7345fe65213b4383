#include "client/device/pkcs11/pkcs11_device.h"

#include "client/device/pkcs11/certificates.h"
#include "client/device/pkcs11/cryptoki.h"
#include "client/device/pkcs11/signing_key.h"
#include "common/errors.h"
#include "common/status_macros.h"

namespace paraphe::pkcs11 {
namespace {

using device::DeviceCertificate;
using device::DeviceState;
using device::PinEntry;

absl::Status WithTriesLeft(absl::Status failure, std::optional<uint32_t> tries_left) {
  if (!tries_left.has_value()) return failure;
  v1::ErrorDetail detail = *GetErrorDetail(failure);
  detail.set_tries_left(*tries_left);
  SetErrorDetail(detail, failure);
  return failure;
}

absl::Status TakenOut() {
  return DeviceError(v1::DEVICE_TOKEN_REMOVED,
                     "the card or token was taken out; put it back in and start again");
}

// The first error of a sequence whose every step is tried.
void Keep(absl::Status next, absl::Status& first) {
  if (first.ok()) first = std::move(next);
}

}  // namespace

absl::StatusOr<std::unique_ptr<device::SignatureDevice>> Pkcs11Device::Open(
    std::unique_ptr<Module> module, const v1::DeviceConfig& config) {
  std::unique_ptr<Pkcs11Device> device(new Pkcs11Device(std::move(module), config));
  RETURN_IF_ERROR(device->FindTokenNow());
  RETURN_IF_ERROR(device->OpenSession());
  return device;
}

absl::Status Pkcs11Device::FindTokenNow() {
  ASSIGN_OR_RETURN(token_, FindToken(functions(), config_));
  return CheckMechanism(functions(), token_.slot);
}

// Modules may describe a token that is gone as they remember it.
absl::StatusOr<DeviceState> Pkcs11Device::Describe() {
  if (IsEmpty()) return TakenOut();
  const absl::StatusOr<Token> now = ReadToken(functions(), token_.slot);
  if (!now.ok()) return Explain(now.status());
  if (now->serial != token_.serial || now->label != token_.label) {
    return DeviceError(
        v1::DEVICE_TOKEN_REMOVED,
        "another card or token is in the reader; put the first one back and start again");
  }
  return StateOf(*now);
}

absl::StatusOr<std::vector<DeviceCertificate>> Pkcs11Device::ListCertificates() {
  // The session of a card that was taken out cannot be closed well, and need not be.
  static_cast<void>(CloseSession());
  active_ = false;
  RETURN_IF_ERROR(FindTokenNow());
  RETURN_IF_ERROR(OpenSession());
  absl::StatusOr<std::vector<DeviceCertificate>> certificates =
      ReadCertificates(*session_, ShowsKeysWithoutLogin(token_));
  if (!certificates.ok()) return Explain(certificates.status());
  return certificates;
}

absl::Status Pkcs11Device::Activate(const DeviceCertificate& certificate, const SecretBuffer& pin) {
  RETURN_IF_ERROR(Deactivate());
  const absl::Status status = LogInAndBegin(certificate, pin);
  active_ = status.ok();
  if (status.ok()) return status;
  // Before the session is closed: the token may forget why.
  absl::Status explained = Explain(status);
  static_cast<void>(CloseSession());
  return explained;
}

absl::StatusOr<std::vector<DeviceCertificate>> Pkcs11Device::ListCertificatesAfterLogin(
    const SecretBuffer& pin) {
  RETURN_IF_ERROR(Deactivate());
  absl::StatusOr<std::vector<DeviceCertificate>> certificates = LogInAndList(pin);
  // Before the session is closed: the token may forget why.
  if (!certificates.ok()) certificates = Explain(certificates.status());
  const absl::Status closed = CloseSession();
  if (certificates.ok() && !closed.ok()) return closed;
  return certificates;
}

absl::StatusOr<std::vector<DeviceCertificate>> Pkcs11Device::LogInAndList(const SecretBuffer& pin) {
  RETURN_IF_ERROR(LogIn(pin));
  return ReadCertificates(*session_, /*keys_visible=*/true);
}

absl::Status Pkcs11Device::LogInAndBegin(const DeviceCertificate& certificate,
                                         const SecretBuffer& pin) {
  RETURN_IF_ERROR(LogIn(pin));
  ASSIGN_OR_RETURN(const CK_OBJECT_HANDLE key, FindSigningKey(*session_, certificate));
  return BeginSignature(*session_, key, pin);
}

absl::Status Pkcs11Device::LogIn(const SecretBuffer& pin) {
  RETURN_IF_ERROR(OpenSession());
  const PinEntry entry = StateOf(token_).pin_entry;
  // An empty PIN would tell a module without keypad to look for one.
  if (entry == PinEntry::kHere && pin.empty()) {
    return DeviceError(v1::DEVICE_PIN_UNUSABLE, "the PIN is empty; enter it");
  }
  if (entry != PinEntry::kNotNeeded) {
    ASSIGN_OR_RETURN(Login login, Login::Begin(*session_, pin));
    login_.emplace(std::move(login));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> Pkcs11Device::Sign(absl::string_view digest_info) {
  if (!std::exchange(active_, false)) {
    return DeviceError(v1::DEVICE_ERROR, "no key is active; enter the PIN first");
  }
  absl::StatusOr<std::string> signature = FinishSignature(*session_, digest_info);
  if (!signature.ok()) return Explain(signature.status());
  return signature;
}

// A begun signature ends with its session only (PKCS #11 2.40 has no other way to cancel one).
absl::Status Pkcs11Device::Deactivate() {
  const bool began = std::exchange(active_, false) || login_.has_value();
  return began ? CloseSession() : absl::OkStatus();
}

absl::Status Pkcs11Device::Close() {
  active_ = false;
  absl::Status first = CloseSession();
  Keep(module_->Close(), first);
  return first;
}

absl::Status Pkcs11Device::OpenSession() {
  if (session_.has_value()) return absl::OkStatus();
  absl::StatusOr<Session> session = Session::Open(functions(), token_.slot);
  if (!session.ok()) return Explain(session.status());
  session_.emplace(*std::move(session));
  return absl::OkStatus();
}

absl::Status Pkcs11Device::CloseSession() {
  absl::Status first = absl::OkStatus();
  if (login_.has_value()) Keep(login_->Close(), first);
  login_.reset();
  if (session_.has_value()) Keep(session_->Close(), first);
  session_.reset();
  // A token that is taken out ends its sessions itself.
  return !first.ok() && IsEmpty() ? absl::OkStatus() : first;
}

bool Pkcs11Device::IsEmpty() const {
  const absl::StatusOr<Slot> slot = ReadSlot(functions(), token_.slot);
  return slot.ok() && !slot->occupied;
}

// REQ: DEV-3
absl::Status Pkcs11Device::Explain(absl::Status failure) const {
  const v1::ErrorReason reason = ReasonOf(failure);
  if (reason == v1::DEVICE_PIN_LOCKED) return WithTriesLeft(std::move(failure), 0);
  if (reason == v1::DEVICE_PIN_WRONG) {
    const absl::StatusOr<Token> now = ReadToken(functions(), token_.slot);
    return WithTriesLeft(std::move(failure), now.ok() ? StateOf(*now).tries_left : std::nullopt);
  }
  if (reason != v1::DEVICE_ERROR || !IsTokenGone(functions(), token_.slot)) return failure;
  absl::Status removed = TakenOut();
  v1::ErrorDetail detail = *GetErrorDetail(removed);
  detail.set_device_code(GetErrorDetail(failure)->device_code());
  SetErrorDetail(detail, removed);
  return removed;
}

}  // namespace paraphe::pkcs11

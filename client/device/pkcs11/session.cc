#include "client/device/pkcs11/session.h"

#include <utility>

#include "client/device/pkcs11/cryptoki.h"
#include "common/status_macros.h"

namespace paraphe::pkcs11 {
namespace {

absl::Status LogIn(const Session& session, CK_USER_TYPE user, const SecretBuffer& pin) {
  const absl::string_view bytes = pin.RevealForDevice();
  // C_Login takes what it does not change by a pointer to non-const.
  auto* const text =
      bytes.empty() ? nullptr : reinterpret_cast<CK_UTF8CHAR*>(const_cast<char*>(bytes.data()));
  return Call("C_Login", session.functions().C_Login, session.handle(), user, text, bytes.size());
}

}  // namespace

absl::StatusOr<Session> Session::Open(const CK_FUNCTION_LIST& functions, CK_SLOT_ID slot) {
  CK_SESSION_HANDLE handle = 0;
  RETURN_IF_ERROR(Call("C_OpenSession", functions.C_OpenSession, slot, CKF_SERIAL_SESSION, nullptr,
                       nullptr, &handle));
  return Session(functions, handle);
}

Session::~Session() { static_cast<void>(Close()); }

Session::Session(Session&& other) noexcept
    : functions_(other.functions_),
      handle_(other.handle_),
      open_(std::exchange(other.open_, false)) {}

absl::Status Session::Close() {
  if (!std::exchange(open_, false)) return absl::OkStatus();
  return Call("C_CloseSession", functions_->C_CloseSession, handle_);
}

absl::StatusOr<Login> Login::Begin(const Session& session, const SecretBuffer& pin) {
  RETURN_IF_ERROR(LogIn(session, CKU_USER, pin));
  return Login(session);
}

Login::~Login() { static_cast<void>(Close()); }

Login::Login(Login&& other) noexcept
    : session_(other.session_), active_(std::exchange(other.active_, false)) {}

absl::Status Login::Close() {
  if (!std::exchange(active_, false)) return absl::OkStatus();
  return Call("C_Logout", session_->functions().C_Logout, session_->handle());
}

absl::Status LogInForOperation(const Session& session, const SecretBuffer& pin) {
  return LogIn(session, CKU_CONTEXT_SPECIFIC, pin);
}

}  // namespace paraphe::pkcs11

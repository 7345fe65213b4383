// A session with a token, and a login: each ends when its owner does.
#ifndef PARAPHE_CLIENT_DEVICE_PKCS11_SESSION_H_
#define PARAPHE_CLIENT_DEVICE_PKCS11_SESSION_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "client/device/pkcs11/cryptoki.h"
#include "common/secret_buffer.h"

namespace paraphe::pkcs11 {

// Read-only session. Closed on destruction where Close() was not called. Movable. Not thread-safe.
class Session {
 public:
  // `functions` must outlive it.
  static absl::StatusOr<Session> Open(const CK_FUNCTION_LIST& functions, CK_SLOT_ID slot);

  ~Session();
  Session(Session&& other) noexcept;
  Session& operator=(Session&&) = delete;

  const CK_FUNCTION_LIST& functions() const { return *functions_; }
  CK_SESSION_HANDLE handle() const { return handle_; }

  // Ends the session and the operations in it. Calling it again does nothing.
  absl::Status Close();

 private:
  Session(const CK_FUNCTION_LIST& functions, CK_SESSION_HANDLE handle)
      : functions_(&functions), handle_(handle) {}

  const CK_FUNCTION_LIST* functions_;
  CK_SESSION_HANDLE handle_;
  bool open_ = true;
};

// The user's login (CKU_USER). Logged out on destruction where Close() was not called. Movable.
class Login {
 public:
  // Logs in; with an empty `pin` the reader asks for it itself (CKF_PROTECTED_AUTHENTICATION_PATH).
  // `session` must outlive the login. The errors are those of SignatureDevice::Activate. A user who
  // is logged in already is an error too: no PIN would be checked.
  static absl::StatusOr<Login> Begin(const Session& session, const SecretBuffer& pin);

  ~Login();
  Login(Login&& other) noexcept;
  Login& operator=(Login&&) = delete;

  absl::Status Close();

 private:
  explicit Login(const Session& session) : session_(&session) {}

  const Session* session_;
  bool active_ = true;
};

// Enters the PIN once more, as a key with CKA_ALWAYS_AUTHENTICATE wants it after C_SignInit. The
// errors are those of Login::Begin.
absl::Status LogInForOperation(const Session& session, const SecretBuffer& pin);

}  // namespace paraphe::pkcs11

#endif  // PARAPHE_CLIENT_DEVICE_PKCS11_SESSION_H_

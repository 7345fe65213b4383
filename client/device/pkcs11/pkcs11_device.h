// A card or token behind a PKCS#11 module (DEV-2).
#ifndef PARAPHE_CLIENT_DEVICE_PKCS11_PKCS11_DEVICE_H_
#define PARAPHE_CLIENT_DEVICE_PKCS11_PKCS11_DEVICE_H_

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "client/device/pkcs11/module.h"
#include "client/device/pkcs11/session.h"
#include "client/device/pkcs11/token.h"
#include "client/device/signature_device.h"
#include "paraphe/v1/config.pb.h"

namespace paraphe::pkcs11 {

class Pkcs11Device final : public device::SignatureDevice {
 public:
  // Finds the token that `config` names and opens a session on it.
  //
  // Errors:
  //   DEVICE_TOKEN_ABSENT     no token is the one that the configuration names
  //   DEVICE_TOKEN_AMBIGUOUS  several are
  //   DEVICE_ERROR            the token fails, or cannot sign with CKM_RSA_PKCS
  static absl::StatusOr<std::unique_ptr<device::SignatureDevice>> Open(
      std::unique_ptr<Module> module, const v1::DeviceConfig& config);

  absl::StatusOr<device::DeviceState> Describe() override;
  absl::StatusOr<std::vector<device::DeviceCertificate>> ListCertificates() override;
  absl::StatusOr<std::vector<device::DeviceCertificate>> ListCertificatesAfterLogin(
      const SecretBuffer& pin) override;
  absl::Status Activate(const device::DeviceCertificate& certificate,
                        const SecretBuffer& pin) override;
  absl::StatusOr<std::string> Sign(absl::string_view digest_info) override;
  absl::Status Deactivate() override;
  absl::Status Close() override;

 private:
  Pkcs11Device(std::unique_ptr<Module> module, v1::DeviceConfig config)
      : module_(std::move(module)), config_(std::move(config)) {}

  const CK_FUNCTION_LIST& functions() const { return module_->functions(); }
  // Finds the token that the configuration names, which may be another than before.
  absl::Status FindTokenNow();
  absl::Status OpenSession();
  absl::Status CloseSession();
  // Whether the module says that nothing is in the slot.
  bool IsEmpty() const;
  absl::Status LogIn(const SecretBuffer& pin);
  absl::StatusOr<std::vector<device::DeviceCertificate>> LogInAndList(const SecretBuffer& pin);
  absl::Status LogInAndBegin(const device::DeviceCertificate& certificate, const SecretBuffer& pin);
  // `failure` with what the token says of it: that it is gone, or how many tries are left.
  absl::Status Explain(absl::Status failure) const;

  // Destroyed in reverse: login, session, module.
  std::unique_ptr<Module> module_;
  v1::DeviceConfig config_;
  Token token_;
  std::optional<Session> session_;
  std::optional<Login> login_;
  bool active_ = false;
};

}  // namespace paraphe::pkcs11

#endif  // PARAPHE_CLIENT_DEVICE_PKCS11_PKCS11_DEVICE_H_

#include "client/device/pkcs12/pkcs12_device.h"

#include <algorithm>
#include <filesystem>

#include "absl/memory/memory.h"
#include "absl/strings/str_cat.h"

#include "common/errors.h"
#include "common/status_macros.h"

namespace paraphe::pkcs12 {
namespace {

using device::DeviceCertificate;
using device::DeviceState;
using device::KeyPresence;
using device::PinEntry;

absl::Status Failure(v1::ErrorReason reason, absl::string_view what) {
  return MakeError(reason, absl::StrCat("device: ", what));
}

UniqueX509 Parse(const std::string& der) {
  const auto* in = reinterpret_cast<const unsigned char*>(der.data());
  return UniqueX509(d2i_X509(nullptr, &in, static_cast<long>(der.size())));
}

// The key of `keys` that `der`, a certificate, is about; else their end.
auto FindKey(std::vector<UniqueEvpPkey>& keys, const std::string& der) {
  const UniqueX509 certificate = Parse(der);
  EVP_PKEY* const wanted = certificate == nullptr ? nullptr : X509_get0_pubkey(certificate.get());
  const auto found = std::find_if(keys.begin(), keys.end(), [wanted](const UniqueEvpPkey& key) {
    return wanted != nullptr && EVP_PKEY_eq(wanted, key.get()) == 1;
  });
  ClearOpensslErrors();
  return found;
}

std::vector<DeviceCertificate> ToDevice(FileContent content, bool keys_seen) {
  std::vector<DeviceCertificate> certificates;
  for (FileCertificate& held : content.certificates) {
    const bool found = FindKey(content.keys, held.der) != content.keys.end();
    const KeyPresence presence = found ? KeyPresence::kPresent : KeyPresence::kAbsent;
    certificates.push_back({std::move(held.der), std::move(held.local_key_id),
                            std::move(held.label),
                            keys_seen ? presence : KeyPresence::kHiddenUntilLogin});
  }
  return certificates;
}

// REQ: RFC 8017 §8.2.1 step 2
absl::StatusOr<std::string> SignRaw(EVP_PKEY* key, absl::string_view digest_info) {
  ClearOpensslErrors();
  const UniqueEvpPkeyCtx context(EVP_PKEY_CTX_new(key, nullptr));
  const auto* const data = reinterpret_cast<const unsigned char*>(digest_info.data());
  std::string signature(static_cast<size_t>(EVP_PKEY_get_size(key)), '\0');
  size_t size = signature.size();
  if (context == nullptr || EVP_PKEY_sign_init(context.get()) != 1 ||
      EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING) != 1 ||
      EVP_PKEY_sign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size, data,
                    digest_info.size()) != 1) {
    return Failure(v1::DEVICE_ERROR,
                   absl::StrCat("the key cannot make this signature (", DrainOpensslErrors(),
                                "); choose another certificate"));
  }
  signature.resize(size);
  return signature;
}

}  // namespace

absl::StatusOr<std::unique_ptr<device::SignatureDevice>> Pkcs12Device::Open(
    const std::string& path) {
  ASSIGN_OR_RETURN(Pkcs12File file, Pkcs12File::Load(path));
  return absl::WrapUnique(new Pkcs12Device(path, std::move(file)));
}

absl::StatusOr<DeviceState> Pkcs12Device::Describe() {
  DeviceState state;
  state.label = std::filesystem::path(path_).filename().string();
  state.pin_entry = file_.needs_password() ? PinEntry::kHere : PinEntry::kNotNeeded;
  return state;
}

absl::StatusOr<std::vector<DeviceCertificate>> Pkcs12Device::ListCertificates() {
  key_.reset();
  ASSIGN_OR_RETURN(file_, Pkcs12File::Load(path_));
  if (!file_.needs_password()) return ListCertificatesAfterLogin(SecretBuffer(0));
  ASSIGN_OR_RETURN(FileContent content, file_.ReadClear());
  return ToDevice(std::move(content), /*keys_seen=*/false);
}

absl::StatusOr<std::vector<DeviceCertificate>> Pkcs12Device::ListCertificatesAfterLogin(
    const SecretBuffer& pin) {
  key_.reset();
  ASSIGN_OR_RETURN(FileContent content, file_.Open(pin));
  return ToDevice(std::move(content), /*keys_seen=*/true);
}

absl::Status Pkcs12Device::Activate(const DeviceCertificate& certificate, const SecretBuffer& pin) {
  key_.reset();
  ASSIGN_OR_RETURN(FileContent content, file_.Open(pin));
  const auto key = FindKey(content.keys, certificate.der);
  if (key == content.keys.end()) {
    return Failure(v1::DEVICE_KEY_MISSING,
                   absl::StrCat(path_,
                                " holds no private key of this certificate; choose another "
                                "certificate or another file"));
  }
  if (EVP_PKEY_get_base_id(key->get()) != EVP_PKEY_RSA) {
    return Failure(v1::DEVICE_ERROR, absl::StrCat("the key of this certificate in ", path_,
                                                  " is no RSA key; choose another certificate"));
  }
  key_ = std::move(*key);
  return absl::OkStatus();
}

absl::StatusOr<std::string> Pkcs12Device::Sign(absl::string_view digest_info) {
  const UniqueEvpPkey key = std::move(key_);
  if (key == nullptr) {
    return Failure(v1::DEVICE_ERROR, "no key is active; enter the password first");
  }
  return SignRaw(key.get(), digest_info);
}

absl::Status Pkcs12Device::Deactivate() {
  key_.reset();
  return absl::OkStatus();
}

absl::Status Pkcs12Device::Close() { return Deactivate(); }

absl::StatusOr<std::vector<device::ListedReader>> ReadFileAsReader(const std::string& path) {
  ASSIGN_OR_RETURN(const std::unique_ptr<device::SignatureDevice> device, Pkcs12Device::Open(path));
  device::ListedReader reader;
  reader.name = path;
  reader.token.emplace();
  ASSIGN_OR_RETURN(reader.token->state, device->Describe());
  reader.token->configured = true;
  ASSIGN_OR_RETURN(reader.token->certificates, device->ListCertificates());
  return std::vector<device::ListedReader>{std::move(reader)};
}

}  // namespace paraphe::pkcs12

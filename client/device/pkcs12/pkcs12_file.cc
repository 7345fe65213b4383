#include "client/device/pkcs12/pkcs12_file.h"

#include <memory>

#include "absl/strings/str_cat.h"
#include <openssl/provider.h>

#include "client/device/pkcs12/safe_bags.h"
#include "common/bounds.h"
#include "common/errors.h"
#include "common/file.h"
#include "common/status_macros.h"

namespace paraphe::pkcs12 {
namespace {

void FreeSafes(STACK_OF(PKCS7) * safes) { sk_PKCS7_pop_free(safes, PKCS7_free); }
void FreeBags(SafeBags* bags) { sk_PKCS12_SAFEBAG_pop_free(bags, PKCS12_SAFEBAG_free); }
using UniqueSafes = UniqueHandle<STACK_OF(PKCS7), FreeSafes>;
using UniqueBags = UniqueHandle<SafeBags, FreeBags>;

absl::Status FileError(v1::ErrorReason reason, const std::string& path, absl::string_view what) {
  return MakeError(reason, absl::StrCat("device: ", path, ": ", what));
}

absl::Status NoPkcs12(const std::string& path) {
  return FileError(v1::MALFORMED_FILE, path,
                   "no PKCS#12 file (.p12 or .pfx), or cut off; name the right one in the "
                   "configuration");
}

absl::Status WrongPassword(const std::string& path) {
  return FileError(v1::DEVICE_PIN_WRONG, path, "wrong password; enter it again");
}

// Whether OpenSSL failed, just now, for an algorithm that none of its providers has.
bool LacksAlgorithm() {
  bool lacks = false;
  while (const unsigned long code = ERR_get_error()) {
    lacks = lacks || ERR_GET_REASON(code) == ERR_R_UNSUPPORTED;
  }
  return lacks;
}

// For the process's life, as OpenSSL's providers are.
bool LoadLegacyProvider() {
  static OSSL_PROVIDER* const provider = OSSL_PROVIDER_try_load(nullptr, "legacy", 1);
  return provider != nullptr;
}

UniquePkcs12 Parse(const std::string& der) {
  const auto* in = reinterpret_cast<const unsigned char*>(der.data());
  const unsigned char* const end = in + der.size();
  UniquePkcs12 pkcs12(d2i_PKCS12(nullptr, &in, static_cast<long>(der.size())));
  return in == end ? std::move(pkcs12) : nullptr;
}

absl::Status CheckRounds(const PKCS12* pkcs12, const std::string& path) {
  if (PKCS12_mac_present(pkcs12) != 1) return absl::OkStatus();
  const ASN1_INTEGER* rounds = nullptr;
  PKCS12_get0_mac(nullptr, nullptr, nullptr, &rounds, pkcs12);
  const long count = rounds == nullptr ? 1 : ASN1_INTEGER_get(rounds);
  if (count >= 1 && count <= kMaxMacRounds) return absl::OkStatus();
  return FileError(v1::MALFORMED_FILE, path,
                   absl::StrCat("its MAC takes more than ", kMaxMacRounds, " rounds"));
}

absl::StatusOr<UniqueSafes> UnpackSafes(const PKCS12* pkcs12, const std::string& path) {
  UniqueSafes safes(PKCS12_unpack_authsafes(pkcs12));
  if (safes == nullptr) return NoPkcs12(path);
  return safes;
}

}  // namespace

absl::StatusOr<Pkcs12File> Pkcs12File::Load(const std::string& path) {
  absl::StatusOr<std::string> der = ReadFile(path, kMaxFileBytes);
  if (ReasonOf(der.status()) == v1::TOO_LARGE) {
    return FileError(v1::MALFORMED_FILE, path,
                     absl::StrCat("more than ", kMaxFileBytes, " bytes: no PKCS#12 file"));
  }
  RETURN_IF_ERROR(der.status());
  ClearOpensslErrors();
  Pkcs12File file(path, Parse(*der));
  if (file.pkcs12_ == nullptr) return NoPkcs12(path);
  RETURN_IF_ERROR(CheckRounds(file.pkcs12_.get(), path));
  RETURN_IF_ERROR(file.ReadClear().status());
  file.needs_password_ = !file.OpenWithout().ok();
  return file;
}

absl::StatusOr<FileContent> Pkcs12File::ReadClear() const {
  ClearOpensslErrors();
  ASSIGN_OR_RETURN(const UniqueSafes safes, UnpackSafes(pkcs12_.get(), path_));
  FileContent content;
  for (int i = 0; i < sk_PKCS7_num(safes.get()); ++i) {
    PKCS7* safe = sk_PKCS7_value(safes.get(), i);
    if (!PKCS7_type_is_data(safe)) continue;
    const UniqueBags bags(PKCS12_unpack_p7data(safe));
    if (bags == nullptr) return NoPkcs12(path_);
    const absl::Status read = ReadBags(*bags, nullptr, 0, /*clear_only=*/true, content);
    if (!read.ok()) return FileError(v1::MALFORMED_FILE, path_, read.message());
  }
  return content;
}

absl::Status Pkcs12File::CheckMac(Password password) const {
  if (PKCS12_mac_present(pkcs12_.get()) != 1) return absl::OkStatus();
  if (PKCS12_verify_mac(pkcs12_.get(), password.bytes, password.size) == 1) return absl::OkStatus();
  // A MAC that was computed and is another leaves no word.
  if (ERR_peek_error() == 0) return WrongPassword(path_);
  return FileError(v1::DEVICE_ERROR, path_,
                   absl::StrCat("its MAC cannot be checked here (", DrainOpensslErrors(),
                                "); export key and certificate anew"));
}

absl::StatusOr<FileContent> Pkcs12File::ReadAll(Password password) const {
  ASSIGN_OR_RETURN(const UniqueSafes safes, UnpackSafes(pkcs12_.get(), path_));
  FileContent content;
  for (int i = 0; i < sk_PKCS7_num(safes.get()); ++i) {
    PKCS7* safe = sk_PKCS7_value(safes.get(), i);
    const bool encrypted = PKCS7_type_is_encrypted(safe);
    if (!encrypted && !PKCS7_type_is_data(safe)) {
      return FileError(v1::MALFORMED_FILE, path_, "it is protected by a key, not by a password");
    }
    const UniqueBags bags(encrypted ? PKCS12_unpack_p7encdata(safe, password.bytes, password.size)
                                    : PKCS12_unpack_p7data(safe));
    if (bags == nullptr) return WrongPassword(path_);
    const absl::Status read =
        ReadBags(*bags, password.bytes, password.size, /*clear_only=*/false, content);
    if (!read.ok()) return FileError(ReasonOf(read), path_, read.message());
  }
  return content;
}

absl::StatusOr<FileContent> Pkcs12File::ReadWithLegacy(Password password) const {
  ClearOpensslErrors();
  RETURN_IF_ERROR(CheckMac(password));
  absl::StatusOr<FileContent> content = ReadAll(password);
  if (!content.ok() && LacksAlgorithm()) {
    ClearOpensslErrors();
    if (LoadLegacyProvider()) content = ReadAll(password);
    if (!content.ok() && (LacksAlgorithm() || !LoadLegacyProvider())) {
      return FileError(
          v1::DEVICE_ERROR, path_,
          "encrypted with an old algorithm (RC2 as a rule), for which OpenSSL's legacy "
          "provider is missing; install it, or export key and certificate anew");
    }
  }
  ClearOpensslErrors();
  // The password was the whole's: another does not help.
  if (ReasonOf(content.status()) == v1::DEVICE_PIN_WRONG &&
      PKCS12_mac_present(pkcs12_.get()) == 1) {
    return FileError(v1::DEVICE_ERROR, path_,
                     "its parts are encrypted with another password than the whole, or damaged; "
                     "export key and certificate anew");
  }
  return content;
}

absl::StatusOr<FileContent> Pkcs12File::OpenWithout() const {
  absl::StatusOr<FileContent> content = ReadWithLegacy({nullptr, 0});
  if (ReasonOf(content.status()) != v1::DEVICE_PIN_WRONG) return content;
  return ReadWithLegacy({"", 0});
}

// REQ: DEV-3
absl::StatusOr<FileContent> Pkcs12File::Open(const SecretBuffer& password) const {
  if (!needs_password_) return OpenWithout();
  if (password.empty()) {
    return FileError(v1::DEVICE_PIN_UNUSABLE, path_, "the password is empty; enter it");
  }
  if (password.size() > kMaxPinBytes) {
    return FileError(v1::DEVICE_PIN_UNUSABLE, path_, "the password is too long");
  }
  const absl::string_view bytes = password.RevealForDevice();
  return ReadWithLegacy({bytes.data(), static_cast<int>(bytes.size())});
}

}  // namespace paraphe::pkcs12

// A PKCS#12 file: its certificates and private keys, by its password.
#ifndef PARAPHE_CLIENT_DEVICE_PKCS12_PKCS12_FILE_H_
#define PARAPHE_CLIENT_DEVICE_PKCS12_PKCS12_FILE_H_

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"

#include "common/openssl.h"
#include "common/secret_buffer.h"

namespace paraphe::pkcs12 {

// No file of certificates and keys is as large, nor asks for as many rounds of its MAC.
inline constexpr size_t kMaxFileBytes = size_t{1} << 20;
inline constexpr long kMaxMacRounds = 10'000'000;

using UniquePkcs12 = UniqueHandle<PKCS12, PKCS12_free>;

struct FileCertificate {
  std::string der;
  std::string local_key_id;  // localKeyId; may be empty
  std::string label;         // friendlyName in UTF-8; may be empty
};

struct FileContent {
  std::vector<FileCertificate> certificates;  // in the file's order
  std::vector<UniqueEvpPkey> keys;            // OpenSSL wipes them when they are freed
};

// Read at once; what becomes of the file afterwards does not matter. Not thread-safe.
//
// REQ: DEV-2, RFC 7292
class Pkcs12File {
 public:
  // Errors:
  //   FILE_UNREADABLE  it is not there or cannot be read
  //   MALFORMED_FILE   it is no PKCS#12 file in DER, larger than kMaxFileBytes, protected by a
  //                    public key in place of a password, or its MAC takes more than kMaxMacRounds
  static absl::StatusOr<Pkcs12File> Load(const std::string& path);

  // Whether it is opened by no password or the empty one, which some programs do not tell apart.
  bool needs_password() const { return needs_password_; }

  // What is not encrypted, not authenticated yet either: certificates, as a rule none.
  absl::StatusOr<FileContent> ReadClear() const;

  // All of it; where needs_password() does not hold, `password` is not looked at. Files of older
  // programs are encrypted with RC2, which OpenSSL has in its legacy provider only: that is loaded
  // then.
  //
  // Errors:
  //   DEVICE_PIN_WRONG     the password is another
  //   DEVICE_PIN_UNUSABLE  it is empty or longer than kMaxPinBytes
  //   DEVICE_ERROR         an algorithm that this OpenSSL does not have, or parts that are encrypted
  //                        with another password than the whole
  //   MALFORMED_FILE       what was encrypted is malformed
  absl::StatusOr<FileContent> Open(const SecretBuffer& password) const;

 private:
  Pkcs12File(std::string path, UniquePkcs12 pkcs12)
      : path_(std::move(path)), pkcs12_(std::move(pkcs12)) {}

  struct Password {  // of PKCS12_verify_mac: null and empty differ
    const char* bytes;
    int size;
  };
  absl::Status CheckMac(Password password) const;
  absl::StatusOr<FileContent> ReadAll(Password password) const;
  absl::StatusOr<FileContent> ReadWithLegacy(Password password) const;
  absl::StatusOr<FileContent> OpenWithout() const;

  std::string path_;
  UniquePkcs12 pkcs12_;
  bool needs_password_ = true;
};

}  // namespace paraphe::pkcs12

#endif  // PARAPHE_CLIENT_DEVICE_PKCS12_PKCS12_FILE_H_

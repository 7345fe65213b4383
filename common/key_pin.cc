#include "common/key_pin.h"

#include <cstdlib>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"

#include "common/errors.h"
#include "common/hash.h"

namespace paraphe {
namespace {

using UniqueX509Pubkey = UniqueHandle<X509_PUBKEY, X509_PUBKEY_free>;

std::string PinOf(const X509_PUBKEY* key) {
  unsigned char* der = nullptr;
  const int length = i2d_X509_PUBKEY(key, &der);
  if (length <= 0) std::abort();  // only where memory is gone
  std::string digits = absl::BytesToHexString(
      Sha256({reinterpret_cast<const char*>(der), static_cast<size_t>(length)}));
  OPENSSL_free(der);
  return digits;
}

// Returning 0 means "no passphrase": without this, OpenSSL would ask on the terminal.
int NoPassphrase(char*, int, int, void*) { return 0; }

// The digits of the key that the text holds; empty where it holds none.
std::string ReadPin(BIO* bio) {
  // Not of a copy: X509_PUBKEY_dup forgets how many bits of the last byte count.
  if (const UniqueX509 certificate{PEM_read_bio_X509(bio, nullptr, NoPassphrase, nullptr)}) {
    return KeyPin(*certificate);
  }
  BIO_seek(bio, 0);
  UniqueEvpPkey key(PEM_read_bio_PUBKEY(bio, nullptr, NoPassphrase, nullptr));
  if (key == nullptr) {
    BIO_seek(bio, 0);
    key.reset(PEM_read_bio_PrivateKey(bio, nullptr, NoPassphrase, nullptr));
  }
  X509_PUBKEY* made = nullptr;
  if (key == nullptr || X509_PUBKEY_set(&made, key.get()) != 1) return "";
  return PinOf(UniqueX509Pubkey(made).get());
}

}  // namespace

std::string KeyPin(const X509& certificate) { return PinOf(X509_get_X509_PUBKEY(&certificate)); }

absl::StatusOr<std::string> KeyPinOfPem(absl::string_view pem) {
  ClearOpensslErrors();
  const UniqueBio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  std::string digits = bio == nullptr ? "" : ReadPin(bio.get());
  ClearOpensslErrors();
  if (!digits.empty()) return digits;
  return MakeError(v1::MALFORMED_FILE,
                   "neither a certificate, nor a public key, nor a private key without passphrase; "
                   "PEM is expected");
}

}  // namespace paraphe

#include "server/store/content_key.h"

#include "absl/strings/str_cat.h"

#include "common/errors.h"
#include "common/openssl.h"
#include "common/random.h"
#include "common/status_macros.h"

namespace paraphe::server {
namespace {

using UniqueEvpCipherCtx = UniqueHandle<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free>;

constexpr size_t kNonceBytes = 12;
constexpr size_t kTagBytes = 16;
constexpr size_t kMaxContentBytes = size_t{1} << 30;

const unsigned char* Raw(absl::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}
unsigned char* Raw(std::string& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }

absl::Status CipherFailed() {
  return MakeError(v1::INTERNAL, absl::StrCat("AES-256-GCM failed: ", DrainOpensslErrors()));
}

absl::Status NotOpened() {
  return MakeError(v1::INTERNAL,
                   "what the session store holds was changed, or belongs elsewhere in it");
}

// Fetched once: OpenSSL would look for it at each use. Lives as long as the process.
const EVP_CIPHER* Aes256Gcm() {
  static const EVP_CIPHER* const cipher = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
  return cipher;
}

// A context that has key, nonce and place; null where OpenSSL fails.
UniqueEvpCipherCtx Begin(absl::string_view key, absl::string_view nonce, absl::string_view place,
                         bool seal) {
  UniqueEvpCipherCtx context(EVP_CIPHER_CTX_new());
  int length = 0;
  if (context == nullptr ||
      EVP_CipherInit_ex(context.get(), Aes256Gcm(), nullptr, Raw(key), Raw(nonce), seal ? 1 : 0) !=
          1 ||
      EVP_CipherUpdate(context.get(), nullptr, &length, Raw(place),
                       static_cast<int>(place.size())) != 1) {
    return nullptr;
  }
  return context;
}

}  // namespace

absl::StatusOr<ContentKey> ContentKey::Generate() {
  ASSIGN_OR_RETURN(std::string bytes, RandomBytes(kContentKeyBytes));
  return ContentKey(std::move(bytes));
}

absl::StatusOr<ContentKey> ContentKey::Of(absl::string_view bytes) {
  if (bytes.size() != kContentKeyBytes) {
    return MakeError(v1::INTERNAL, "the session store lacks a key that a session needs");
  }
  return ContentKey(std::string(bytes));
}

ContentKey::~ContentKey() { OPENSSL_cleanse(bytes_.data(), bytes_.size()); }

absl::StatusOr<std::string> ContentKey::Seal(absl::string_view content,
                                             absl::string_view place) const {
  if (content.size() > kMaxContentBytes) {
    return MakeError(v1::INTERNAL, "the session store takes at most 1 GiB at once");
  }
  ClearOpensslErrors();
  ASSIGN_OR_RETURN(std::string sealed, RandomBytes(kNonceBytes));
  const UniqueEvpCipherCtx context = Begin(bytes_, sealed, place, /*seal=*/true);
  sealed.resize(kNonceBytes + content.size() + kTagBytes);
  unsigned char* const out = Raw(sealed) + kNonceBytes;
  int length = 0;
  if (context == nullptr ||
      EVP_CipherUpdate(context.get(), out, &length, Raw(content),
                       static_cast<int>(content.size())) != 1 ||
      EVP_CipherFinal_ex(context.get(), out + length, &length) != 1 ||
      EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, kTagBytes, out + content.size()) !=
          1) {
    return CipherFailed();
  }
  return sealed;
}

absl::StatusOr<std::string> ContentKey::Open(absl::string_view sealed,
                                             absl::string_view place) const {
  if (sealed.size() < kNonceBytes + kTagBytes ||
      sealed.size() > kMaxContentBytes + kNonceBytes + kTagBytes) {
    return NotOpened();
  }
  ClearOpensslErrors();
  const size_t size = sealed.size() - kNonceBytes - kTagBytes;
  std::string tag(sealed.substr(kNonceBytes + size));
  std::string content(size, '\0');
  const UniqueEvpCipherCtx context = Begin(bytes_, sealed, place, /*seal=*/false);
  int length = 0;
  if (context == nullptr ||
      EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, kTagBytes, tag.data()) != 1 ||
      EVP_CipherUpdate(context.get(), Raw(content), &length, Raw(sealed) + kNonceBytes,
                       static_cast<int>(size)) != 1) {
    return CipherFailed();
  }
  if (EVP_CipherFinal_ex(context.get(), Raw(content) + length, &length) != 1) return NotOpened();
  return content;
}

}  // namespace paraphe::server

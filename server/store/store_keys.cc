#include "server/store/store_keys.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include <sys/stat.h>

#include "common/errors.h"
#include "common/file.h"
#include "common/log.h"
#include "common/status_macros.h"

namespace paraphe::server {
namespace {

constexpr size_t kMaxIdCharacters = 32;

bool IsId(absl::string_view text) {
  return !text.empty() && text.size() <= kMaxIdCharacters &&
         std::all_of(text.begin(), text.end(), [](char character) {
           return absl::ascii_isalnum(static_cast<unsigned char>(character)) || character == '.' ||
                  character == '_' || character == '-';
         });
}

bool IsKey(absl::string_view text) {
  return text.size() == 2 * kContentKeyBytes &&
         std::all_of(text.begin(), text.end(), [](char character) {
           return absl::ascii_isxdigit(static_cast<unsigned char>(character));
         });
}

absl::Status Fault(int line, absl::string_view words) {
  return MakeError(v1::MALFORMED_FILE, absl::StrCat("line ", line, ": ", words));
}

absl::StatusOr<StoreKeys> ReadKeys(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string text, ReadFile(path, kMaxStoreKeyFileBytes));
  struct stat facts = {};
  if (stat(path.c_str(), &facts) != 0 || (facts.st_mode & S_IRWXO) != 0) {
    return MakeError(v1::MALFORMED_FILE,
                     absl::StrCat(path, ": keys that others may access; run chmod o-rwx on it"));
  }
  absl::StatusOr<StoreKeys> keys = StoreKeys::Parse(text);
  if (!keys.ok()) return Annotate(keys.status(), path);
  return keys;
}

}  // namespace

absl::StatusOr<StoreKeys> StoreKeys::Parse(absl::string_view text) {
  StoreKeys keys;
  int number = 0;
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    ++number;
    line = absl::StripAsciiWhitespace(line);
    if (line.empty() || absl::StartsWith(line, "#")) continue;
    const std::vector<absl::string_view> words =
        absl::StrSplit(line, absl::ByAnyChar(" \t"), absl::SkipEmpty());
    if (words.size() != 2 || !IsId(words[0])) {
      return Fault(number, "an id of [A-Za-z0-9._-]{1,32} and a key are needed");
    }
    // What stands in its place is not repeated: it may be a key.
    if (!IsKey(words[1])) return Fault(number, "the key must be 64 hexadecimal digits");
    if (keys.Find(words[0]) != nullptr) return Fault(number, "an earlier key has this id");
    if (keys.keys_.size() == kMaxStoreKeys) {
      return Fault(number, absl::StrCat("at most ", kMaxStoreKeys, " keys"));
    }
    ASSIGN_OR_RETURN(ContentKey key, ContentKey::Of(absl::HexStringToBytes(words[1])));
    keys.keys_.push_back({std::string(words[0]), std::move(key)});
  }
  if (keys.empty()) return MakeError(v1::MALFORMED_FILE, "there is no key in it");
  return keys;
}

absl::StatusOr<StoredKey> StoreKeys::Wrap(const ContentKey& key, absl::string_view place) const {
  if (empty()) return StoredKey{"", std::string(key.bytes())};
  StoredKey stored;
  stored.store_key = current();
  ASSIGN_OR_RETURN(stored.bytes, keys_.front().key.Seal(key.bytes(), place));
  return stored;
}

absl::StatusOr<ContentKey> StoreKeys::Unwrap(const StoredKey& stored,
                                             absl::string_view place) const {
  if (stored.store_key.empty()) return ContentKey::Of(stored.bytes);
  const ContentKey* const key = Find(stored.store_key);
  if (key == nullptr) {
    const absl::Status missing = MissingStoreKey(stored.store_key);
    Log(LogLevel::kError, "store_key_missing", {{"key", stored.store_key}});
    return MakeError(v1::STORE_UNAVAILABLE, missing.message());
  }
  ASSIGN_OR_RETURN(const std::string bytes, key->Open(stored.bytes, place));
  return ContentKey::Of(bytes);
}

const ContentKey* StoreKeys::Find(absl::string_view id) const {
  const auto found =
      std::find_if(keys_.begin(), keys_.end(), [id](const Key& key) { return key.id == id; });
  return found == keys_.end() ? nullptr : &found->key;
}

absl::StatusOr<std::shared_ptr<StoreKeyFile>> StoreKeyFile::Open(const std::string& path) {
  ASSIGN_OR_RETURN(StoreKeys keys, ReadKeys(path));
  return std::make_shared<StoreKeyFile>(path, std::move(keys));
}

StoreKeyFile::StoreKeyFile(std::string path, StoreKeys keys)
    : path_(std::move(path)), keys_(std::make_shared<const StoreKeys>(std::move(keys))) {}

std::shared_ptr<const StoreKeys> StoreKeyFile::keys() const {
  absl::MutexLock lock(&mutex_);
  return keys_;
}

absl::Status StoreKeyFile::Reload() {
  ASSIGN_OR_RETURN(StoreKeys read, ReadKeys(path_));
  auto keys = std::make_shared<const StoreKeys>(std::move(read));
  absl::MutexLock lock(&mutex_);
  if (keys->current() != keys_->current()) {
    Log(LogLevel::kInfo, "store_key", {{"current", keys->current()}, {"before", keys_->current()}});
  }
  keys_ = std::move(keys);
  return absl::OkStatus();
}

std::shared_ptr<const StoreKeys> KeysOf(const std::shared_ptr<StoreKeyFile>& file) {
  return file == nullptr ? std::make_shared<const StoreKeys>() : file->keys();
}

absl::Status MissingStoreKey(absl::string_view id) {
  return MakeError(v1::STORE_UNUSABLE,
                   absl::StrCat("the session store has content under the key ", id,
                                ", which store_key_file does not have: add it"));
}

}  // namespace paraphe::server

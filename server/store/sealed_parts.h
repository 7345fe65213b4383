// What is stored sealed, and for which place each part is.
#ifndef PARAPHE_SERVER_STORE_SEALED_PARTS_H_
#define PARAPHE_SERVER_STORE_SEALED_PARTS_H_

#include <cstdint>
#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace paraphe::server {

inline constexpr size_t kKeyIdBytes = 16;

// The places of ContentKey: a record is of one version, so that an older row is refused, too.
inline std::string RecordPlace(absl::string_view id, uint64_t version) {
  return absl::StrCat("record ", version, " ", id);
}
inline std::string DocumentPlace(absl::string_view id) { return absl::StrCat("document ", id); }
inline std::string SharedPlace(absl::string_view sha256) {
  return absl::StrCat("shared ", absl::BytesToHexString(sha256));
}

// Of the content key itself, under a store key.
inline std::string KeyPlace(absl::string_view key_id) {
  return absl::StrCat("key ", absl::BytesToHexString(key_id));
}

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_STORE_SEALED_PARTS_H_

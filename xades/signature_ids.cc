#include "xades/signature_ids.h"

#include <algorithm>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

#include "common/hash.h"

namespace paraphe::xades {
namespace {

constexpr size_t kSuffixBytes = 8;

SignatureIds IdsWith(absl::string_view suffix) {
  return {absl::StrCat("signature-", suffix), absl::StrCat("document-", suffix),
          absl::StrCat("signed-properties-", suffix)};
}

bool AnyTaken(const SignatureIds& ids, const std::vector<std::string>& taken) {
  for (const std::string* id : {&ids.signature, &ids.document_reference, &ids.signed_properties}) {
    if (std::binary_search(taken.begin(), taken.end(), *id)) return true;
  }
  return false;
}

}  // namespace

SignatureIds DeriveIds(absl::string_view seed, const std::vector<std::string>& taken) {
  // Ends: `taken` is finite and each round tries other ids.
  for (std::string digest = Sha256(seed);; digest = Sha256(digest)) {
    const SignatureIds ids = IdsWith(absl::BytesToHexString(digest.substr(0, kSuffixBytes)));
    if (!AnyTaken(ids, taken)) return ids;
  }
}

}  // namespace paraphe::xades

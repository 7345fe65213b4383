#include "xades/signature_ids.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

#include "common/hash.h"

namespace paraphe::xades {
namespace {

constexpr size_t kSuffixBytes = 8;

constexpr absl::string_view kPrefixes[] = {"signature-", "document-", "signed-properties-"};

SignatureIds IdsWith(absl::string_view suffix) {
  return {absl::StrCat(kPrefixes[0], suffix), absl::StrCat(kPrefixes[1], suffix),
          absl::StrCat(kPrefixes[2], suffix)};
}

bool HasThisForm(absl::string_view id) {
  return std::any_of(std::begin(kPrefixes), std::end(kPrefixes), [id](absl::string_view prefix) {
    return absl::StartsWith(id, prefix) && id.size() == prefix.size() + 2 * kSuffixBytes;
  });
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

std::vector<std::string> IdsOfThisForm(const std::vector<std::string>& ids) {
  std::vector<std::string> kept;
  std::copy_if(ids.begin(), ids.end(), std::back_inserter(kept), HasThisForm);
  return kept;
}

}  // namespace paraphe::xades

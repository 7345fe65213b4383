// Fuzz target: the canonicalizer. What it writes is libxml2's own exclusive canonical form of the
// same bytes, is canonical again, and is accepted at intake or refused there by name.
#include <optional>
#include <string>

#include "absl/strings/match.h"

#include "common/utf8.h"
#include "document/canonicalizer.h"
#include "document/intake.h"
#include "document/xml_encoding.h"
#include "tests/document/c14n_oracle.h"
#include "tests/fuzz/property.h"

namespace paraphe::test {
namespace {

constexpr size_t kLimit = size_t{1} << 20;

// Of a canonical form intake may only say that it cannot be signed, not that it is none.
void JudgeIntake(absl::string_view canonical) {
  const absl::Status intake = xml::CheckDocument(canonical, {}).status();
  RequireReason(intake, {v1::DOCUMENT_ALREADY_SIGNED, v1::DOCUMENT_HAS_XINCLUDE,
                         v1::DOCUMENT_DUPLICATE_ID, v1::DOCUMENT_HAS_INSTRUCTION,
                         v1::DOCUMENT_NOT_WELL_FORMED, v1::DOCUMENT_RELATIVE_NAMESPACE});
  if (ReasonOf(intake) != v1::DOCUMENT_NOT_WELL_FORMED) return;
  Require(absl::StrContains(intake.message(), "xml:id"), "ill-formed by an xml:id only",
          intake.ToString());
}

// libxml2 drops half a character at the end of other encodings than UTF-8, lets a declaration
// contradict the byte order mark, and hands a name of any length to iconv, which reads
// "UTF---------8" as it pleases.
bool IsStricterOnEncodings(absl::string_view bytes, const absl::Status& ours) {
  if (ReasonOf(ours) != v1::DOCUMENT_BAD_ENCODING) return false;
  return !IsUtf8(bytes) || absl::StrContains(bytes, '\0') ||
         absl::StrContains(ours.message(), "declare");
}

// libxml2 takes NUL for the end of the document.
bool HoldsNul(absl::string_view bytes) {
  std::string storage;
  const absl::StatusOr<absl::string_view> text = xml::ToUtf8(bytes, kLimit, &storage);
  return text.ok() && absl::StrContains(*text, '\0');
}

void RunOne(absl::string_view bytes) {
  const absl::StatusOr<std::string> ours = xml::Canonicalize(bytes, kLimit);
  RequireReason(ours.status(), {v1::DOCUMENT_EMPTY, v1::DOCUMENT_BEYOND_BOUND, v1::DOCUMENT_HAS_DTD,
                                v1::DOCUMENT_BAD_ENCODING, v1::DOCUMENT_NOT_WELL_FORMED,
                                v1::DOCUMENT_RELATIVE_NAMESPACE});
  const v1::ErrorReason reason = ReasonOf(ours.status());
  if (reason == v1::DOCUMENT_HAS_DTD || reason == v1::DOCUMENT_BEYOND_BOUND) return;
  if (IsStricterOnEncodings(bytes, ours.status())) return;
  if (HoldsNul(bytes)) return Require(!ours.ok(), "NUL is no character");
  const std::optional<std::string> theirs = CanonicalFormByLibxml2(bytes);
  Require(ours.ok() == theirs.has_value(), "the verdict is libxml2's", ours.status().ToString());
  if (!ours.ok()) return;
  Require(*ours == *theirs, "the form is libxml2's", absl::StrCat(*ours, "\n", *theirs));
  const absl::StatusOr<std::string> again = xml::Canonicalize(*ours, kLimit);
  Require(again.ok() && *again == *ours, "canonical form is its own canonical form", *ours);
  JudgeIntake(*ours);
}

}  // namespace
}  // namespace paraphe::test

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  paraphe::test::RunOne(paraphe::test::InputText(data, size));
  return 0;
}

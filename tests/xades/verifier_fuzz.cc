// Fuzz target: the verifier, and the builder whose work it judges. What the verifier says of each
// part of the proof is what libxml2 and OpenSSL say of it. And whatever document can be signed is
// signed here: it verifies for both, is canonical, and is the original again without its signature.
//
// Input: a document, or "!" and a program (tests/fuzz/document_program.h).
#include <string>

#include "absl/strings/strip.h"

#include "common/errors.h"
#include "document/intake.h"
#include "tests/document/c14n_oracle.h"
#include "tests/fuzz/document_program.h"
#include "tests/fuzz/property.h"
#include "tests/xades/signature_oracle.h"
#include "tests/xades/signing.h"
#include "xades/signature_finder.h"
#include "xades/verifier.h"

namespace paraphe::xades::test {
namespace {

using ::paraphe::test::CanonicalFormByLibxml2;
using ::paraphe::test::Require;
using ::paraphe::test::RequireNoDefect;
using ::paraphe::test::RequireReason;

constexpr v1::SignatureForm kForms[] = {v1::XADES_BASELINE_B, v1::XADES_1_3_2, v1::XADES_1_2_2};
constexpr v1::HashAlgorithm kHashes[] = {v1::SHA256, v1::SHA384, v1::SHA512, v1::SHA1};

void JudgeReport(absl::string_view document, const VerificationReport& report) {
  const std::optional<OracleFindings> theirs = JudgeByLibxml2(document);
  if (!theirs.has_value()) return;  // another producer's form, which the oracle does not know
  Require(report.signature_value.valid() == theirs->signature_value &&
              report.document_reference.valid() == theirs->document &&
              report.signed_properties_reference.valid() == theirs->signed_properties,
          "each part of the proof is judged as others judge it", report.fault());
}

// Without its signature a document is canonical, and has none.
std::string Removed(absl::string_view signed_document) {
  const absl::StatusOr<std::string> original = RemoveSignature(signed_document);
  Require(original.ok(), "what was judged can be taken out", original.status().ToString());
  Require(CanonicalFormByLibxml2(*original) == *original, "what is left is canonical", *original);
  const absl::Status again = RemoveSignature(*original).status();
  Require(ReasonOf(again) == v1::SIGNATURE_ABSENT, "there was one signature", again.ToString());
  return *original;
}

void JudgeSigned(absl::string_view original, const std::string& signed_document) {
  VerifyOptions options;
  options.allow_sha1 = true;
  options.expected_original = original;
  const Certificate signer = ParsedOrDie(SignerOf());
  options.expected_certificate = &signer;
  const absl::StatusOr<VerificationReport> report = Verify(signed_document, options);
  Require(report.ok(), "what we sign can be judged", report.status().ToString());
  Require(report->valid(), "what we sign is valid", report->fault());
  Require(JudgeByLibxml2(signed_document)->all(), "and valid for others", signed_document);
  Require(CanonicalFormByLibxml2(signed_document) == signed_document,
          "a signed document is canonical", signed_document);
  Require(Removed(signed_document) == original, "the original comes out again", signed_document);
}

// Where the signature was put in, it is found as a scan of all finds it.
void RequireFoundAlike(absl::string_view signed_document, const xml::DocumentFacts& facts) {
  const VerifyOptions options;
  const auto whole = FindSignature(signed_document, options.bounds, options.signature_bytes);
  const auto found =
      FindInsertedSignature(signed_document, facts, options.bounds, options.signature_bytes);
  Require(found.ok(), "the signature is where it was put", found.status().ToString());
  Require(whole.ok() && found->begin == whole->begin && found->end == whole->end &&
              found->root_begin == whole->root_begin && found->root_end == whole->root_end &&
              found->root_ids == whole->root_ids &&
              ApexCanonical(found->element) == ApexCanonical(whole->element),
          "a scan of all finds the same", signed_document);
}

// The size chooses form and hash.
void SignAndJudge(absl::string_view document) {
  const absl::StatusOr<xml::DocumentFacts> facts = xml::CheckDocument(document, {});
  if (!facts.ok()) return;
  const size_t choice = document.size();
  const v1::SignedAttributes attributes =
      FullAttributes(SignerOf(), kForms[choice % 3], kHashes[choice / 3 % 4]);
  const absl::StatusOr<SignaturePlan> plan =
      SignaturePlan::Create(document, *facts, attributes, ParsedOrDie(SignerOf()));
  Require(plan.ok(), "what intake accepts can be signed", plan.status().ToString());
  const absl::StatusOr<std::string> signed_document =
      plan->Assemble(std::string(document), SignerOf().key->SignDigestInfo(plan->digest_info()));
  Require(signed_document.ok(), "and assembled", signed_document.status().ToString());
  JudgeSigned(document, *signed_document);
  RequireFoundAlike(*signed_document, *facts);
}

void RunOne(absl::string_view document) {
  if (absl::ConsumePrefix(&document, absl::string_view(&paraphe::test::kProgramMark, 1))) {
    return SignAndJudge(*CanonicalFormByLibxml2(paraphe::test::DocumentFrom(document)));
  }
  VerifyOptions options;
  options.allow_sha1 = true;
  const absl::StatusOr<VerificationReport> report = Verify(document, options);
  RequireNoDefect(report.status());
  if (!report.ok()) return SignAndJudge(document);
  JudgeReport(document, *report);
  SignAndJudge(Removed(document));
}

}  // namespace
}  // namespace paraphe::xades::test

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  paraphe::xades::test::RunOne(paraphe::test::InputText(data, size));
  return 0;
}

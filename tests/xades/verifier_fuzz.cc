// Fuzz target: the verifier reads what others wrote. Whatever comes in, it must not crash; and
// where it calls a signature valid, taking the signature out must leave a canonical document that
// it no longer finds one in.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "absl/strings/string_view.h"

#include "common/errors.h"
#include "xades/verifier.h"

namespace {

void CheckRemoval(absl::string_view signed_document) {
  const auto original = paraphe::xades::RemoveSignature(signed_document);
  if (!original.ok()) std::abort();
  const auto again = paraphe::xades::RemoveSignature(*original);
  if (paraphe::ReasonOf(again.status()) != paraphe::v1::SIGNATURE_ABSENT) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const absl::string_view document(reinterpret_cast<const char*>(data), size);
  paraphe::xades::VerifyOptions options;
  options.allow_sha1 = true;
  const auto report = paraphe::xades::Verify(document, options);
  // A defect of ours is never the answer to bad input.
  if (paraphe::ReasonOf(report.status()) == paraphe::v1::INTERNAL) std::abort();
  if (report.ok() && report->valid()) CheckRemoval(document);
  return 0;
}

#include "tests/crash/crash_documents.h"

#include "absl/strings/str_cat.h"

#include "pki/certificate.h"
#include "pki/trust_anchors.h"
#include "tests/testing/or_die.h"
#include "tests/testing/pki.h"
#include "tests/xades/judges.h"
#include "xades/verifier.h"

namespace paraphe::test {

std::string CrashDocument(int session, int edition, size_t bytes) {
  std::string text = absl::StrCat("<acte numero=\"", session, "\" version=\"", edition, "\">\n");
  do {
    absl::StrAppend(&text,
                    "<article>Le marché de Noël est ouvert du 1er au 24 décembre.</article>\n");
  } while (text.size() < bytes);
  return absl::StrCat(text, "</acte>");
}

bool IsSigned(absl::string_view signed_document, absl::string_view original) {
  const auto certificate = Certificate::Parse(TestPki::Get().signer().der);
  const auto anchors = TrustAnchors::Create({TestPki::Get().CaPem()});
  CheckOrDie(certificate.ok() && anchors.ok(), "reading the test PKI");
  xades::VerifyOptions options;
  options.trust_anchors = &*anchors;
  options.expected_certificate = &*certificate;
  options.expected_original = original;
  const auto report = xades::Verify(signed_document, options);
  return report.ok() && report->valid();
}

std::string XmlsecFaultOf(absl::string_view signed_document) {
  return xades::test::XmlsecFault(signed_document, v1::XADES_BASELINE_B, TestPki::Get().root(),
                                  &TestPki::Get().intermediate());
}

}  // namespace paraphe::test

// What libxml2 and OpenSSL say of an enveloped signature, without any code of ours: the judge of
// the verifier and of the builder.
#ifndef PARAPHE_TESTS_XADES_SIGNATURE_ORACLE_H_
#define PARAPHE_TESTS_XADES_SIGNATURE_ORACLE_H_

#include <optional>

#include "absl/strings/string_view.h"

namespace paraphe::xades::test {

struct OracleFindings {
  bool signature_value = false;    // over libxml2's canonical form of ds:SignedInfo
  bool document = false;           // digest of its form of the document without the signature
  bool signed_properties = false;  // digest of its form of xades:SignedProperties

  bool all() const { return signature_value && document && signed_properties; }
};

// Of the first ds:Signature that is a child of the document element, with its first certificate;
// nullopt where there is none, or a part is not where XMLDSig puts it. It looks at the proof only:
// what else a signature must hold, or must not, it does not ask.
std::optional<OracleFindings> JudgeByLibxml2(absl::string_view signed_document);

}  // namespace paraphe::xades::test

#endif  // PARAPHE_TESTS_XADES_SIGNATURE_ORACLE_H_

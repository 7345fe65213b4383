// What is signed beside the document, and the certificate, as a signer reads them: what a person
// cares about first, values in words where they are coded, times in the zone of this desk.
#ifndef PARAPHE_CLIENT_AGENT_SIGNING_TEXT_H_
#define PARAPHE_CLIENT_AGENT_SIGNING_TEXT_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

#include "client/agent/signer_desk.h"
#include "common/bilingual.h"
#include "paraphe/v1/attributes.pb.h"

namespace paraphe::agent {

// All functions mark what others wrote (render/visible.h); `zone` is that in which times are said.
// Thread-safe.

// One thing that is signed, or that a certificate says.
struct SigningRow {
  std::string label;
  std::string shown;  // what a person reads: words for a coded value, else the value itself
  std::string exact;  // the value letter for letter, where `shown` is words for it; else empty
  std::string note;   // words about `shown`; may be empty
  bool technical = false;
};

// The chosen certificate, where there is one, and every line of `view.attributes`, in the order of
// AttributesAsText. REQ: ATT-1, ATT-2, ATT-5
std::vector<SigningRow> AttributeRows(const SigningView& view, Language language,
                                      absl::TimeZone zone);

// The whole certificate, in the order of policy/attribute_text.h. REQ: CERT-3
std::vector<SigningRow> CertificateRows(const Certificate& certificate, Language language,
                                        absl::TimeZone zone);

// The heads of a request: code, application, role, title of the document; and how often somebody else
// tried to open it, where that happened.
std::string RequestAsText(const SigningView& view, Language language);

// The chosen certificate, where there is one, and every line of `view.attributes`, which are those of
// policy/attribute_text.h: role, place, date, commitment and policy first, digests and other
// technicalities after, under a heading of their own. A coded value stands in words with the value
// below; every value is there letter for letter (ATT-2).
//
// REQ: ATT-1, ATT-2, ATT-5
std::string AttributesAsText(const SigningView& view, Language language, absl::TimeZone zone);

// The whole certificate: what its values mean in words, the values below. REQ: CERT-3
std::string CertificateAsText(const Certificate& certificate, Language language,
                              absl::TimeZone zone);

// Who signs what, as what, where, when and under which policy: a line each, for the moment of
// consent; and again how often somebody else tried to open the request.
std::string SummaryAsText(const SigningView& view, Language language, absl::TimeZone zone);

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_SIGNING_TEXT_H_

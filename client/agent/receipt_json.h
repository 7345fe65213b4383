// The receipt of a signature for programs: the facts of receipt.h under stable keys, as one JSON
// object. Texts stand letter for letter; digests are lower-case hexadecimal, times RFC 3339 in UTC.
//
//   format            "paraphe-receipt-1". What it has now keeps its meaning; keys may be added
//   language          "fr" or "en": of the page that was shown, of document and of words
//   time              when it was signed, by the desk's clock
//   application       for whom; missing where the server named none
//   document          what the table calls the document; missing where it has no title
//   session_code      code of the request
//   document_sha256   of the document that was shown
//   html_sha256       of the page that was shown
//   signed_sha256     of the signed document
//   attributes        object: every signed attribute, keys and values of DescribeAttributes
//                     (policy/attribute_text.h): policy_identifier, policy_digest, claimed_role,
//                     signing_time, commitment_type and so on. What is not signed has no key, but
//                     for policy_description_not_signed
//   attachments       list of the files inside the document: name, and words (type, size, SHA-256)
//   certificate       object: sha256, subject, issuer (RFC 4514), serial (hexadecimal), not_before,
//                     not_after
#ifndef PARAPHE_CLIENT_AGENT_RECEIPT_JSON_H_
#define PARAPHE_CLIENT_AGENT_RECEIPT_JSON_H_

#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

#include "client/agent/signing_view.h"
#include "common/bilingual.h"

namespace paraphe::agent {

// Arguments as those of MakeResult (receipt.h). ASCII only, so that nothing in it steers a terminal;
// a byte that is not UTF-8 becomes U+FFFD. Ends with a line feed. Thread-safe.
//
// REQ: EXP-4, PRES-6
std::string ReceiptAsJson(const SigningView& view, absl::string_view signed_document,
                          absl::Time time, Language language);

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_RECEIPT_JSON_H_

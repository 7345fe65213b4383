// What the signer is shown before signing, line by line: the attributes (ATT-1, ATT-2, ATT-5), and
// the whole certificate (CERT-3).
#ifndef PARAPHE_POLICY_ATTRIBUTE_TEXT_H_
#define PARAPHE_POLICY_ATTRIBUTE_TEXT_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

#include "common/bilingual.h"
#include "paraphe/v1/attributes.pb.h"
#include "pki/certificate.h"
#include "render/attachment.h"

namespace paraphe {

// Every attribute that will be signed, in the order of FS §2.2.6: policy (identifier, description,
// URL, digest algorithm, digest), role, certificate (issuer, serial number, digest algorithm,
// digest), date and time, place, commitment type, hash algorithm, form, MIME type. What is not
// signed has no line, but for `policy_description`, that of the session's policy, where it is not
// the signed one: its line has a key of its own, and says that it is not part of the signature
// (ATT-7).
//
// `value` is letter for letter what the signature holds: URIs, base64, the date with its "Z". Two
// exceptions, where the signature holds DER: the issuer's name as RFC 4514 string and the serial
// number in decimal, which the older forms hold so. `words_*` say what a coded value means. Keys
// are stable, see attribute_text.cc.
//
// `certificate` is that of attributes.certificate; null as long as none is chosen, and its lines are
// missing then. Control characters are not marked here: who shows a line marks them
// (render/visible.h). Thread-safe.
std::vector<v1::AttributeLine> DescribeAttributes(const v1::SignedAttributes& attributes,
                                                  const Certificate* certificate,
                                                  absl::string_view policy_description = "");

// The whole certificate: holder, issuer, serial number, validity, key, uses of the key, what the
// issuer states (qualified, SSCD, type), CA or not, version, SHA-256, and the OIDs of critical
// extensions that Paraphe does not process. `value` is as the certificate has it, `words_*` explain
// it. As above, who shows a line marks control characters. Thread-safe. REQ: CERT-3
std::vector<v1::AttributeLine> DescribeCertificate(const Certificate& certificate);

// The files inside a document, a line for each: its name, or "-" where it has none, and in words its
// type, size and SHA-256. They are signed as part of the document, and shown beside the attributes.
// As above, who shows a line marks control characters. Thread-safe. REQ: PRES-5
std::vector<v1::AttributeLine> DescribeAttachments(const std::vector<Attachment>& attachments);

// Lines as plain text: "label: value", and the words, where there are any, indented below.
// LF-terminated. Safe to write to a terminal: what the lines hold is marked (render/visible.h
// VisibleLine). REQ: PRES-6
std::string LinesAsText(const std::vector<v1::AttributeLine>& lines, Language language);

}  // namespace paraphe

#endif  // PARAPHE_POLICY_ATTRIBUTE_TEXT_H_

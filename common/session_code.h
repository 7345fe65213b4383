// The short code of a session: the caller and the signer's agent each derive it from what they
// hold, and a person sees that both ends speak of the same document and attributes. 40 bits: it
// finds mistakes (the wrong file, the wrong session), it does not replace the digests that the
// agent checks (PRES-8).
#ifndef PARAPHE_COMMON_SESSION_CODE_H_
#define PARAPHE_COMMON_SESSION_CODE_H_

#include <string>

#include "absl/strings/string_view.h"

#include "paraphe/v1/attributes.pb.h"

namespace paraphe {

// "K7QF-2M9D": 8 characters of Crockford's base 32 (no I, L, O, U), upper case. `document_sha256`
// is the raw SHA-256 of the document's bytes; `attributes` are those in force, the policy's
// defaults included.
std::string SessionCode(absl::string_view document_sha256, const v1::AttributeValues& attributes);

}  // namespace paraphe

#endif  // PARAPHE_COMMON_SESSION_CODE_H_

// Whether a string names a distinguished name, as ds:X509IssuerName of other programs does.
#ifndef PARAPHE_PKI_NAME_MATCH_H_
#define PARAPHE_PKI_NAME_MATCH_H_

#include "absl/strings/string_view.h"

#include "common/openssl.h"

namespace paraphe {

// Whether `written` is an RFC 4514 string of `name`, or one as RFC 2253 and older programs write
// it: blanks around separators, ';' for ',', values in quotes, other names of types in any case,
// "OID." before dotted ones. Types, values (to the character) and the order of RDNs must be equal;
// the order within an RDN is free. Thread-safe.
//
// REQ: RFC 4514 §3; RFC 2253 §4
bool NamesDistinguishedName(absl::string_view written, const X509_NAME* name);

}  // namespace paraphe

#endif  // PARAPHE_PKI_NAME_MATCH_H_

// Distinguished names as strings, for ds:X509IssuerName and for people, and the comparison of such
// strings with a name.
#ifndef PARAPHE_PKI_DISTINGUISHED_NAME_H_
#define PARAPHE_PKI_DISTINGUISHED_NAME_H_

#include <string>

#include "absl/strings/string_view.h"

#include "common/openssl.h"

namespace paraphe {

// The RFC 4514 string of a name, UTF-8 and valid XML text: most specific RDN first; the short names
// of RFC 4514 §3 only, every other type as dotted OID and "#" with the DER of its value in
// hexadecimal, which every other implementation reads without knowing our list of names. Control
// characters, DEL and what XML forbids are escaped by their octets, leading and trailing blanks as
// "\20" (XMLDSig 1.1 §4.5.4.1 allows that of RFC 4514 §2.4, and it survives the trimming of XML
// tools). Empty for an empty name. Thread-safe.
//
// REQ: RFC 4514 §2; XMLDSig 1.1 §4.5.4.1
std::string WriteDistinguishedName(const X509_NAME* name);

// The same for people: types that have a usual name by that name (emailAddress, serialNumber,
// givenName, organizationIdentifier ...), and every value that is text as text. Thread-safe.
std::string ShowDistinguishedName(const X509_NAME* name);

// Whether `written`, a ds:X509IssuerName of another program, names `name`: an RFC 4514 string of
// it, or one as RFC 2253 and older programs write it: blanks around separators, ';' for ',', values
// in quotes, other names of types in any case, "OID." before dotted ones; or one with a slash before
// each attribute, as OpenSSL writes it. A type whose name is not known here may be any type.
//
// Compared are the values, in whatever string type and order of RDNs: producers write both orders.
// Cases of ASCII letters and the number of blanks do not count (RFC 5280 §7.1). What stands together
// in one RDN must stand together there, in any order. Thread-safe.
//
// REQ: RFC 4514 §3; RFC 2253 §4; RFC 5280 §7.1
bool NamesDistinguishedName(absl::string_view written, const X509_NAME* name);

// Whether two names are equal by value in the same sense. Thread-safe.
bool SameDistinguishedName(const X509_NAME* a, const X509_NAME* b);

}  // namespace paraphe

#endif  // PARAPHE_PKI_DISTINGUISHED_NAME_H_

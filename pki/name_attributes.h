// The attributes of a distinguished name: its strings are written from them and compared with them.
#ifndef PARAPHE_PKI_NAME_ATTRIBUTES_H_
#define PARAPHE_PKI_NAME_ATTRIBUTES_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

#include "common/openssl.h"

namespace paraphe {

// One row of the table of attribute types with a name.
struct NameType {
  absl::string_view oid;    // dotted
  absl::string_view name;   // RFC 4514 §3, X.520 §6 or RFC 2985: what people and programs call it
  absl::string_view alias;  // what some programs call it instead; empty for none
  bool in_rfc4514;          // its name may stand in an RFC 4514 string that everybody reads
};

// The row of an OID, or of a name or alias in any case; nullptr for none.
const NameType* FindNameType(absl::string_view oid);
const NameType* FindNameTypeByName(absl::string_view name);

struct NameAttribute {
  std::string oid;                  // dotted
  std::string der;                  // of the value
  std::optional<std::string> text;  // the value in UTF-8; nullopt where it is no character string
  bool joins = false;               // stands in one RDN with the attribute before it
};

// The attributes of a name in the order of RFC 4514: the last RDN first. Thread-safe.
//
// REQ: RFC 4514 §2.1
std::vector<NameAttribute> ReadNameAttributes(const X509_NAME* name);

// The text of a value given by its DER, in UTF-8; nullopt where it is no character string. Thread-safe.
std::optional<std::string> TextOfDer(absl::string_view der);

// The first commonName as UTF-8, as it stands; empty where there is none, nullopt where it is not
// text. Thread-safe.
std::optional<std::string> ReadCommonName(const X509_NAME* name);

}  // namespace paraphe

#endif  // PARAPHE_PKI_NAME_ATTRIBUTES_H_

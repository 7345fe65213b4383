// xsd:dateTime, as SigningTime has it.
#ifndef PARAPHE_XADES_XML_TIME_H_
#define PARAPHE_XADES_XML_TIME_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace paraphe::xades {

// In UTC and whole seconds: "2026-11-22T09:30:00Z". For years 1 to 9999.
std::string FormatXmlDateTime(absl::Time time);

// The moment that `text` names; its time zone must be there: without it, nobody knows when that
// was. Nullopt for anything else. REQ: XML Schema Part 2 §3.2.7
std::optional<absl::Time> ParseXmlDateTime(absl::string_view text);

}  // namespace paraphe::xades

#endif  // PARAPHE_XADES_XML_TIME_H_

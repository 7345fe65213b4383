// xsd:dateTime, as SigningTime has it.
#ifndef PARAPHE_XADES_XML_TIME_H_
#define PARAPHE_XADES_XML_TIME_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace paraphe::xades {

// `time` in UTC and whole seconds, for the years 1 to 9999: "2026-11-22T09:30:00Z". Thread-safe.
//
// REQ: ETSI EN 319 132-1 §5.2.1
std::string FormatXmlDateTime(absl::Time time);

// The moment that `text` names. Its time zone must be there: without it, nobody knows when that was.
// Seconds may have a fraction. Nullopt for anything else, and for what xsd:dateTime allows and only
// few readers take: years outside 1 to 9999, 24:00:00. Thread-safe.
//
// REQ: XML Schema Part 2 §3.2.7
std::optional<absl::Time> ParseXmlDateTime(absl::string_view text);

}  // namespace paraphe::xades

#endif  // PARAPHE_XADES_XML_TIME_H_

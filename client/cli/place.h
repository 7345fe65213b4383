// --place as people type it.
#ifndef PARAPHE_CLIENT_CLI_PLACE_H_
#define PARAPHE_CLIENT_CLI_PLACE_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "paraphe/v1/attributes.pb.h"

namespace paraphe::cli {

// "Montpellier" is a city. "city=Montpellier,postal-code=34000,country=France" names its parts:
// city, street-address, state-or-province, postal-code, country, each at most once; a comma that
// no "name=" follows belongs to the value before it ("street-address=1, place Georges Frêche").
// Where no country is named: `default_country`.
// Errors:
//   USAGE  the place is empty; a part is unknown, empty, or named twice
absl::StatusOr<v1::Place> ParsePlace(absl::string_view text, const std::string& default_country);

}  // namespace paraphe::cli

#endif  // PARAPHE_CLIENT_CLI_PLACE_H_

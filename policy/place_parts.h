// The parts of a place, as a table to loop over.
#ifndef PARAPHE_POLICY_PLACE_PARTS_H_
#define PARAPHE_POLICY_PLACE_PARTS_H_

#include <algorithm>
#include <iterator>
#include <string>

#include "absl/strings/string_view.h"

#include "paraphe/v1/attributes.pb.h"

namespace paraphe {

struct PlacePart {
  absl::string_view field;  // its name in the message
  const std::string& (v1::Place::*value)() const;
};

inline constexpr PlacePart kPlaceParts[] = {
    {"city", &v1::Place::city},
    {"street_address", &v1::Place::street_address},
    {"state_or_province", &v1::Place::state_or_province},
    {"postal_code", &v1::Place::postal_code},
    {"country_name", &v1::Place::country_name},
};

inline bool IsEmptyPlace(const v1::Place& place) {
  return std::all_of(std::begin(kPlaceParts), std::end(kPlaceParts),
                     [&place](const PlacePart& part) { return (place.*part.value)().empty(); });
}

}  // namespace paraphe

#endif  // PARAPHE_POLICY_PLACE_PARTS_H_

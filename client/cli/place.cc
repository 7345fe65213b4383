#include "client/cli/place.h"

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

#include "common/errors.h"
#include "common/status_macros.h"

namespace paraphe::cli {
namespace {

struct Part {
  absl::string_view name;
  std::string* (v1::Place::*value)();
};

constexpr Part kParts[] = {
    {"city", &v1::Place::mutable_city},
    {"street-address", &v1::Place::mutable_street_address},
    {"state-or-province", &v1::Place::mutable_state_or_province},
    {"postal-code", &v1::Place::mutable_postal_code},
    {"country", &v1::Place::mutable_country_name},
};

// The part that `piece` ("name=value") names; nullptr for none.
const Part* FindPart(absl::string_view piece) {
  const absl::string_view name = absl::StripAsciiWhitespace(piece.substr(0, piece.find('=')));
  const auto* part = std::find_if(std::begin(kParts), std::end(kParts),
                                  [&](const Part& row) { return row.name == name; });
  return piece.find('=') == absl::string_view::npos || part == std::end(kParts) ? nullptr : part;
}

// `text` at the commas that a "name=" follows. An unknown name begins a piece too, so that it is
// refused and never becomes part of the value before it.
std::vector<std::string> SplitParts(absl::string_view text) {
  std::vector<std::string> parts;
  for (const absl::string_view piece : absl::StrSplit(text, ',')) {
    if (parts.empty() || piece.find('=') != absl::string_view::npos) {
      parts.emplace_back(piece);
    } else {
      absl::StrAppend(&parts.back(), ",", piece);
    }
  }
  return parts;
}

absl::Status SetPart(const std::string& piece, v1::Place* place) {
  const Part* part = FindPart(piece);
  if (part == nullptr) {
    return MakeError(v1::USAGE, absl::StrCat("--place: \"", piece,
                                             "\" names no part; parts are city, street-address, "
                                             "state-or-province, postal-code, country"));
  }
  const absl::string_view value =
      absl::StripAsciiWhitespace(absl::string_view(piece).substr(piece.find('=') + 1));
  std::string& target = *(place->*part->value)();
  if (value.empty() || !target.empty()) {
    return MakeError(v1::USAGE, absl::StrCat("--place: ", part->name,
                                             value.empty() ? " has no value" : " is given twice"));
  }
  target = std::string(value);
  return absl::OkStatus();
}

absl::StatusOr<v1::Place> ParseParts(absl::string_view text) {
  v1::Place place;
  for (const std::string& piece : SplitParts(text)) RETURN_IF_ERROR(SetPart(piece, &place));
  return place;
}

}  // namespace

absl::StatusOr<v1::Place> ParsePlace(absl::string_view text, const std::string& default_country) {
  const absl::string_view stripped = absl::StripAsciiWhitespace(text);
  if (stripped.empty()) {
    return MakeError(v1::USAGE, "--place is empty; give a city, or leave --place out");
  }
  v1::Place place;
  if (stripped.find('=') == absl::string_view::npos) {
    place.set_city(std::string(stripped));
  } else {
    ASSIGN_OR_RETURN(place, ParseParts(stripped));
  }
  if (place.country_name().empty()) place.set_country_name(default_country);
  return place;
}

}  // namespace paraphe::cli

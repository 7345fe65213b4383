#include "common/uri.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

#include "common/libxml2.h"

namespace paraphe {
namespace {

// nullptr where `text` is not an absolute URI.
UniqueXmlUri ParseUri(absl::string_view text) {
  if (text.find('\0') != absl::string_view::npos) return nullptr;
  UniqueXmlUri uri(xmlParseURI(std::string(text).c_str()));
  if (uri != nullptr && uri->scheme == nullptr) return nullptr;
  return uri;
}

// REQ: RFC 3061 §2; X.660 §7.6 (first arc 0 to 2; second below 40 under the first two)
bool IsOid(absl::string_view text) {
  const std::vector<absl::string_view> arcs = absl::StrSplit(text, '.');
  if (arcs.size() < 2 || arcs[0].size() != 1 || arcs[0][0] > '2') return false;
  for (const absl::string_view arc : arcs) {
    if (arc.empty() || (arc[0] == '0' && arc.size() > 1)) return false;
    if (!std::all_of(arc.begin(), arc.end(), absl::ascii_isdigit)) return false;
  }
  uint32_t second = 0;
  return arcs[0] == "2" || (absl::SimpleAtoi(arcs[1], &second) && second < 40);
}

}  // namespace

bool IsAbsoluteUri(absl::string_view text) { return ParseUri(text) != nullptr; }

bool IsUri(absl::string_view text) {
  absl::string_view oid = text;
  if (absl::ConsumePrefix(&oid, "urn:oid:")) return IsOid(oid);
  const UniqueXmlUri uri = ParseUri(text);
  if (uri == nullptr || uri->user != nullptr) return false;
  const absl::string_view rest = text.substr(text.find(':') + 1);
  return !rest.empty() && (rest.substr(0, 2) != "//" || uri->server != nullptr);
}

}  // namespace paraphe

#include "common/xml/bounds_check.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

#include "common/status_macros.h"
#include "common/xml/markup.h"
#include "common/xml/reader.h"
#include "common/xml/tag.h"
#include "common/xml/tag_reader.h"

namespace paraphe::xml {
namespace {

// Markup that is walked over: nothing inside it counts.
struct Opaque {
  absl::string_view begin;
  absl::string_view end;
  absl::string_view name;
};
constexpr Opaque kOpaque[] = {
    {"<!--", "-->", "comment"},
    {"<![CDATA[", "]]>", "CDATA section"},
    {"<?", "?>", "processing instruction"},
    {"</", ">", "end tag"},
};

class Walk {
 public:
  Walk(absl::string_view text, const Bounds& bounds) : reader_{text}, bounds_(bounds) {}

  absl::Status Run() {
    for (SkipText(); !reader_.AtEnd(); SkipText()) RETURN_IF_ERROR(ReadMarkup());
    return absl::OkStatus();
  }

 private:
  void SkipText() {
    reader_.at = std::min(reader_.document.find('<', reader_.at), reader_.document.size());
  }

  absl::Status ReadMarkup() {
    for (const Opaque& opaque : kOpaque) {
      if (reader_.LooksAt(opaque.begin)) return SkipOpaque(opaque);
    }
    if (reader_.Next() == '!') return RefuseMarkup(reader_.document, reader_.at);
    return ReadStart();
  }

  absl::Status SkipOpaque(const Opaque& opaque) {
    if (opaque.begin == "</" && depth_ > 0) --depth_;
    const size_t end = reader_.document.find(opaque.end, reader_.at + opaque.begin.size());
    if (end == absl::string_view::npos) {
      return NotWellFormed(reader_.document, reader_.at,
                           absl::StrCat(opaque.name, " that does not end"));
    }
    reader_.at = end + opaque.end.size();
    return absl::OkStatus();
  }

  absl::Status ReadStart() {
    if (depth_ >= bounds_.depth) {
      return BeyondBound(reader_.document, reader_.at, "elements nested too deep", bounds_.depth);
    }
    RETURN_IF_ERROR(ReadTag(reader_, bounds_, &tag_));
    if (!tag_.is_empty_element) ++depth_;
    return absl::OkStatus();
  }

  Reader reader_;
  const Bounds& bounds_;
  uint32_t depth_ = 0;
  Tag tag_;
};

}  // namespace

absl::Status CheckBounds(absl::string_view text, const Bounds& bounds) {
  if (text.size() > bounds.document_bytes) {
    return BeyondBound(text, bounds.document_bytes,
                       absl::StrCat("document of ", text.size(), " bytes"), bounds.document_bytes);
  }
  return Walk(text, bounds).Run();
}

}  // namespace paraphe::xml

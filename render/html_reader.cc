#include "render/html_reader.h"

#include <optional>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

#include "common/errors.h"

namespace paraphe {
namespace {

struct Entity {
  absl::string_view written;
  absl::string_view meant;
};
constexpr Entity kEntities[] = {{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}};

class Reader {
 public:
  Reader(absl::string_view html, HtmlHandler& handler)
      : whole_(html.size()), rest_(html), handler_(handler) {}

  absl::Status Run() {
    if (!ReadHead()) return Refuse();
    while (!open_.empty()) {
      if (!Step()) return Refuse();
    }
    return rest_ == "</html>" ? absl::OkStatus() : Refuse();
  }

 private:
  bool Take(absl::string_view expected) { return absl::ConsumePrefix(&rest_, expected); }

  // Takes what stands before `end`, and `end` too; returns the former.
  std::optional<absl::string_view> TakeUntil(absl::string_view end) {
    const size_t at = rest_.find(end);
    if (at == absl::string_view::npos) return std::nullopt;
    const absl::string_view taken = rest_.substr(0, at);
    rest_.remove_prefix(at + end.size());
    return taken;
  }

  bool ReadHead() {
    if (!Take("<!DOCTYPE html>\n<html lang=\"")) return false;
    const bool french = absl::StartsWith(rest_, LanguageTag(Language::kFrench));
    const Language language = french ? Language::kFrench : Language::kEnglish;
    if (!Take(LanguageTag(language)) || !Take("\"><head><meta charset=\"utf-8\"/><title>"))
      return false;
    const auto title = TakeUntil("<");
    if (!title.has_value() || !Take("/title></head><body>")) return false;
    handler_.OnLanguage(language);
    open_.push_back(HtmlTag::kBody);
    return true;
  }

  bool Step() {
    if (rest_.empty()) return false;
    if (Take("</")) return ReadClose();
    if (Take("<")) return ReadOpen();
    if (rest_.front() == '&') return ReadEntity();
    const absl::string_view text = rest_.substr(0, rest_.find_first_of("<&"));
    rest_.remove_prefix(text.size());
    handler_.OnText(text);
    return true;
  }

  bool ReadClose() {
    const auto name = TakeUntil(">");
    if (!name.has_value() || FindTag(*name) != open_.back()) return false;
    if (open_.size() > 1) handler_.OnClose(open_.back());
    open_.pop_back();
    return true;
  }

  bool ReadOpen() {
    const auto inside = TakeUntil(">");
    if (!inside.has_value()) return false;
    absl::string_view name = *inside;
    if (absl::ConsumeSuffix(&name, "/")) return ReadBreak(FindTag(name));
    const size_t blank = name.find(' ');
    const auto html_class =
        blank == absl::string_view::npos ? HtmlClass::kNone : ReadClass(name.substr(blank));
    const auto tag = FindTag(name.substr(0, blank));
    if (!tag.has_value() || !html_class.has_value() || *tag == HtmlTag::kHtml ||
        *tag == HtmlTag::kBody || IsBreak(*tag)) {
      return false;
    }
    open_.push_back(*tag);
    handler_.OnOpen(*tag, *html_class);
    return true;
  }

  static bool IsBreak(HtmlTag tag) { return tag == HtmlTag::kBr || tag == HtmlTag::kWbr; }

  bool ReadBreak(std::optional<HtmlTag> tag) {
    if (!tag.has_value() || !IsBreak(*tag)) return false;
    handler_.OnBreak(*tag);
    return true;
  }

  static std::optional<HtmlClass> ReadClass(absl::string_view attribute) {
    if (!absl::ConsumePrefix(&attribute, " class=\"") || !absl::ConsumeSuffix(&attribute, "\"")) {
      return std::nullopt;
    }
    return FindClass(attribute);
  }

  bool ReadEntity() {
    for (const Entity& entity : kEntities) {
      if (!Take(entity.written)) continue;
      handler_.OnText(entity.meant);
      return true;
    }
    return false;
  }

  absl::Status Refuse() const {
    return MakeError(v1::PRESENTATION_MISMATCH,
                     absl::StrCat("byte ", whole_ - rest_.size(),
                                  " of the HTML is not as Paraphe writes it; report this"));
  }

  const size_t whole_;
  absl::string_view rest_;
  HtmlHandler& handler_;
  std::vector<HtmlTag> open_;
};

}  // namespace

absl::Status ReadHtml(absl::string_view html, HtmlHandler& handler) {
  return Reader(html, handler).Run();
}

}  // namespace paraphe

#include "document/canonicalizer.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

#include "common/errors.h"
#include "common/status_macros.h"
#include "common/utf8.h"
#include "document/canonical_output.h"
#include "document/cursor.h"
#include "document/escape.h"
#include "document/exclusive_namespaces.h"
#include "document/markup.h"
#include "document/names.h"
#include "document/position.h"
#include "document/reference.h"
#include "document/tag.h"
#include "document/value_prefixes.h"
#include "document/xml_encoding.h"

namespace paraphe::xml {
namespace {

// The first places of something, and how many there are.
struct Places {
  struct Place {
    size_t offset;
    std::string name;
  };

  void Add(size_t offset, absl::string_view name) {
    if (count++ < kMaxFindings) first.push_back({offset, std::string(name)});
  }

  std::vector<Place> first;
  size_t count = 0;
};

// What is noticed on the way, for those who ask for it. Each part may be null.
struct Observations {
  std::vector<Comment>* comments = nullptr;
  ValuePrefixes* prefixes = nullptr;
  Places* dropped = nullptr;
  Places* kept = nullptr;
};

class Canonicalizer {
 public:
  Canonicalizer(absl::string_view text, const Bounds& bounds, const Observations& observations,
                const CanonicalOptions& options = {})
      : cursor_{text},
        bounds_(bounds),
        observations_(observations),
        options_(options),
        out_(text, bounds.document_bytes) {}

  absl::StatusOr<std::string> Run() {
    if (AtXmlDeclaration(cursor_)) RETURN_IF_ERROR(SkipXmlDeclaration(cursor_));
    RETURN_IF_ERROR(ReadMisc("", "\n"));
    if (cursor_.Current() != '<' || cursor_.Next() == '/') {
      return Unexpected(cursor_.document, cursor_.at, "front of the document element",
                        "its start tag");
    }
    RETURN_IF_ERROR(ReadStart());
    while (!open_.empty()) RETURN_IF_ERROR(ReadContent());
    RETURN_IF_ERROR(ReadMisc("\n", ""));
    if (!cursor_.AtEnd()) return RefuseEpilog(cursor_.document, cursor_.at);
    RETURN_IF_ERROR(CheckSize());
    return std::move(out_).Take();
  }

 private:
  struct Open {
    absl::string_view qname;
    NamespaceMark outer;
  };

  // Reads what may stand before or after the document element.
  absl::Status ReadMisc(absl::string_view before, absl::string_view after) {
    while (true) {
      cursor_.SkipBlanks();
      if (cursor_.LooksAt("<!--")) {
        RETURN_IF_ERROR(SkipComment(cursor_));
      } else if (cursor_.LooksAt("<?")) {
        RETURN_IF_ERROR(TakeInstruction(before, after));
      } else if (cursor_.LooksAt("<![CDATA[")) {
        return NotWellFormed(cursor_.document, cursor_.at,
                             "CDATA section outside the document element");
      } else if (cursor_.LooksAt("<!")) {
        return RefuseMarkup(cursor_.document, cursor_.at);
      } else {
        return absl::OkStatus();
      }
    }
  }

  absl::Status ReadContent() {
    RETURN_IF_ERROR(CheckSize());
    if (cursor_.AtEnd()) {
      return NotWellFormed(
          cursor_.document, cursor_.at,
          absl::StrCat("the document ends in element ", CutForMessage(open_.back().qname)));
    }
    if (cursor_.Current() != '<') return ReadText();
    if (cursor_.Next() == '/') return ReadEnd();
    if (cursor_.Next() == '?') return TakeInstruction("", "");
    if (cursor_.LooksAt("<!--")) return ReadComment();
    if (cursor_.LooksAt("<![CDATA[")) return ReadCdataSection();
    if (cursor_.Next() == '!') return RefuseMarkup(cursor_.document, cursor_.at);
    return ReadStart();
  }

  absl::Status ReadComment() {
    if (observations_.comments != nullptr) {
      observations_.comments->push_back({cursor_.at, out_.size()});
    }
    return SkipComment(cursor_);
  }

  absl::Status TakeInstruction(absl::string_view before, absl::string_view after) {
    const size_t begin = cursor_.at;
    normalized_.clear();
    RETURN_IF_ERROR(ReadInstruction(cursor_, bounds_, &normalized_));
    const size_t target_end = normalized_.find_first_of(" ?", 2);
    const bool is_bare = normalized_[target_end] == '?';
    const bool dropped = options_.drop_instructions && (open_.empty() || is_bare);
    Places* const places = dropped ? observations_.dropped : observations_.kept;
    if (places != nullptr) places->Add(begin, normalized_.substr(2, target_end - 2));
    if (!dropped) absl::StrAppend(out_.Text(), before, normalized_, after);
    return absl::OkStatus();
  }

  // REQ: DOC-6
  absl::Status CheckSize() const {
    if (out_.size() <= bounds_.document_bytes) return absl::OkStatus();
    return BeyondBound(cursor_.document, cursor_.at, "canonical form of more bytes than allowed",
                       bounds_.document_bytes);
  }

  absl::Status ReadStart() {
    if (open_.size() >= bounds_.depth) {
      return BeyondBound(cursor_.document, cursor_.at, "elements nested too deep", bounds_.depth);
    }
    RETURN_IF_ERROR(ReadTag(cursor_, bounds_, &tag_));
    const NamespaceMark outer = namespaces_.mark();
    RETURN_IF_ERROR(namespaces_.Enter(cursor_.document, &tag_));
    WriteStart();
    if (observations_.prefixes != nullptr) {
      observations_.prefixes->LookAtAttributes(tag_, namespaces_);
    }
    if (!tag_.is_empty_element) {
      open_.push_back({tag_.name.whole, outer});
      return absl::OkStatus();
    }
    WriteEnd(tag_.name.whole);
    namespaces_.PopTo(outer);
    return absl::OkStatus();
  }

  void WriteStart() {
    const absl::string_view document = cursor_.document;
    out_.Keep(tag_.begin, tag_.begin + 1 + tag_.name.whole.size());
    namespaces_.WriteRendered(document, &out_);
    for (const TagItem* item : tag_.attributes) WriteAttribute(*item);
    if (tag_.end == tag_.items_end + 1) return out_.Keep(tag_.items_end, tag_.end);
    out_.Write(">");
  }

  void WriteAttribute(const TagItem& item) {
    if (IsSpelledCanonically(cursor_.document, item)) {
      return out_.Keep(item.blanks_begin, item.end);
    }
    out_.Write(" ");
    out_.Write(item.name.whole);
    out_.Write("=\"");
    AppendCanonicalAttributeValue(item.value, out_.Text());
    out_.Write("\"");
  }

  void WriteEnd(absl::string_view qname) {
    out_.Write("</");
    out_.Write(qname);
    out_.Write(">");
  }

  absl::Status ReadEnd() {
    const Open& open = open_.back();
    const size_t begin = cursor_.at;
    cursor_.at += 2;
    RETURN_IF_ERROR(ReadEndName(open.qname));
    if (cursor_.Current() == '>') {
      out_.Keep(begin, ++cursor_.at);
    } else {
      cursor_.SkipBlanks();
      if (cursor_.Current() != '>') {
        return Unexpected(cursor_.document, cursor_.at, "an end tag", "'>'");
      }
      ++cursor_.at;
      WriteEnd(open.qname);
    }
    namespaces_.PopTo(open.outer);
    open_.pop_back();
    return absl::OkStatus();
  }

  absl::Status ReadEndName(absl::string_view wanted) {
    const size_t begin = cursor_.at;
    QName name;
    RETURN_IF_ERROR(ReadQName(cursor_, bounds_, "an end tag", &name));
    if (name.whole == wanted) return absl::OkStatus();
    return NotWellFormed(cursor_.document, begin,
                         absl::StrCat("end tag of ", CutForMessage(name.whole), "; element ",
                                      CutForMessage(wanted), " is to be closed here"));
  }

  absl::Status ReadCdataSection() {
    ASSIGN_OR_RETURN(const absl::string_view text, ReadCdata(cursor_));
    LookForPrefixes(text);
    normalized_.clear();
    AppendNormalized(text, &normalized_);
    AppendCanonicalText(normalized_, out_.Text());
    return absl::OkStatus();
  }

  absl::Status ReadText() {
    const size_t begin = cursor_.at;
    while (!cursor_.AtEnd() && cursor_.Current() != '<') {
      const size_t run = cursor_.at;
      cursor_.at = SkipPlainText(cursor_.document, run);
      out_.Keep(run, cursor_.at);
      if (cursor_.AtEnd() || cursor_.Current() == '<') break;
      RETURN_IF_ERROR(TakeSpecial(begin));
      RETURN_IF_ERROR(CheckSize());
    }
    LookForPrefixes(cursor_.document.substr(begin, cursor_.at - begin));
    return absl::OkStatus();
  }

  void LookForPrefixes(absl::string_view text) {
    if (observations_.prefixes != nullptr) observations_.prefixes->LookAt(text, namespaces_);
  }

  // Takes the one character at the cursor that is not written as it is.
  absl::Status TakeSpecial(size_t text_begin) {
    switch (cursor_.Current()) {
      case '&':
        return TakeReference();
      case '\r':
        cursor_.at += cursor_.LooksAt("\r\n") ? 2 : 1;
        out_.Write("\n");
        return absl::OkStatus();
      case '>':
        if (cursor_.at >= text_begin + 2 && cursor_.document.substr(cursor_.at - 2, 2) == "]]") {
          return NotWellFormed(cursor_.document, cursor_.at, "]]> in text");
        }
        ++cursor_.at;
        out_.Write("&gt;");
        return absl::OkStatus();
      default:
        return Unexpected(cursor_.document, cursor_.at, "text", "another character");
    }
  }

  absl::Status TakeReference() {
    ASSIGN_OR_RETURN(const Reference reference, ReadReference(cursor_.document, cursor_.at));
    normalized_.clear();
    AppendUtf8(reference.code, &normalized_);
    AppendCanonicalText(normalized_, out_.Text());
    cursor_.at = reference.end;
    return absl::OkStatus();
  }

  Cursor cursor_;
  const Bounds& bounds_;
  const Observations observations_;
  const CanonicalOptions options_;
  CanonicalOutput out_;
  std::vector<Open> open_;
  ExclusiveNamespaces namespaces_;
  // Reused from construct to construct.
  Tag tag_;
  std::string normalized_;
};

absl::StatusOr<std::string> Write(absl::string_view text, const Bounds& bounds,
                                  const Observations& observations,
                                  const CanonicalOptions& options) {
  if (text.empty()) return ErrorAtOffset(v1::DOCUMENT_EMPTY, text, 0, "the document is empty");
  if (text.size() > bounds.document_bytes) {
    return BeyondBound(text, bounds.document_bytes,
                       absl::StrCat("document of ", text.size(), " bytes"), bounds.document_bytes);
  }
  return Canonicalizer(text, bounds, observations, options).Run();
}

Findings FindingsAt(absl::string_view text, const Places& places) {
  Findings findings;
  findings.count = places.count;
  for (const Places::Place& place : places.first) {
    findings.first.push_back({PositionOf(text, place.offset), place.name});
  }
  return findings;
}

std::vector<LostNamespace> LostAt(absl::string_view text, const ValuePrefixes& prefixes) {
  std::vector<LostNamespace> lost;
  for (const ValuePrefixes::Lost& one : prefixes.lost()) {
    lost.push_back({PositionOf(text, one.offset), one.prefix, one.uri});
  }
  return lost;
}

absl::StatusOr<std::string> WriteAndReport(absl::string_view text, const Bounds& bounds,
                                           const CanonicalOptions& options,
                                           CanonicalReport& report) {
  ValuePrefixes prefixes(text);
  Places dropped;
  Places kept;
  ASSIGN_OR_RETURN(std::string canonical,
                   Write(text, bounds, {nullptr, &prefixes, &dropped, &kept}, options));
  report.lost_namespaces = LostAt(text, prefixes);
  report.dropped_instructions = FindingsAt(text, dropped);
  report.kept_instructions = FindingsAt(text, kept);
  report.c1_controls = C1ControlsIn(text);
  return canonical;
}

}  // namespace

// U+0080 to U+009F are C2 80 to C2 9F.
Findings C1ControlsIn(absl::string_view text) {
  Places places;
  for (size_t at = 0; (at = text.find('\xC2', at)) != absl::string_view::npos; at += 2) {
    const char32_t code = CodePointAt(text, at).value;
    if (code <= 0x9F) places.Add(at, ShowCharacter(code));
  }
  return FindingsAt(text, places);
}

absl::StatusOr<std::string> CanonicalForm(absl::string_view text, const Bounds& bounds,
                                          std::vector<Comment>* comments) {
  return Write(text, bounds, {comments}, {});
}

absl::StatusOr<std::string> Canonicalize(absl::string_view bytes, size_t limit,
                                         const CanonicalOptions& options, CanonicalReport* report) {
  if (bytes.size() > limit) {
    return MakeError(v1::DOCUMENT_BEYOND_BOUND,
                     absl::StrCat("document of ", bytes.size(), " bytes; the bound is ", limit));
  }
  std::string storage;
  ASSIGN_OR_RETURN(const absl::string_view text, ToUtf8(bytes, limit, &storage));
  Bounds bounds;
  bounds.document_bytes = limit;
  if (report != nullptr) return WriteAndReport(text, bounds, options, *report);
  return Write(text, bounds, {}, options);
}

}  // namespace paraphe::xml

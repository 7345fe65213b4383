#include "document/canonicalizer.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

#include "common/errors.h"
#include "common/status_macros.h"
#include "common/utf8.h"
#include "document/cursor.h"
#include "document/escape.h"
#include "document/exclusive_namespaces.h"
#include "document/markup.h"
#include "document/names.h"
#include "document/position.h"
#include "document/reference.h"
#include "document/tag.h"
#include "document/xml_encoding.h"

namespace paraphe::xml {
namespace {

class Canonicalizer {
 public:
  Canonicalizer(absl::string_view text, const Bounds& bounds, std::vector<Comment>* comments)
      : cursor_{text}, bounds_(bounds), comments_(comments) {
    out_.reserve(text.size());
  }

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
    return std::move(out_);
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
        absl::StrAppend(&out_, before);
        RETURN_IF_ERROR(ReadInstruction(cursor_, bounds_, &out_));
        absl::StrAppend(&out_, after);
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
    if (cursor_.Next() == '?') return ReadInstruction(cursor_, bounds_, &out_);
    if (cursor_.LooksAt("<!--")) return ReadComment();
    if (cursor_.LooksAt("<![CDATA[")) return ReadCdataSection();
    if (cursor_.Next() == '!') return RefuseMarkup(cursor_.document, cursor_.at);
    return ReadStart();
  }

  absl::Status ReadComment() {
    if (comments_ != nullptr) comments_->push_back({cursor_.at, out_.size()});
    return SkipComment(cursor_);
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
    if (!tag_.is_empty_element) {
      open_.push_back({tag_.name.whole, outer});
      return absl::OkStatus();
    }
    absl::StrAppend(&out_, "</", tag_.name.whole, ">");
    namespaces_.PopTo(outer);
    return absl::OkStatus();
  }

  void WriteStart() {
    absl::StrAppend(&out_, "<", tag_.name.whole);
    namespaces_.AppendRendered(&out_);
    for (const TagItem* item : tag_.attributes) {
      absl::StrAppend(&out_, " ", item->name.whole, "=\"");
      AppendCanonicalAttributeValue(item->value, &out_);
      absl::StrAppend(&out_, "\"");
    }
    absl::StrAppend(&out_, ">");
  }

  absl::Status ReadEnd() {
    const Open& open = open_.back();
    cursor_.at += 2;
    const size_t name_begin = cursor_.at;
    QName name;
    RETURN_IF_ERROR(ReadQName(cursor_, bounds_, "an end tag", &name));
    if (name.whole != open.qname) {
      return NotWellFormed(cursor_.document, name_begin,
                           absl::StrCat("end tag of ", CutForMessage(name.whole), "; element ",
                                        CutForMessage(open.qname), " is to be closed here"));
    }
    cursor_.SkipBlanks();
    if (cursor_.Current() != '>') {
      return Unexpected(cursor_.document, cursor_.at, "an end tag", "'>'");
    }
    ++cursor_.at;
    absl::StrAppend(&out_, "</", name.whole, ">");
    namespaces_.PopTo(open.outer);
    open_.pop_back();
    return absl::OkStatus();
  }

  absl::Status ReadCdataSection() {
    ASSIGN_OR_RETURN(const absl::string_view text, ReadCdata(cursor_));
    normalized_.clear();
    AppendNormalized(text, &normalized_);
    AppendCanonicalText(normalized_, &out_);
    return absl::OkStatus();
  }

  absl::Status ReadText() {
    const size_t begin = cursor_.at;
    while (!cursor_.AtEnd() && cursor_.Current() != '<') {
      const size_t run = cursor_.at;
      cursor_.at = SkipPlainText(cursor_.document, run);
      out_.append(cursor_.document.data() + run, cursor_.at - run);
      if (cursor_.AtEnd() || cursor_.Current() == '<') break;
      RETURN_IF_ERROR(TakeSpecial(begin));
      RETURN_IF_ERROR(CheckSize());
    }
    return absl::OkStatus();
  }

  // Takes the one character at the cursor that is not written as it is.
  absl::Status TakeSpecial(size_t text_begin) {
    switch (cursor_.Current()) {
      case '&':
        return TakeReference();
      case '\r':
        cursor_.at += cursor_.LooksAt("\r\n") ? 2 : 1;
        out_.push_back('\n');
        return absl::OkStatus();
      case '>':
        if (cursor_.at >= text_begin + 2 && cursor_.document.substr(cursor_.at - 2, 2) == "]]") {
          return NotWellFormed(cursor_.document, cursor_.at, "]]> in text");
        }
        ++cursor_.at;
        absl::StrAppend(&out_, "&gt;");
        return absl::OkStatus();
      default:
        return Unexpected(cursor_.document, cursor_.at, "text", "another character");
    }
  }

  absl::Status TakeReference() {
    ASSIGN_OR_RETURN(const Reference reference, ReadReference(cursor_.document, cursor_.at));
    normalized_.clear();
    AppendUtf8(reference.code, &normalized_);
    AppendCanonicalText(normalized_, &out_);
    cursor_.at = reference.end;
    return absl::OkStatus();
  }

  Cursor cursor_;
  const Bounds& bounds_;
  std::vector<Comment>* const comments_;
  std::string out_;
  std::vector<Open> open_;
  ExclusiveNamespaces namespaces_;
  // Reused from construct to construct.
  Tag tag_;
  std::string normalized_;
};

}  // namespace

absl::StatusOr<std::string> CanonicalForm(absl::string_view text, const Bounds& bounds,
                                          std::vector<Comment>* comments) {
  if (text.empty()) return ErrorAtOffset(v1::DOCUMENT_EMPTY, text, 0, "the document is empty");
  if (text.size() > bounds.document_bytes) {
    return BeyondBound(text, bounds.document_bytes,
                       absl::StrCat("document of ", text.size(), " bytes"), bounds.document_bytes);
  }
  return Canonicalizer(text, bounds, comments).Run();
}

absl::StatusOr<std::string> Canonicalize(absl::string_view bytes, size_t limit) {
  if (bytes.size() > limit) {
    return MakeError(v1::DOCUMENT_BEYOND_BOUND,
                     absl::StrCat("document of ", bytes.size(), " bytes; the bound is ", limit));
  }
  std::string storage;
  ASSIGN_OR_RETURN(const absl::string_view text, ToUtf8(bytes, limit, &storage));
  Bounds bounds;
  bounds.document_bytes = limit;
  return CanonicalForm(text, bounds);
}

}  // namespace paraphe::xml

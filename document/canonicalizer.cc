#include "document/canonicalizer.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"

#include "common/status_macros.h"
#include "common/utf8.h"
#include "document/escape.h"
#include "document/exclusive_namespaces.h"
#include "document/lenient_markup.h"
#include "document/markup.h"
#include "document/plain.h"
#include "document/reader.h"
#include "document/reference.h"
#include "document/tag.h"
#include "document/tag_reader.h"

namespace paraphe::xml {
namespace {

class Canonicalizer {
 public:
  Canonicalizer(absl::string_view text, const Bounds& bounds) : reader_{text}, bounds_(bounds) {
    out_.reserve(text.size());
  }

  absl::StatusOr<std::string> Run() {
    if (AtXmlDeclaration(reader_)) RETURN_IF_ERROR(SkipXmlDeclaration(reader_));
    RETURN_IF_ERROR(ReadMisc("", "\n"));
    if (reader_.Current() != '<' || reader_.Next() == '/') {
      return Unexpected(reader_.document, reader_.at, "front of the document element",
                        "its start tag");
    }
    RETURN_IF_ERROR(ReadStart());
    while (!open_.empty()) RETURN_IF_ERROR(ReadContent());
    RETURN_IF_ERROR(ReadMisc("\n", ""));
    if (!reader_.AtEnd()) return RefuseEpilog(reader_.document, reader_.at);
    RETURN_IF_ERROR(CheckSize());
    return std::move(out_);
  }

 private:
  struct Open {
    absl::string_view qname;
    NamespaceMark outer;
  };

  // What may stand before and after the document element.
  absl::Status ReadMisc(absl::string_view before, absl::string_view after) {
    while (true) {
      reader_.SkipBlanks();
      if (reader_.LooksAt("<!--")) {
        RETURN_IF_ERROR(SkipComment(reader_));
      } else if (reader_.LooksAt("<?")) {
        absl::StrAppend(&out_, before);
        RETURN_IF_ERROR(ReadInstruction(reader_, bounds_, &out_));
        absl::StrAppend(&out_, after);
      } else if (reader_.LooksAt("<![CDATA[")) {
        return NotWellFormed(reader_.document, reader_.at,
                             "CDATA section outside the document element");
      } else if (reader_.LooksAt("<!")) {
        return RefuseMarkup(reader_.document, reader_.at);
      } else {
        return absl::OkStatus();
      }
    }
  }

  absl::Status ReadContent() {
    RETURN_IF_ERROR(CheckSize());
    if (reader_.AtEnd()) {
      return NotWellFormed(
          reader_.document, reader_.at,
          absl::StrCat("the document ends in element ", CutForMessage(open_.back().qname)));
    }
    if (reader_.Current() != '<') return ReadText();
    if (reader_.Next() == '/') return ReadEnd();
    if (reader_.Next() == '?') return ReadInstruction(reader_, bounds_, &out_);
    if (reader_.LooksAt("<!--")) return SkipComment(reader_);
    if (reader_.LooksAt("<![CDATA[")) return ReadCdataSection();
    if (reader_.Next() == '!') return RefuseMarkup(reader_.document, reader_.at);
    return ReadStart();
  }

  // REQ: DOC-6
  absl::Status CheckSize() const {
    if (out_.size() <= bounds_.document_bytes) return absl::OkStatus();
    return BeyondBound(reader_.document, reader_.at, "canonical form of more bytes than allowed",
                       bounds_.document_bytes);
  }

  absl::Status ReadStart() {
    if (open_.size() >= bounds_.depth) {
      return BeyondBound(reader_.document, reader_.at, "elements nested too deep", bounds_.depth);
    }
    RETURN_IF_ERROR(ReadTag(reader_, bounds_, &tag_));
    const NamespaceMark outer = namespaces_.mark();
    RETURN_IF_ERROR(namespaces_.Enter(reader_.document, &tag_));
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
    reader_.at += 2;
    const size_t name_begin = reader_.at;
    QName name;
    RETURN_IF_ERROR(ReadQName(reader_, bounds_, "an end tag", &name));
    if (name.whole != open.qname) {
      return NotWellFormed(reader_.document, name_begin,
                           absl::StrCat("end tag of ", CutForMessage(name.whole), "; element ",
                                        CutForMessage(open.qname), " is to be closed here"));
    }
    reader_.SkipBlanks();
    if (reader_.Current() != '>') {
      return Unexpected(reader_.document, reader_.at, "an end tag", "'>'");
    }
    ++reader_.at;
    absl::StrAppend(&out_, "</", name.whole, ">");
    namespaces_.PopTo(open.outer);
    open_.pop_back();
    return absl::OkStatus();
  }

  absl::Status ReadCdataSection() {
    ASSIGN_OR_RETURN(const absl::string_view text, ReadCdata(reader_));
    normalized_.clear();
    AppendNormalized(text, &normalized_);
    AppendCanonicalText(normalized_, &out_);
    return absl::OkStatus();
  }

  absl::Status ReadText() {
    const size_t begin = reader_.at;
    while (!reader_.AtEnd() && reader_.Current() != '<') {
      const size_t run = reader_.at;
      reader_.at = SkipPlainText(reader_.document, run);
      out_.append(reader_.document.data() + run, reader_.at - run);
      if (reader_.AtEnd() || reader_.Current() == '<') break;
      RETURN_IF_ERROR(TakeSpecial(begin));
      RETURN_IF_ERROR(CheckSize());
    }
    return absl::OkStatus();
  }

  // The one character at hand that does not stand for itself.
  absl::Status TakeSpecial(size_t text_begin) {
    switch (reader_.Current()) {
      case '&':
        return TakeReference();
      case '\r':
        reader_.at += reader_.LooksAt("\r\n") ? 2 : 1;
        out_.push_back('\n');
        return absl::OkStatus();
      case '>':
        if (reader_.at >= text_begin + 2 && reader_.document.substr(reader_.at - 2, 2) == "]]") {
          return NotWellFormed(reader_.document, reader_.at, "]]> in text");
        }
        ++reader_.at;
        absl::StrAppend(&out_, "&gt;");
        return absl::OkStatus();
      default:
        return Unexpected(reader_.document, reader_.at, "text", "another character");
    }
  }

  absl::Status TakeReference() {
    ASSIGN_OR_RETURN(const Reference reference, ReadReference(reader_.document, reader_.at));
    normalized_.clear();
    AppendUtf8(reference.code, &normalized_);
    AppendCanonicalText(normalized_, &out_);
    reader_.at = reference.end;
    return absl::OkStatus();
  }

  Reader reader_;
  const Bounds& bounds_;
  std::string out_;
  std::vector<Open> open_;
  ExclusiveNamespaces namespaces_;
  // Reused from construct to construct.
  Tag tag_;
  std::string normalized_;
};

}  // namespace

absl::StatusOr<std::string> CanonicalForm(absl::string_view text, const Bounds& bounds) {
  if (text.empty()) return ErrorAtOffset(v1::DOCUMENT_EMPTY, text, 0, "the document is empty");
  if (text.size() > bounds.document_bytes) {
    return BeyondBound(text, bounds.document_bytes,
                       absl::StrCat("document of ", text.size(), " bytes"), bounds.document_bytes);
  }
  return Canonicalizer(text, bounds).Run();
}

}  // namespace paraphe::xml

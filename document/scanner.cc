#include "document/scanner.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"

#include "common/errors.h"
#include "common/status_macros.h"
#include "common/utf8.h"
#include "document/accepted_namespaces.h"
#include "document/canonical_tag.h"
#include "document/cursor.h"
#include "document/escape.h"
#include "document/markup.h"
#include "document/names.h"
#include "document/namespace_scope.h"
#include "document/plain_tag.h"
#include "document/position.h"
#include "document/reference.h"
#include "document/tag.h"

namespace paraphe::xml {
namespace {

// An element whose end tag is still to come.
struct OpenElement {
  Name name;
  absl::string_view qname;
  size_t outer_scope;  // size of the namespace scope outside it
};

class Scanner {
 public:
  Scanner(absl::string_view document, const Bounds& bounds, Handler& handler)
      : cursor_{document}, bounds_(bounds), handler_(handler) {}

  absl::Status Run();

 private:
  absl::Status ReadProlog();
  absl::Status ReadConstruct();
  absl::Status ReadCanonicalInstruction();
  absl::Status ReadStart();
  absl::Status ReadEnd();
  absl::Status ReadTextNode();
  absl::Status RefuseEnd(const OpenElement& open, size_t name_begin) const;
  absl::Status CheckDepth() const;
  absl::Status ReadExactTag();

  Cursor cursor_;
  const Bounds& bounds_;
  Handler& handler_;
  std::vector<OpenElement> open_;
  NamespaceScope scope_;
  // Reused from construct to construct.
  CheckedTag checked_;
  Tag tag_;
  std::string text_;
  AcceptedNamespaces accepted_;
};

absl::Status RefuseCharacter(const Cursor& cursor) {
  const absl::string_view document = cursor.document;
  if (cursor.Current() == '\r') {
    return NotCanonical(document, cursor.at,
                        "carriage return; canonical form has a line feed here (&#xD; where a "
                        "carriage return is meant)");
  }
  if (cursor.Current() != '>') {
    return Unexpected(document, cursor.at, "text", "another character");
  }
  if (cursor.at >= 2 && document.substr(cursor.at - 2, 2) == "]]") {
    return NotWellFormed(document, cursor.at, "]]> in text; canonical form writes ]]&gt;");
  }
  return NotCanonical(document, cursor.at, "'>' in text; canonical form writes &gt;");
}

// Appends the character that the reference at the cursor stands for to `resolved`.
absl::Status TakeReference(Cursor& cursor, std::string* resolved) {
  ASSIGN_OR_RETURN(const Reference reference, ReadReference(cursor.document, cursor.at));
  std::string character;
  AppendUtf8(reference.code, &character);
  std::string canonical;
  AppendCanonicalText(character, &canonical);
  const ReferenceDifference difference = CompareReference(cursor.document, reference, canonical);
  if (!difference.words.empty()) {
    return NotCanonical(cursor.document, difference.offset, difference.words);
  }
  resolved->append(character);
  cursor.at = reference.end;
  return absl::OkStatus();
}

// Reserves once: the value is no longer than the text as written, so that memory stays within the
// document's size (DOC-6).
void ReserveFor(absl::string_view rest, std::string* resolved) {
  resolved->clear();
  resolved->reserve(std::min(rest.find('<'), rest.size()));
}

absl::Status ReadTextWithReferences(Cursor& cursor, std::string* resolved) {
  while (true) {
    const size_t run = cursor.at;
    cursor.at = SkipPlainText(cursor.document, cursor.at);
    resolved->append(cursor.document.data() + run, cursor.at - run);
    if (cursor.AtEnd() || cursor.Current() == '<') return absl::OkStatus();
    if (cursor.Current() != '&') return RefuseCharacter(cursor);
    RETURN_IF_ERROR(TakeReference(cursor, resolved));
  }
}

// Reads text up to the next '<' or the end of the document, and checks that it is written
// canonically. `text` becomes its value: a view of the document where it holds no reference, else
// of `resolved`.
absl::Status ReadText(Cursor& cursor, std::string* resolved, absl::string_view* text) {
  const size_t begin = cursor.at;
  cursor.at = SkipPlainText(cursor.document, begin);
  if (cursor.AtEnd() || cursor.Current() == '<') {
    *text = cursor.document.substr(begin, cursor.at - begin);
    return absl::OkStatus();
  }
  if (cursor.Current() != '&') return RefuseCharacter(cursor);
  cursor.at = begin;
  ReserveFor(cursor.Rest(), resolved);
  RETURN_IF_ERROR(ReadTextWithReferences(cursor, resolved));
  *text = *resolved;
  return absl::OkStatus();
}

bool BeginsStartTag(absl::string_view document) {
  return document.size() > 1 && document[0] == '<' && document[1] != '!' && document[1] != '?' &&
         document[1] != '/';
}

absl::Status CheckSize(absl::string_view document, const Bounds& bounds) {
  if (document.empty()) {
    return ErrorAtOffset(v1::DOCUMENT_EMPTY, document, 0, "the document is empty");
  }
  if (document.size() <= bounds.document_bytes) return absl::OkStatus();
  return BeyondBound(document, bounds.document_bytes,
                     absl::StrCat("document of ", document.size(), " bytes"),
                     bounds.document_bytes);
}

absl::Status Scanner::Run() {
  RETURN_IF_ERROR(CheckSize(cursor_.document, bounds_));
  RETURN_IF_ERROR(ReadProlog());
  do {
    RETURN_IF_ERROR(ReadConstruct());
  } while (!open_.empty());
  while (cursor_.LooksAt("\n<?")) {
    ++cursor_.at;
    RETURN_IF_ERROR(ReadCanonicalInstruction());
  }
  return cursor_.AtEnd() ? absl::OkStatus() : RefuseEpilog(cursor_.document, cursor_.at);
}

// Canonical form writes a line feed behind each instruction here.
absl::Status Scanner::ReadProlog() {
  while (cursor_.LooksAt("<?") && !AtXmlDeclaration(cursor_)) {
    RETURN_IF_ERROR(ReadCanonicalInstruction());
    if (cursor_.Current() != '\n') {
      return NotCanonical(cursor_.document, cursor_.at,
                          "no line feed behind an instruction; canonical form has one here");
    }
    ++cursor_.at;
  }
  if (BeginsStartTag(cursor_.Rest())) return absl::OkStatus();
  if (cursor_.at == 0) return RefuseProlog(cursor_.document);
  if (cursor_.LooksAt("<!")) return RefuseMarkup(cursor_.document, cursor_.at);
  return NotCanonical(cursor_.document, cursor_.at,
                      "front of the document element; canonical form has its start tag here");
}

absl::Status Scanner::ReadCanonicalInstruction() {
  const size_t begin = cursor_.at;
  RETURN_IF_ERROR(handler_.OnInstruction(cursor_.document, begin));
  std::string canonical;
  RETURN_IF_ERROR(ReadInstruction(cursor_, bounds_, &canonical));
  const absl::string_view written = cursor_.document.substr(begin, cursor_.at - begin);
  if (written == canonical) return absl::OkStatus();
  const auto [difference, unused] =
      std::mismatch(written.begin(), written.end(), canonical.begin(), canonical.end());
  return NotCanonical(cursor_.document, begin + static_cast<size_t>(difference - written.begin()),
                      "processing instruction; canonical form writes it with one blank behind its "
                      "name and line feeds for line ends");
}

absl::Status Scanner::ReadConstruct() {
  if (cursor_.Current() != '<') return ReadTextNode();
  switch (cursor_.Next()) {
    case '/':
      return ReadEnd();
    case '!':
      return RefuseMarkup(cursor_.document, cursor_.at);
    case '?':
      return ReadCanonicalInstruction();
    default:
      return ReadStart();
  }
}

// REQ: DOC-6
absl::Status Scanner::CheckDepth() const {
  if (open_.size() < bounds_.depth) return absl::OkStatus();
  return BeyondBound(cursor_.document, cursor_.at, "elements nested too deep", bounds_.depth);
}

absl::Status Scanner::ReadStart() {
  RETURN_IF_ERROR(CheckDepth());
  const size_t outer_scope = scope_.size();
  if (!ReadPlainTag(cursor_, bounds_, accepted_, &scope_, &checked_)) {
    RETURN_IF_ERROR(ReadExactTag());
  }
  cursor_.at = checked_.end;
  RETURN_IF_ERROR(
      handler_.OnStart({checked_.name, checked_.declarations, checked_.attributes, checked_.begin,
                        checked_.end, static_cast<uint32_t>(open_.size() + 1)}));
  open_.push_back({checked_.name, checked_.qname, outer_scope});
  return absl::OkStatus();
}

absl::Status Scanner::ReadExactTag() {
  RETURN_IF_ERROR(ReadTag(cursor_, bounds_, &tag_));
  RETURN_IF_ERROR(CheckCanonicalTag(cursor_.document, &scope_, &tag_));
  TakeCanonicalTag(tag_, &checked_);
  for (const TagItem* item : tag_.declarations) {
    if (item->value.data() == item->raw.data()) accepted_.Add(item->value);
  }
  return absl::OkStatus();
}

absl::Status Scanner::ReadEnd() {
  const OpenElement& open = open_.back();
  const size_t begin = cursor_.at;
  const size_t name_begin = begin + 2;
  const size_t name_end = name_begin + open.qname.size();
  if (cursor_.At(name_end) != '>' ||
      !AreSame(open.qname.data(), cursor_.document.data() + name_begin, open.qname.size(),
               cursor_.document.size() - name_begin)) {
    return RefuseEnd(open, name_begin);
  }
  cursor_.at = name_end + 1;
  RETURN_IF_ERROR(
      handler_.OnEnd({open.name, begin, cursor_.at, static_cast<uint32_t>(open_.size())}));
  scope_.PopTo(open.outer_scope);
  open_.pop_back();
  return absl::OkStatus();
}

absl::Status Scanner::RefuseEnd(const OpenElement& open, size_t name_begin) const {
  Cursor cursor{cursor_.document, name_begin};
  QName name;
  RETURN_IF_ERROR(ReadQName(cursor, bounds_, "an end tag", &name));
  if (name.whole != open.qname) {
    return NotWellFormed(cursor_.document, name_begin,
                         absl::StrCat("end tag of ", CutForMessage(name.whole), "; element ",
                                      CutForMessage(open.qname), " is to be closed here"));
  }
  if (!IsBlank(cursor.Current())) {
    return Unexpected(cursor_.document, cursor.at, "an end tag", "'>'");
  }
  return NotCanonical(cursor_.document, cursor.at, "blank in an end tag; canonical form has none");
}

absl::Status Scanner::ReadTextNode() {
  const size_t begin = cursor_.at;
  absl::string_view text;
  RETURN_IF_ERROR(ReadText(cursor_, &text_, &text));
  if (!cursor_.AtEnd()) return handler_.OnText(text, begin);
  return NotWellFormed(
      cursor_.document, cursor_.document.size(),
      absl::StrCat("the document ends in element ", CutForMessage(open_.back().qname)));
}

}  // namespace

absl::Status Handler::OnInstruction(absl::string_view document, size_t offset) {
  return RefuseMarkup(document, offset);
}

absl::Status Scan(absl::string_view document, const Bounds& bounds, Handler& handler) {
  return Scanner(document, bounds, handler).Run();
}

}  // namespace paraphe::xml

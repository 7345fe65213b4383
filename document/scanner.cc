#include "document/scanner.h"

#include <string>

#include "absl/strings/str_cat.h"

#include "common/errors.h"
#include "common/status_macros.h"
#include "document/canonical_tag.h"
#include "document/markup.h"
#include "document/names.h"
#include "document/namespace_scope.h"
#include "document/reader.h"
#include "document/tag.h"
#include "document/tag_reader.h"
#include "document/text_reader.h"

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
      : reader_{document}, bounds_(bounds), handler_(handler) {}

  absl::Status Run();

 private:
  absl::Status ReadConstruct();
  absl::Status ReadStart();
  absl::Status ReadEnd();
  absl::Status ReadTextNode();
  absl::Status RefuseEnd(const OpenElement& open, size_t name_begin) const;
  absl::Status CheckDepth() const;
  absl::Status Report(const Tag& tag, const Name& name);

  Reader reader_;
  const Bounds& bounds_;
  Handler& handler_;
  std::vector<OpenElement> open_;
  NamespaceScope scope_;
  // Reused from construct to construct.
  Tag tag_;
  std::string text_;
  std::vector<NamespaceDeclaration> declarations_;
  std::vector<Attribute> attributes_;
};

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
  RETURN_IF_ERROR(CheckSize(reader_.document, bounds_));
  if (!BeginsStartTag(reader_.document)) return RefuseProlog(reader_.document);
  do {
    RETURN_IF_ERROR(ReadConstruct());
  } while (!open_.empty());
  return reader_.AtEnd() ? absl::OkStatus() : RefuseEpilog(reader_.document, reader_.at);
}

absl::Status Scanner::ReadConstruct() {
  if (reader_.Current() != '<') return ReadTextNode();
  switch (reader_.Next()) {
    case '/':
      return ReadEnd();
    case '!':
    case '?':
      return RefuseMarkup(reader_.document, reader_.at);
    default:
      return ReadStart();
  }
}

// REQ: DOC-6
absl::Status Scanner::CheckDepth() const {
  if (open_.size() < bounds_.depth) return absl::OkStatus();
  return BeyondBound(reader_.document, reader_.at, "elements nested too deep", bounds_.depth);
}

absl::Status Scanner::ReadStart() {
  RETURN_IF_ERROR(CheckDepth());
  RETURN_IF_ERROR(ReadTag(reader_, bounds_, &tag_));
  const size_t outer_scope = scope_.size();
  RETURN_IF_ERROR(JudgeTag(reader_.document, &scope_, &tag_));
  const Name name{tag_.name.prefix, tag_.name.local, tag_.namespace_uri};
  open_.push_back({name, tag_.name.whole, outer_scope});
  return Report(tag_, name);
}

absl::Status Scanner::Report(const Tag& tag, const Name& name) {
  declarations_.clear();
  for (const TagItem* item : tag.declarations) {
    declarations_.push_back({item->declared_prefix, item->value});
  }
  attributes_.clear();
  for (const TagItem* item : tag.attributes) {
    attributes_.push_back({{item->name.prefix, item->name.local, item->namespace_uri},
                           item->value,
                           item->name_begin});
  }
  return handler_.OnStart(
      {name, declarations_, attributes_, tag.begin, tag.end, static_cast<uint32_t>(open_.size())});
}

absl::Status Scanner::ReadEnd() {
  const OpenElement& open = open_.back();
  const size_t begin = reader_.at;
  reader_.at += 2;
  const size_t name_begin = reader_.at;
  if (!reader_.LooksAt(open.qname)) return RefuseEnd(open, name_begin);
  reader_.at += open.qname.size();
  if (reader_.Current() != '>') return RefuseEnd(open, name_begin);
  ++reader_.at;
  RETURN_IF_ERROR(
      handler_.OnEnd({open.name, begin, reader_.at, static_cast<uint32_t>(open_.size())}));
  scope_.PopTo(open.outer_scope);
  open_.pop_back();
  return absl::OkStatus();
}

absl::Status Scanner::RefuseEnd(const OpenElement& open, size_t name_begin) const {
  Reader reader{reader_.document, name_begin};
  QName name;
  RETURN_IF_ERROR(ReadQName(reader, bounds_, "an end tag", &name));
  if (name.whole != open.qname) {
    return NotWellFormed(reader_.document, name_begin,
                         absl::StrCat("end tag of ", CutForMessage(name.whole), "; element ",
                                      CutForMessage(open.qname), " is to be closed here"));
  }
  if (!IsBlank(reader.Current())) {
    return Unexpected(reader_.document, reader.at, "an end tag", "'>'");
  }
  return NotCanonical(reader_.document, reader.at, "blank in an end tag; canonical form has none");
}

absl::Status Scanner::ReadTextNode() {
  const size_t begin = reader_.at;
  absl::string_view text;
  RETURN_IF_ERROR(ReadText(reader_, &text_, &text));
  if (!reader_.AtEnd()) return handler_.OnText(text, begin);
  return NotWellFormed(
      reader_.document, reader_.document.size(),
      absl::StrCat("the document ends in element ", CutForMessage(open_.back().qname)));
}

}  // namespace

absl::Status Scan(absl::string_view document, const Bounds& bounds, Handler& handler) {
  return Scanner(document, bounds, handler).Run();
}

}  // namespace paraphe::xml

#include "document/intake.h"

#include <algorithm>
#include <deque>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

#include "common/errors.h"
#include "common/libxml2.h"
#include "common/status_macros.h"
#include "document/names.h"
#include "document/position.h"
#include "document/scanner.h"

namespace paraphe::xml {
namespace {

constexpr absl::string_view kXincludeNamespaces[] = {
    "http://www.w3.org/2001/XInclude",
    "http://www.w3.org/2003/XInclude",  // of the drafts of 2003; libxml2 knows it
};
constexpr absl::string_view kIdNames[] = {"Id", "ID"};

bool IsSignature(const Name& name) {
  return name.local == "Signature" && name.namespace_uri == kXmldsigNamespace;
}

bool IsXinclude(const Name& name) {
  return std::find(std::begin(kXincludeNamespaces), std::end(kXincludeNamespaces),
                   name.namespace_uri) != std::end(kXincludeNamespaces);
}

bool IsXmlId(const Name& name) { return name.prefix == "xml" && name.local == "id"; }

// What XMLDSig and XAdES resolve a reference by; no two may be alike.
bool IsId(const Name& name) {
  if (!name.prefix.empty()) return IsXmlId(name);
  return std::find(std::begin(kIdNames), std::end(kIdNames), name.local) != std::end(kIdNames);
}

// An attribute `id` without a namespace is the document's own data and may be repeated. Programs
// that take it for an identifier exist, so that no Id of our signature may be its value.
bool IsData(const Name& name) { return name.prefix.empty() && name.local == "id"; }

// Whether the value is a name (xml:id §4). libxml2 reports an error for any other value, and
// programs that use it may stop there.
bool IsValidXmlId(absl::string_view value) {
  const std::string text(value);
  return xmlValidateNCName(reinterpret_cast<const xmlChar*>(text.c_str()), 1) == 0;
}

// One attribute that is an id.
struct Id {
  absl::string_view value;
  size_t offset;
};

bool operator<(const Id& a, const Id& b) {
  const int order = a.value.compare(b.value);
  return order != 0 ? order < 0 : a.offset < b.offset;
}

class Intake final : public Handler {
 public:
  Intake(absl::string_view document, const Bounds& bounds) : document_(document), bounds_(bounds) {}

  absl::Status OnStart(const StartTag& tag) override;
  absl::Status OnEnd(const EndTag& tag) override;
  absl::Status OnText(absl::string_view, size_t) override { return absl::OkStatus(); }

  // To be called once, last.
  absl::StatusOr<DocumentFacts> Finish();

 private:
  void TakeRoot(const StartTag& tag);
  absl::Status TakeId(const Attribute& attribute);
  absl::Status TakeData(const Attribute& attribute);
  absl::Status CheckCount(size_t offset) const;
  absl::string_view Keep(absl::string_view value);
  absl::Status CheckIdsDiffer() const;

  absl::string_view document_;
  const Bounds& bounds_;
  DocumentFacts facts_;
  std::vector<Id> ids_;
  std::vector<absl::string_view> data_;  // the values of the attributes `id`
  std::deque<std::string> kept_;
};

absl::Status Intake::OnStart(const StartTag& tag) {
  if (IsSignature(tag.name)) {
    return ErrorAtOffset(v1::DOCUMENT_ALREADY_SIGNED, document_, tag.begin,
                         "the document holds a signature already; hand in the unsigned document");
  }
  if (IsXinclude(tag.name)) {
    return ErrorAtOffset(v1::DOCUMENT_HAS_XINCLUDE, document_, tag.begin,
                         "XInclude element; put in its place what it includes");
  }
  if (tag.depth == 1) TakeRoot(tag);
  for (const Attribute& attribute : tag.attributes) {
    if (IsId(attribute.name)) RETURN_IF_ERROR(TakeId(attribute));
    if (IsData(attribute.name)) RETURN_IF_ERROR(TakeData(attribute));
  }
  return absl::OkStatus();
}

absl::Status Intake::OnEnd(const EndTag& tag) {
  if (tag.depth == 1) facts_.insertion_offset = tag.begin;
  return absl::OkStatus();
}

void Intake::TakeRoot(const StartTag& tag) {
  facts_.root_namespace_uri = std::string(tag.name.namespace_uri);
  facts_.root_local_name = std::string(tag.name.local);
  for (const NamespaceDeclaration& declaration : tag.declarations) {
    facts_.root_namespaces.emplace_back(declaration.prefix, declaration.uri);
  }
}

// REQ: DOC-6, DOC-7
absl::Status Intake::TakeId(const Attribute& attribute) {
  absl::string_view value = attribute.value;
  if (IsXmlId(attribute.name)) {
    if (!IsValidXmlId(value)) {
      return ErrorAtOffset(v1::DOCUMENT_NOT_WELL_FORMED, document_, attribute.offset,
                           "value of xml:id is not a name (letters, digits, '-', '_', '.'; no "
                           "digit first)");
    }
    value = absl::StripAsciiWhitespace(value);
  }
  RETURN_IF_ERROR(CheckCount(attribute.offset));
  ids_.push_back({Keep(value), attribute.offset});
  return absl::OkStatus();
}

absl::Status Intake::TakeData(const Attribute& attribute) {
  RETURN_IF_ERROR(CheckCount(attribute.offset));
  data_.push_back(Keep(attribute.value));
  return absl::OkStatus();
}

absl::Status Intake::CheckCount(size_t offset) const {
  if (ids_.size() + data_.size() < bounds_.ids) return absl::OkStatus();
  return ErrorAtOffset(v1::DOCUMENT_BEYOND_BOUND, document_, offset,
                       absl::StrCat("too many ids; the bound is ", bounds_.ids));
}

// Returns a value that outlives the call: a view of the document, or a copy where the value was
// written with a reference.
absl::string_view Intake::Keep(absl::string_view value) {
  const std::less_equal<const char*> not_after;
  const char* end = document_.data() + document_.size();
  if (not_after(document_.data(), value.data()) && not_after(value.data(), end)) return value;
  return kept_.emplace_back(value);
}

// `ids_` is sorted. REQ: DOC-7
absl::Status Intake::CheckIdsDiffer() const {
  const Id* repeated = nullptr;
  const Id* first = nullptr;
  for (size_t i = 1; i < ids_.size(); ++i) {
    if (ids_[i].value != ids_[i - 1].value) continue;
    if (repeated != nullptr && ids_[i].offset > repeated->offset) continue;
    repeated = &ids_[i];
    first = &ids_[i - 1];
  }
  if (repeated == nullptr) return absl::OkStatus();
  const v1::SourcePosition place = PositionOf(document_, first->offset);
  return ErrorAtOffset(v1::DOCUMENT_DUPLICATE_ID, document_, repeated->offset,
                       absl::StrCat("this id has the value of the one at ", place.line(), ":",
                                    place.column(), "; make it unique"));
}

absl::StatusOr<DocumentFacts> Intake::Finish() {
  std::sort(ids_.begin(), ids_.end());
  RETURN_IF_ERROR(CheckIdsDiffer());
  facts_.ids.reserve(ids_.size() + data_.size());
  for (const Id& id : ids_) facts_.ids.emplace_back(id.value);
  if (data_.empty()) return std::move(facts_);
  for (const absl::string_view value : data_) facts_.ids.emplace_back(value);
  std::sort(facts_.ids.begin(), facts_.ids.end());
  return std::move(facts_);
}

// Gives everything to one handler, then to another.
class Both final : public Handler {
 public:
  Both(Handler& first, Handler& second) : first_(first), second_(second) {}

  absl::Status OnStart(const StartTag& tag) override {
    RETURN_IF_ERROR(first_.OnStart(tag));
    return second_.OnStart(tag);
  }
  absl::Status OnEnd(const EndTag& tag) override {
    RETURN_IF_ERROR(first_.OnEnd(tag));
    return second_.OnEnd(tag);
  }
  absl::Status OnText(absl::string_view text, size_t offset) override {
    RETURN_IF_ERROR(first_.OnText(text, offset));
    return second_.OnText(text, offset);
  }

 private:
  Handler& first_;
  Handler& second_;
};

// Ends the scan at the document element.
class RootFinder final : public Handler {
 public:
  absl::Status OnStart(const StartTag& tag) override {
    facts_.root_namespace_uri = std::string(tag.name.namespace_uri);
    facts_.root_local_name = std::string(tag.name.local);
    found_ = true;
    return absl::CancelledError();
  }
  absl::Status OnEnd(const EndTag&) override { return absl::OkStatus(); }
  absl::Status OnText(absl::string_view, size_t) override { return absl::OkStatus(); }

  bool found() const { return found_; }
  DocumentFacts Take() { return std::move(facts_); }

 private:
  bool found_ = false;
  DocumentFacts facts_;
};

}  // namespace

absl::StatusOr<DocumentFacts> CheckDocument(absl::string_view document, const Bounds& bounds) {
  Intake intake(document, bounds);
  RETURN_IF_ERROR(Scan(document, bounds, intake));
  return intake.Finish();
}

// Where the other handler ended the scan, the rest of the document is still to be checked.
absl::StatusOr<DocumentFacts> CheckDocument(absl::string_view document, const Bounds& bounds,
                                            Handler& also) {
  Intake intake(document, bounds);
  Both both(intake, also);
  const absl::Status read = Scan(document, bounds, both);
  if (read.ok()) return intake.Finish();
  RETURN_IF_ERROR(CheckDocument(document, bounds).status());
  return read;
}

absl::StatusOr<DocumentFacts> FindRoot(absl::string_view document, const Bounds& bounds) {
  RootFinder finder;
  const absl::Status read = Scan(document, bounds, finder);
  if (finder.found()) return finder.Take();
  return read;
}

}  // namespace paraphe::xml

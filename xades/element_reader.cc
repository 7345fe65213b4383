#include "xades/element_reader.h"

#include <algorithm>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

#include "common/errors.h"
#include "common/status_macros.h"

namespace paraphe::xades {
namespace {

absl::Status Malformed(const Element& element, absl::string_view words) {
  return MakeError(v1::SIGNATURE_MALFORMED, absl::StrCat(element.local, ": ", words));
}

absl::Status Unsupported(const Element& element, absl::string_view words) {
  return MakeError(v1::SIGNATURE_UNSUPPORTED, absl::StrCat(element.local, ": ", words));
}

bool IsBlank(absl::string_view text) {
  return text.find_first_not_of(" \t\n\r") == absl::string_view::npos;
}

absl::Status CheckAttributes(const Element& element,
                             std::initializer_list<absl::string_view> attributes) {
  for (const ElementAttribute& attribute : element.attributes) {
    const bool known =
        attribute.namespace_uri.empty() &&
        std::find(attributes.begin(), attributes.end(), attribute.local) != attributes.end();
    if (!known) {
      return Unsupported(element, absl::StrCat("unexpected attribute ", attribute.local));
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<ElementReader> ElementReader::Of(
    const Element& element, std::initializer_list<absl::string_view> attributes) {
  RETURN_IF_ERROR(CheckAttributes(element, attributes));
  ElementReader reader(element);
  for (const ElementNode& node : element.children) {
    if (const auto* child = std::get_if<Element>(&node.value)) {
      reader.children_.push_back(child);
    } else if (!IsBlank(std::get<std::string>(node.value))) {
      return Malformed(element, "text where only elements may stand");
    }
  }
  return reader;
}

absl::StatusOr<const Element*> ElementReader::Require(const ElementName& name) {
  if (const Element* child = Optional(name)) return child;
  for (size_t i = next_; i < children_.size(); ++i) {
    if (children_[i]->Is(name)) return RefuseNext();
  }
  return Malformed(
      *element_, next_ == children_.size()
                     ? absl::StrCat(name.local, " is missing")
                     : absl::StrCat(name.local, " expected, ", children_[next_]->local, " found"));
}

const Element* ElementReader::Optional(const ElementName& name) {
  if (next_ == children_.size() || !children_[next_]->Is(name)) return nullptr;
  return children_[next_++];
}

absl::Status ElementReader::End() const {
  return next_ == children_.size() ? absl::OkStatus() : RefuseNext();
}

absl::Status ElementReader::RefuseNext() const {
  const Element& left = *children_[next_];
  for (size_t i = 0; i < next_; ++i) {
    if (children_[i]->Is({left.local, left.namespace_uri, {}})) {
      return Malformed(*element_, absl::StrCat("one ", left.local, " too many"));
    }
  }
  return Unsupported(*element_, absl::StrCat("unknown or misplaced element ", left.local));
}

absl::StatusOr<std::string> ReadText(const Element& element,
                                     std::initializer_list<absl::string_view> attributes) {
  RETURN_IF_ERROR(CheckAttributes(element, attributes));
  std::string text;
  for (const ElementNode& node : element.children) {
    const auto* part = std::get_if<std::string>(&node.value);
    if (part == nullptr) return Malformed(element, "an element where only text may stand");
    text += *part;
  }
  return text;
}

absl::Status ReadEmpty(const Element& element,
                       std::initializer_list<absl::string_view> attributes) {
  ASSIGN_OR_RETURN(const ElementReader reader, ElementReader::Of(element, attributes));
  return reader.End();
}

absl::StatusOr<std::string> RequireAttribute(const Element& element, absl::string_view attribute) {
  const std::string* value = element.Get(attribute);
  if (value != nullptr) return *value;
  return Malformed(element, absl::StrCat("attribute ", attribute, " is missing"));
}

std::string AlgorithmInWords(absl::string_view uri) {
  constexpr size_t kLongest = 128;
  const auto is_plain = [](char c) {
    return absl::ascii_isgraph(static_cast<unsigned char>(c)) && c != '"';
  };
  if (uri.empty() || uri.size() > kLongest || !absl::c_all_of(uri, is_plain)) {
    return "an algorithm whose name is no URI";
  }
  return absl::StrCat("the algorithm \"", uri, "\"");
}

}  // namespace paraphe::xades

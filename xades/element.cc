#include "xades/element.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>

#include "absl/container/inlined_vector.h"
#include "absl/strings/string_view.h"

#include "document/escape.h"

namespace paraphe::xades {
namespace {

// What `scope` says of a prefix; empty where nothing is declared, which for the default namespace
// is the same.
absl::string_view Lookup(const NamespaceScope& scope, absl::string_view prefix) {
  for (auto it = scope.rbegin(); it != scope.rend(); ++it) {
    if (it->first == prefix) return it->second;
  }
  return {};
}

// A prefix and what it stands for.
using Binding = std::pair<absl::string_view, absl::string_view>;
using Bindings = absl::InlinedVector<Binding, 4>;

void AddBinding(absl::string_view prefix, absl::string_view uri, Bindings& bindings) {
  const bool known = std::any_of(bindings.begin(), bindings.end(),
                                 [prefix](const Binding& one) { return one.first == prefix; });
  if (!known && prefix != "xml") bindings.emplace_back(prefix, uri);  // "xml" is never declared
}

// What an element uses visibly, sorted by prefix as it is written. Its strings are the element's.
Bindings UsedNamespaces(const Element& element) {
  Bindings used;
  AddBinding(element.prefix, element.namespace_uri, used);
  for (const ElementAttribute& attribute : element.attributes) {
    if (!attribute.prefix.empty()) AddBinding(attribute.prefix, attribute.namespace_uri, used);
  }
  std::sort(used.begin(), used.end());
  return used;
}

void Write(absl::string_view text, std::string* out) { out->append(text.data(), text.size()); }

void WriteName(absl::string_view prefix, absl::string_view local, std::string* out) {
  Write(prefix, out);
  if (!prefix.empty()) *out += ':';
  Write(local, out);
}

void WriteValue(absl::string_view value, std::string* out) {
  out->append("=\"");
  xml::AppendCanonicalAttributeValue(value, out);
  *out += '"';
}

// Writes the declarations that the output lacks and adds them to `scope`.
void WriteDeclarations(const Element& element, NamespaceScope& scope, std::string* out) {
  for (const auto& [prefix, uri] : UsedNamespaces(element)) {
    if (Lookup(scope, prefix) == uri) continue;
    Write(prefix.empty() ? " xmlns" : " xmlns:", out);
    Write(prefix, out);
    WriteValue(uri, out);
    scope.emplace_back(prefix, uri);
  }
}

void WriteAttributes(const Element& element, std::string* out) {
  absl::InlinedVector<const ElementAttribute*, 8> sorted;
  for (const ElementAttribute& attribute : element.attributes) sorted.push_back(&attribute);
  std::sort(sorted.begin(), sorted.end(), [](const auto* a, const auto* b) {
    return std::tie(a->namespace_uri, a->local) < std::tie(b->namespace_uri, b->local);
  });
  for (const ElementAttribute* attribute : sorted) {
    *out += ' ';
    WriteName(attribute->prefix, attribute->local, out);
    WriteValue(attribute->value, out);
  }
}

// `scope` is a stack: what an element adds is taken off again at its end.
void WriteElement(const Element& element, NamespaceScope& scope, std::string* out) {
  const size_t outer = scope.size();
  *out += '<';
  WriteName(element.prefix, element.local, out);
  WriteDeclarations(element, scope, out);
  WriteAttributes(element, out);
  *out += '>';
  for (const ElementNode& node : element.children) {
    if (const auto* text = std::get_if<std::string>(&node.value)) {
      xml::AppendCanonicalText(*text, out);
    } else {
      WriteElement(std::get<Element>(node.value), scope, out);
    }
  }
  Write("</", out);
  WriteName(element.prefix, element.local, out);
  *out += '>';
  scope.resize(outer);
}

}  // namespace

Element::Element(const ElementName& name)
    : local(name.local), namespace_uri(name.namespace_uri), prefix(name.prefix) {}

bool Element::Is(const ElementName& name) const {
  return local == name.local && namespace_uri == name.namespace_uri;
}

Element& Element::Append(const ElementName& name) { return Append(Element(name)); }

Element& Element::Append(Element child) {
  children.push_back({std::move(child)});
  return std::get<Element>(children.back().value);
}

Element& Element::Append(const ElementName& name, absl::string_view text) {
  Element& child = Append(name);
  child.AppendText(text);
  return child;
}

void Element::AppendText(absl::string_view text) { children.push_back({std::string(text)}); }

Element& Element::Set(absl::string_view attribute, absl::string_view value) {
  attributes.push_back({std::string(attribute), std::string(value), {}, {}});
  return *this;
}

const std::string* Element::Get(absl::string_view attribute) const {
  for (const ElementAttribute& candidate : attributes) {
    if (candidate.namespace_uri.empty() && candidate.local == attribute) return &candidate.value;
  }
  return nullptr;
}

void WriteExclusiveCanonical(const Element& element, const NamespaceScope& rendered,
                             std::string* out) {
  NamespaceScope scope = rendered;
  WriteElement(element, scope, out);
}

std::string ApexCanonical(const Element& element) {
  std::string out;
  WriteExclusiveCanonical(element, {}, &out);
  return out;
}

}  // namespace paraphe::xades

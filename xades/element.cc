#include "xades/element.h"

#include <algorithm>
#include <map>
#include <tuple>

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

// The prefixes that an element uses visibly, with what they stand for, sorted by prefix as they are
// written.
std::map<std::string, std::string> UsedNamespaces(const Element& element) {
  std::map<std::string, std::string> used = {{element.prefix, element.namespace_uri}};
  for (const ElementAttribute& attribute : element.attributes) {
    if (!attribute.prefix.empty()) used.emplace(attribute.prefix, attribute.namespace_uri);
  }
  used.erase("xml");  // bound by definition, never declared
  return used;
}

void WriteAttribute(absl::string_view name, absl::string_view value, std::string* out) {
  out->append(" ").append(name.data(), name.size()).append("=\"");
  xml::AppendCanonicalAttributeValue(value, out);
  out->append("\"");
}

std::string QualifiedName(const std::string& prefix, const std::string& local) {
  return prefix.empty() ? local : prefix + ":" + local;
}

// Writes the declarations that the output lacks and adds them to `scope`.
void WriteDeclarations(const Element& element, NamespaceScope& scope, std::string* out) {
  for (const auto& [prefix, uri] : UsedNamespaces(element)) {
    if (Lookup(scope, prefix) == uri) continue;
    WriteAttribute(prefix.empty() ? "xmlns" : "xmlns:" + prefix, uri, out);
    scope.emplace_back(prefix, uri);
  }
}

void WriteAttributes(const Element& element, std::string* out) {
  std::vector<const ElementAttribute*> sorted;
  for (const ElementAttribute& attribute : element.attributes) sorted.push_back(&attribute);
  std::sort(sorted.begin(), sorted.end(), [](const auto* a, const auto* b) {
    return std::tie(a->namespace_uri, a->local) < std::tie(b->namespace_uri, b->local);
  });
  for (const ElementAttribute* attribute : sorted) {
    WriteAttribute(QualifiedName(attribute->prefix, attribute->local), attribute->value, out);
  }
}

// `scope` is a stack: what an element adds is taken off again at its end.
void WriteElement(const Element& element, NamespaceScope& scope, std::string* out) {
  const size_t outer = scope.size();
  const std::string name = QualifiedName(element.prefix, element.local);
  out->append("<").append(name);
  WriteDeclarations(element, scope, out);
  WriteAttributes(element, out);
  out->append(">");
  for (const ElementNode& node : element.children) {
    if (const auto* text = std::get_if<std::string>(&node.value)) {
      xml::AppendCanonicalText(*text, out);
    } else {
      WriteElement(std::get<Element>(node.value), scope, out);
    }
  }
  out->append("</").append(name).append(">");
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

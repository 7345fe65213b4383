// A small element tree, enough for one ds:Signature, and the one writer of its canonical form. The
// builder makes such a tree in the order of the produced XML; the verifier makes the same tree from
// the events of xml::Scan.
#ifndef PARAPHE_XADES_ELEMENT_H_
#define PARAPHE_XADES_ELEMENT_H_

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/strings/string_view.h"

namespace paraphe::xades {

// An expanded name with the prefix that the builder gives it. Names are compared without the
// prefix.
struct ElementName {
  absl::string_view local;
  absl::string_view namespace_uri;
  absl::string_view prefix;
};

// `prefix` and `namespace_uri` are empty for an attribute in no namespace, as all of XMLDSig and
// XAdES are.
struct ElementAttribute {
  std::string local;
  std::string value;
  std::string prefix;
  std::string namespace_uri;
};

struct ElementNode;

// A value type: copies are deep. Not thread-safe.
struct Element {
  std::string local;
  std::string namespace_uri;
  std::string prefix;
  std::vector<ElementAttribute> attributes;
  std::vector<ElementNode> children;  // elements and text, in document order

  Element() = default;
  explicit Element(const ElementName& name);

  bool Is(const ElementName& name) const;

  // Appends an empty element and returns it. The reference holds until the next Append to this
  // element.
  Element& Append(const ElementName& name);
  Element& Append(Element child);
  // Appends an element that holds text only.
  Element& Append(const ElementName& name, absl::string_view text);
  void AppendText(absl::string_view text);

  // Adds an attribute in no namespace; returns this element.
  Element& Set(absl::string_view attribute, absl::string_view value);
  // The value of an attribute in no namespace; nullptr where absent.
  const std::string* Get(absl::string_view attribute) const;
};

struct ElementNode {
  std::variant<std::string, Element> value;
};

// Namespace declarations in effect in the output: (prefix, URI), later ones before earlier ones;
// the default namespace has an empty prefix.
using NamespaceScope = std::vector<std::pair<std::string, std::string>>;

// Appends the exclusive canonical form (without comments, no inclusive prefixes) of `element`,
// given what the output already declares around it: nothing for the apex of a digested subtree, the
// declarations of the document element for its child.
//
// REQ: Exclusive XML Canonicalization 1.0 §3
void WriteExclusiveCanonical(const Element& element, const NamespaceScope& rendered,
                             std::string* out);

// The same with nothing rendered around: what a reference to the element digests.
std::string ApexCanonical(const Element& element);

}  // namespace paraphe::xades

#endif  // PARAPHE_XADES_ELEMENT_H_

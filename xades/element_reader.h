// Reads an element by a closed grammar: which children it has, in which order and how often, and
// which attributes. What the grammar does not name is refused.
#ifndef PARAPHE_XADES_ELEMENT_READER_H_
#define PARAPHE_XADES_ELEMENT_READER_H_

#include <initializer_list>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "xades/element.h"

namespace paraphe::xades {

// Walks through the children of one element, which must outlive it. Text between them may only be
// blanks.
//
//   ASSIGN_OR_RETURN(ElementReader reader, ElementReader::Of(signed_info, {kId}));
//   ASSIGN_OR_RETURN(const Element* method, reader.Require(kSignatureMethod));
//   RETURN_IF_ERROR(reader.End());
class ElementReader {
 public:
  // `attributes` are the ones that the element may have: names in no namespace, each optional.
  // Errors:
  //   SIGNATURE_MALFORMED    text between the children
  //   SIGNATURE_UNSUPPORTED  another attribute
  static absl::StatusOr<ElementReader> Of(const Element& element,
                                          std::initializer_list<absl::string_view> attributes = {});

  // The next child, which must be `name`.
  // Errors:
  //   SIGNATURE_MALFORMED  no such child follows
  //   and those of End, where another child comes before it
  absl::StatusOr<const Element*> Require(const ElementName& name);

  // The next child where it is `name`; else nullptr, and nothing is consumed.
  const Element* Optional(const ElementName& name);

  // OK where no child is left.
  // Errors:
  //   SIGNATURE_MALFORMED    the next child is there for the second time
  //   SIGNATURE_UNSUPPORTED  the next child is one that the grammar does not know here
  absl::Status End() const;

 private:
  explicit ElementReader(const Element& element) : element_(&element) {}

  // Why the next child may not stand here.
  absl::Status RefuseNext() const;

  const Element* element_;
  std::vector<const Element*> children_;
  size_t next_ = 0;
};

// The text of an element that holds nothing else. The errors of ElementReader::Of.
absl::StatusOr<std::string> ReadText(const Element& element,
                                     std::initializer_list<absl::string_view> attributes = {});

// OK for an element with no content but blanks. The errors of ElementReader.
absl::Status ReadEmpty(const Element& element,
                       std::initializer_list<absl::string_view> attributes = {});

// The value of an attribute that must be there.
// Errors:
//   SIGNATURE_MALFORMED  it is not there
absl::StatusOr<std::string> RequireAttribute(const Element& element, absl::string_view attribute);

// An algorithm's identifier, which somebody else wrote, as an error may quote it: `the algorithm
// "http://..."`.
std::string AlgorithmInWords(absl::string_view uri);

}  // namespace paraphe::xades

#endif  // PARAPHE_XADES_ELEMENT_READER_H_

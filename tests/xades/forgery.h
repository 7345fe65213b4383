// A signed document taken apart, to be changed at will and signed again: what a forger with a key
// of his own, or a careless implementation, could hand to the verifier.
#ifndef PARAPHE_TESTS_XADES_FORGERY_H_
#define PARAPHE_TESTS_XADES_FORGERY_H_

#include <string>

#include "absl/strings/string_view.h"

#include "paraphe/v1/attributes.pb.h"
#include "xades/element.h"
#include "xades/names.h"

namespace paraphe::xades::test {

// Starts as a good signature of kDocument. Not thread-safe; dies where something cannot be found.
class Forgery {
 public:
  explicit Forgery(v1::SignatureForm form = v1::XADES_BASELINE_B,
                   v1::HashAlgorithm hash = v1::SHA256);

  Element& signature() { return signature_; }

  // The first element of that name in the signature, depth first.
  Element& At(absl::string_view local);
  // The n-th element of that name (0: the first).
  Element& At(absl::string_view local, int index);
  // The element that holds At(local, index).
  Element& ParentOf(absl::string_view local, int index = 0);

  // Puts `element` before the first child of that name / behind the last child of `parent` of that
  // name.
  static void InsertBefore(Element& parent, absl::string_view local, Element element);
  // Takes the element out of the signature and returns it.
  Element Remove(absl::string_view local, int index = 0);

  // Replaces all text of an element.
  static void SetText(Element& element, absl::string_view text);
  static std::string TextOf(const Element& element);
  // Replaces the value of an attribute that is there.
  static void SetAttribute(Element& element, absl::string_view attribute, absl::string_view value);

  // Digests SignedProperties anew and signs SignedInfo anew with the signer's key: all that is
  // changed is covered by the signature.
  Forgery& Resign();

  // The document that is signed; may be changed (the reference's digest then has to be, too).
  std::string& document() { return document_; }
  // Digests the document anew.
  Forgery& RedigestDocument();

  // The signed document, canonical, with the signature as the last child of the root.
  std::string Write() const;

 private:
  bool Has(absl::string_view local, int index);

  std::string document_;
  Element signature_;
};

}  // namespace paraphe::xades::test

#endif  // PARAPHE_TESTS_XADES_FORGERY_H_

#include "tests/xades/forgery.h"

#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"

#include "common/base64.h"
#include "common/hash.h"
#include "tests/testing/or_die.h"
#include "tests/xades/signing.h"
#include "xades/pkcs1.h"
#include "xades/signature_finder.h"

namespace paraphe::xades::test {
namespace {

using ::paraphe::test::CheckOrDie;
using ::paraphe::test::NotNullOrDie;

// The element and the one that holds it; `index` counts down.
struct Place {
  Element* parent = nullptr;
  size_t at = 0;
};

bool Find(Element& element, absl::string_view local, int& index, Place& place) {
  for (size_t i = 0; i < element.children.size(); ++i) {
    auto* child = std::get_if<Element>(&element.children[i].value);
    if (child == nullptr) continue;
    if (child->local == local && index-- == 0) {
      place = {&element, i};
      return true;
    }
    if (Find(*child, local, index, place)) return true;
  }
  return false;
}

Place FindOrDie(Element& element, absl::string_view local, int index) {
  Place place;
  CheckOrDie(Find(element, local, index, place), std::string(local).c_str());
  return place;
}

v1::HashAlgorithm HashOf(Element& signed_info) {
  int first = 0;
  Place place;
  CheckOrDie(Find(signed_info, "SignatureMethod", first, place), "SignatureMethod");
  const std::string* uri =
      std::get<Element>(place.parent->children[place.at].value).Get(kAlgorithm);
  const HashInfo* hash = uri == nullptr ? nullptr : FindHashBySignatureUri(*uri);
  return hash == nullptr ? v1::SHA256 : hash->algorithm;
}

}  // namespace

Forgery::Forgery(v1::SignatureForm form, v1::HashAlgorithm hash) : document_(kDocument) {
  const std::string signed_document =
      SignOrDie(document_, FullAttributes(SignerOf(), form, hash), SignerOf());
  auto found = FindSignature(signed_document, {}, 1 << 20);
  CheckOrDie(found.ok(), "FindSignature");
  signature_ = std::move(found->element);
}

Element& Forgery::At(absl::string_view local) { return At(local, 0); }

Element& Forgery::At(absl::string_view local, int index) {
  const Place place = FindOrDie(signature_, local, index);
  return std::get<Element>(place.parent->children[place.at].value);
}

Element& Forgery::ParentOf(absl::string_view local, int index) {
  return *FindOrDie(signature_, local, index).parent;
}

void Forgery::InsertBefore(Element& parent, absl::string_view local, Element element) {
  for (auto it = parent.children.begin(); it != parent.children.end(); ++it) {
    const auto* child = std::get_if<Element>(&it->value);
    if (child == nullptr || child->local != local) continue;
    parent.children.insert(it, {std::move(element)});
    return;
  }
  CheckOrDie(false, "InsertBefore");
}

Element Forgery::Remove(absl::string_view local, int index) {
  const Place place = FindOrDie(signature_, local, index);
  Element element = std::get<Element>(std::move(place.parent->children[place.at].value));
  place.parent->children.erase(place.parent->children.begin() +
                               static_cast<std::ptrdiff_t>(place.at));
  return element;
}

void Forgery::SetText(Element& element, absl::string_view text) {
  element.children.clear();
  element.AppendText(text);
}

std::string Forgery::TextOf(const Element& element) {
  std::string text;
  for (const ElementNode& node : element.children) text += std::get<std::string>(node.value);
  return text;
}

void Forgery::SetAttribute(Element& element, absl::string_view attribute, absl::string_view value) {
  auto* current = const_cast<std::string*>(NotNullOrDie(element.Get(attribute), "SetAttribute"));
  *current = std::string(value);
}

bool Forgery::Has(absl::string_view local, int index) {
  Place place;
  return Find(signature_, local, index, place);
}

Forgery& Forgery::Resign() {
  if (!Has("SignedInfo", 0) || !Has("SignedProperties", 0) || !Has("DigestValue", 1)) return *this;
  Element& info = At("SignedInfo");
  const v1::HashAlgorithm hash = HashOf(info);
  // The second digest of SignedInfo is that of the properties.
  SetText(At("DigestValue", 1),
          EncodeBase64(*ComputeHash(hash, ApexCanonical(At("SignedProperties")))));
  const std::string digest = *ComputeHash(hash, ApexCanonical(At("SignedInfo")));
  SetText(At("SignatureValue"),
          EncodeBase64(SignerOf().key->SignDigestInfo(*EncodeDigestInfo(hash, digest))));
  return *this;
}

Forgery& Forgery::RedigestDocument() {
  SetText(At("DigestValue"), EncodeBase64(*ComputeHash(HashOf(At("SignedInfo")), document_)));
  return *this;
}

std::string Forgery::Write() const {
  const xml::DocumentFacts facts = FactsOrDie(document_);
  std::string written;
  WriteExclusiveCanonical(signature_, facts.root_namespaces, &written);
  return absl::StrCat(document_.substr(0, facts.insertion_offset), written,
                      document_.substr(facts.insertion_offset));
}

}  // namespace paraphe::xades::test

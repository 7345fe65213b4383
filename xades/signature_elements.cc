#include "xades/signature_elements.h"

#include <initializer_list>
#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"

#include "common/base64.h"
#include "xades/names.h"

namespace paraphe::xades {
namespace {

// What all ds:References have in common.
void FillReference(std::initializer_list<absl::string_view> transforms, const HashInfo& hash,
                   absl::string_view digest, Element& reference) {
  Element& list = reference.Append(kTransforms);
  for (const absl::string_view transform : transforms) {
    list.Append(kTransform).Set(kAlgorithm, transform);
  }
  reference.Append(kDigestMethod).Set(kAlgorithm, hash.digest_uri);
  reference.Append(kDigestValue, EncodeBase64(digest));
}

}  // namespace

Element BuildSignedInfo(const FormInfo& form, const HashInfo& hash, const SignatureIds& ids,
                        absl::string_view document_digest,
                        absl::string_view signed_properties_digest) {
  Element info(kSignedInfo);
  info.Append(kCanonicalizationMethod).Set(kAlgorithm, kExclusiveC14n);
  info.Append(kSignatureMethod).Set(kAlgorithm, hash.signature_uri);

  Element& document = info.Append(kReference).Set(kId, ids.document_reference).Set(kUri, "");
  FillReference({kEnvelopedSignature, kExclusiveC14n}, hash, document_digest, document);

  Element& properties = info.Append(kReference)
                            .Set(kType, form.properties_type)
                            .Set(kUri, absl::StrCat("#", ids.signed_properties));
  FillReference({kExclusiveC14n}, hash, signed_properties_digest, properties);
  return info;
}

Element BuildSignature(const FormInfo& form, const SignatureIds& ids, Element signed_info,
                       absl::string_view certificate, Element signed_properties) {
  Element signature(kSignature);
  signature.Set(kId, ids.signature);
  signature.Append(std::move(signed_info));
  signature.Append(kSignatureValue);
  signature.Append(kKeyInfo).Append(kX509Data).Append(kX509Certificate, EncodeBase64(certificate));
  signature.Append(kObject)
      .Append(form.Name(kQualifyingProperties))
      .Set(kTarget, absl::StrCat("#", ids.signature))
      .Append(std::move(signed_properties));
  return signature;
}

void SetSignatureValue(absl::string_view value, Element& signature) {
  for (ElementNode& node : signature.children) {
    auto* child = std::get_if<Element>(&node.value);
    if (child != nullptr && child->Is(kSignatureValue)) child->AppendText(EncodeBase64(value));
  }
}

}  // namespace paraphe::xades

#include "xades/signature_reader.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

#include "common/base64.h"
#include "common/errors.h"
#include "common/status_macros.h"
#include "xades/element_reader.h"
#include "xades/forms.h"
#include "xades/names.h"

namespace paraphe::xades {
namespace {

absl::Status Malformed(absl::string_view words) {
  return MakeError(v1::SIGNATURE_MALFORMED, words);
}

absl::Status Unsupported(absl::string_view words) {
  return MakeError(v1::SIGNATURE_UNSUPPORTED, words);
}

// The Algorithm of an element that has no parameters: an InclusiveNamespaces or an XPath would be
// one.
absl::StatusOr<std::string> ReadAlgorithm(const Element& element) {
  RETURN_IF_ERROR(ReadEmpty(element, {kAlgorithm}));
  return RequireAttribute(element, kAlgorithm);
}

absl::StatusOr<std::string> ReadWrappedBase64(const Element& element,
                                              std::initializer_list<absl::string_view> attributes) {
  ASSIGN_OR_RETURN(const std::string text, ReadText(element, attributes));
  std::optional<std::string> bytes = DecodeWrappedBase64(text);
  if (bytes.has_value() && !bytes->empty()) return *std::move(bytes);
  return Malformed(absl::StrCat(element.local, ": not base64"));
}

struct ReferenceParts {
  std::string id;
  std::string uri;
  std::string type;
  std::vector<std::string> transforms;
  DigestParts digest;
};

absl::StatusOr<std::vector<std::string>> ReadTransforms(const Element& element) {
  std::vector<std::string> transforms;
  ASSIGN_OR_RETURN(ElementReader reader, ElementReader::Of(element));
  while (const Element* transform = reader.Optional(kTransform)) {
    ASSIGN_OR_RETURN(std::string algorithm, ReadAlgorithm(*transform));
    transforms.push_back(std::move(algorithm));
  }
  RETURN_IF_ERROR(reader.End());
  return transforms;
}

std::string ValueOr(const std::string* value) { return value == nullptr ? "" : *value; }

absl::StatusOr<ReferenceParts> ReadReference(const Element& element) {
  ReferenceParts parts;
  ASSIGN_OR_RETURN(ElementReader reader, ElementReader::Of(element, {kId, kUri, kType}));
  const Element* transforms = reader.Optional(kTransforms);
  // Without any, inclusive canonicalization is meant (XMLDSig 1.1 §4.4.3.2).
  if (transforms == nullptr) {
    return Unsupported("Reference: Transforms is missing, and so its canonicalization");
  }
  ASSIGN_OR_RETURN(const Element* method, reader.Require(kDigestMethod));
  ASSIGN_OR_RETURN(const Element* value, reader.Require(kDigestValue));
  RETURN_IF_ERROR(reader.End());
  parts.id = ValueOr(element.Get(kId));
  parts.type = ValueOr(element.Get(kType));
  // REQ: XMLDSig 1.1 §4.4.3.1 (a reference with no URI is whatever the application says; here:
  // refused)
  ASSIGN_OR_RETURN(parts.uri, RequireAttribute(element, kUri));
  ASSIGN_OR_RETURN(parts.transforms, ReadTransforms(*transforms));
  ASSIGN_OR_RETURN(parts.digest, ReadDigest(*method, *value));
  return parts;
}

absl::Status CheckTransforms(const ReferenceParts& reference,
                             const std::vector<absl::string_view>& expected,
                             absl::string_view what) {
  if (std::equal(reference.transforms.begin(), reference.transforms.end(), expected.begin(),
                 expected.end())) {
    return absl::OkStatus();
  }
  return Unsupported(absl::StrCat("Reference to ", what, ": its transforms are not exactly ",
                                  expected.size() == 1 ? "" : "enveloped-signature and then ",
                                  "exclusive canonicalization without comments"));
}

struct SignedInfoParts {
  const HashInfo* hash;
  ReferenceParts document;
  ReferenceParts properties;
};

// Sorts the two references by their URIs: the document's is empty, that of the properties is not.
absl::Status SortReferences(ReferenceParts first, ReferenceParts second, SignedInfoParts& parts) {
  if (first.uri.empty() == second.uri.empty()) {
    return Unsupported(
        "SignedInfo: one reference must be to the whole document (URI=\"\") and one to "
        "SignedProperties; a part of the document, or anything outside of it, is not verified");
  }
  if (!first.uri.empty()) std::swap(first, second);
  parts.document = std::move(first);
  parts.properties = std::move(second);
  return absl::OkStatus();
}

absl::Status CheckSignedInfo(const SignedInfoParts& parts) {
  RETURN_IF_ERROR(
      CheckTransforms(parts.document, {kEnvelopedSignature, kExclusiveC14n}, "the document"));
  RETURN_IF_ERROR(CheckTransforms(parts.properties, {kExclusiveC14n}, "SignedProperties"));
  if (!parts.document.type.empty()) {
    return Unsupported("Reference to the document: has a Type");
  }
  if (parts.document.digest.hash != parts.hash || parts.properties.digest.hash != parts.hash) {
    return Unsupported("SignedInfo: mixes hash algorithms; one serves the whole signature");
  }
  return absl::OkStatus();
}

absl::StatusOr<SignedInfoParts> ReadSignedInfo(const Element& element) {
  ASSIGN_OR_RETURN(ElementReader reader, ElementReader::Of(element, {kId}));
  ASSIGN_OR_RETURN(const Element* c14n, reader.Require(kCanonicalizationMethod));
  ASSIGN_OR_RETURN(const Element* method, reader.Require(kSignatureMethod));
  ASSIGN_OR_RETURN(const Element* first, reader.Require(kReference));
  ASSIGN_OR_RETURN(const Element* second, reader.Require(kReference));
  RETURN_IF_ERROR(reader.End());

  ASSIGN_OR_RETURN(const std::string c14n_algorithm, ReadAlgorithm(*c14n));
  if (c14n_algorithm != kExclusiveC14n) {
    return Unsupported("CanonicalizationMethod: not exclusive canonicalization without comments");
  }
  ASSIGN_OR_RETURN(const std::string signature_algorithm, ReadAlgorithm(*method));
  SignedInfoParts parts{};
  parts.hash = FindHashBySignatureUri(signature_algorithm);
  if (parts.hash == nullptr) {
    return Unsupported(
        "SignatureMethod: not RSA PKCS#1 v1.5 with SHA-1, SHA-256, SHA-384 or SHA-512");
  }
  ASSIGN_OR_RETURN(ReferenceParts first_parts, ReadReference(*first));
  ASSIGN_OR_RETURN(ReferenceParts second_parts, ReadReference(*second));
  RETURN_IF_ERROR(SortReferences(std::move(first_parts), std::move(second_parts), parts));
  RETURN_IF_ERROR(CheckSignedInfo(parts));
  return parts;
}

// The one child that an element may have in ds:KeyInfo.
absl::StatusOr<const Element*> OnlyChild(const Element& element, const ElementName& name,
                                         std::initializer_list<absl::string_view> attributes) {
  ASSIGN_OR_RETURN(ElementReader reader, ElementReader::Of(element, attributes));
  const Element* child = reader.Optional(name);
  if (child != nullptr && reader.End().ok()) return child;
  return Unsupported(
      "KeyInfo: must hold one X509Certificate, the signer's, in one X509Data, and nothing else "
      "that could name a key; give the certificates of CAs apart");
}

absl::StatusOr<std::string> ReadKeyInfo(const Element& element) {
  ASSIGN_OR_RETURN(const Element* data, OnlyChild(element, kX509Data, {kId}));
  ASSIGN_OR_RETURN(const Element* certificate, OnlyChild(*data, kX509Certificate, {}));
  return ReadWrappedBase64(*certificate, {});
}

struct ObjectParts {
  const FormInfo* form;  // the first of its namespace
  const Element* signed_properties;
  bool has_unsigned_properties;
};

absl::StatusOr<ObjectParts> ReadQualifyingProperties(const FormInfo& form, const Element& element,
                                                     absl::string_view signature_id) {
  ASSIGN_OR_RETURN(ElementReader reader, ElementReader::Of(element, {kId, kTarget}));
  ASSIGN_OR_RETURN(const Element* properties, reader.Require(form.Name(kSignedProperties)));
  const bool has_unsigned = reader.Optional(form.Name(kUnsignedProperties)) != nullptr;
  RETURN_IF_ERROR(reader.End());
  ASSIGN_OR_RETURN(const std::string target, RequireAttribute(element, kTarget));
  if (target != absl::StrCat("#", signature_id)) {
    return Malformed("QualifyingProperties: Target is not the Id of the signature around it");
  }
  return ObjectParts{&form, properties, has_unsigned};
}

absl::StatusOr<ObjectParts> ReadObject(const Element& element, absl::string_view signature_id) {
  ASSIGN_OR_RETURN(ElementReader reader, ElementReader::Of(element, {kId}));
  for (const FormInfo& form : AllForms()) {
    const Element* properties = reader.Optional(form.Name(kQualifyingProperties));
    if (properties == nullptr) continue;
    RETURN_IF_ERROR(reader.End());
    return ReadQualifyingProperties(form, *properties, signature_id);
  }
  return Malformed("Object: no QualifyingProperties of XAdES v1.3.2 or v1.2.2");
}

absl::Status CheckPropertiesReference(const ReferenceParts& reference, const ObjectParts& object) {
  ASSIGN_OR_RETURN(const std::string id, RequireAttribute(*object.signed_properties, kId));
  if (id.empty() || reference.uri != absl::StrCat("#", id)) {
    return Malformed(
        "SignedInfo: the second reference is not to the SignedProperties of the "
        "signature by its Id");
  }
  // REQ: ETSI EN 319 132-1 §4.4.2
  if (reference.type != object.form->properties_type) {
    return Malformed("Reference to SignedProperties: its Type is not that of its XAdES version");
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<DigestParts> ReadDigest(const Element& method, const Element& value) {
  ASSIGN_OR_RETURN(const std::string algorithm, ReadAlgorithm(method));
  const HashInfo* hash = FindHashByDigestUri(algorithm);
  if (hash == nullptr) {
    return Unsupported("DigestMethod: not SHA-1, SHA-256, SHA-384 or SHA-512");
  }
  ASSIGN_OR_RETURN(const std::string text, ReadText(value));
  std::optional<std::string> digest = DecodeWrappedBase64(text);
  if (!digest.has_value() || digest->size() != hash->size) {
    return Malformed("DigestValue: not base64 of a digest of its algorithm's length");
  }
  return DigestParts{hash, *std::move(digest)};
}

absl::StatusOr<SignatureParts> ReadSignature(const Element& signature) {
  ASSIGN_OR_RETURN(ElementReader reader, ElementReader::Of(signature, {kId}));
  SignatureParts parts;
  ASSIGN_OR_RETURN(parts.signed_info, reader.Require(kSignedInfo));
  ASSIGN_OR_RETURN(const Element* value, reader.Require(kSignatureValue));
  ASSIGN_OR_RETURN(const Element* key_info, reader.Require(kKeyInfo));
  ASSIGN_OR_RETURN(const Element* object, reader.Require(kObject));
  RETURN_IF_ERROR(reader.End());
  ASSIGN_OR_RETURN(const std::string id, RequireAttribute(signature, kId));

  ASSIGN_OR_RETURN(SignedInfoParts info, ReadSignedInfo(*parts.signed_info));
  ASSIGN_OR_RETURN(const ObjectParts object_parts, ReadObject(*object, id));
  RETURN_IF_ERROR(CheckPropertiesReference(info.properties, object_parts));
  ASSIGN_OR_RETURN(parts.signature_value, ReadWrappedBase64(*value, {kId}));
  ASSIGN_OR_RETURN(parts.certificate, ReadKeyInfo(*key_info));

  parts.signed_properties = object_parts.signed_properties;
  parts.has_unsigned_properties = object_parts.has_unsigned_properties;
  parts.hash = info.hash;
  parts.document_reference_id = std::move(info.document.id);
  parts.document_digest = std::move(info.document.digest.digest);
  parts.signed_properties_digest = std::move(info.properties.digest.digest);
  return parts;
}

}  // namespace paraphe::xades

#include "xades/signature_reader.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

#include "common/base64.h"
#include "common/bounds.h"
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

// The Type of a reference to SignedProperties, of whatever version.
constexpr absl::string_view kXadesNamespaces = "http://uri.etsi.org/01903";
constexpr absl::string_view kTypeOfProperties = "#SignedProperties";

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
  bool leaves_signature_out = false;
  ReferencedDigest digested;
};

std::string WithoutBlanks(absl::string_view text) {
  std::string rest(text);
  std::erase_if(rest, [](char c) { return absl::ascii_isspace(static_cast<unsigned char>(c)); });
  return rest;
}

// Whether `text` is `before`, a prefix and `after`.
bool IsAroundPrefix(absl::string_view text, absl::string_view before, absl::string_view after) {
  return absl::ConsumePrefix(&text, before) && absl::ConsumeSuffix(&text, after) && !text.empty() &&
         text.find_first_of(":/()[]|=\"'") == absl::string_view::npos;
}

// Expressions that leave every signature out, and so the one there is. That nothing else of the
// document is left out, its digest proves.
bool LeavesSignatureOut(absl::string_view algorithm, const Element& xpath,
                        absl::string_view expression) {
  if (algorithm == kXpathTransform) {
    return IsAroundPrefix(expression, "not(ancestor-or-self::", ":Signature)");
  }
  const std::string* filter = xpath.Get(kFilter);
  return filter != nullptr && *filter == "subtract" &&
         (IsAroundPrefix(expression, "/descendant::", ":Signature") ||
          IsAroundPrefix(expression, "//", ":Signature"));
}

absl::Status ReadXpath(const Element& transform, absl::string_view algorithm) {
  const ElementName& name = algorithm == kXpathTransform ? kXpath : kXpathOfFilter2;
  ASSIGN_OR_RETURN(ElementReader reader, ElementReader::Of(transform, {kAlgorithm}));
  const Element* xpath = reader.Optional(name);
  if (xpath != nullptr && reader.End().ok()) {
    ASSIGN_OR_RETURN(const std::string text, ReadText(*xpath, {kFilter}));
    if (LeavesSignatureOut(algorithm, *xpath, WithoutBlanks(text))) return absl::OkStatus();
  }
  return Unsupported("Transform: an XPath other than one that leaves the signature out");
}

// First what leaves the signature out, where there is such a transform, then one canonicalization,
// where there is one.
absl::Status ReadTransforms(const Element& element, ReferenceParts& parts) {
  ASSIGN_OR_RETURN(ElementReader reader, ElementReader::Of(element));
  bool is_last = false;
  while (const Element* transform = reader.Optional(kTransform)) {
    ASSIGN_OR_RETURN(const std::string algorithm, RequireAttribute(*transform, kAlgorithm));
    const bool is_xpath = algorithm == kXpathTransform || algorithm == kXpathFilter2;
    if (is_last) return Unsupported("Reference: transforms behind its canonicalization");
    if (is_xpath) {
      RETURN_IF_ERROR(ReadXpath(*transform, algorithm));
    } else if (algorithm == kEnvelopedSignature) {
      RETURN_IF_ERROR(ReadEmpty(*transform, {kAlgorithm}));
    } else {
      ASSIGN_OR_RETURN(parts.digested.form, ReadCanonicalization(*transform));
      is_last = true;
      continue;
    }
    parts.leaves_signature_out = true;
  }
  return reader.End();
}

std::string ValueOr(const std::string* value) { return value == nullptr ? "" : *value; }

absl::StatusOr<ReferenceParts> ReadReference(const Element& element) {
  ReferenceParts parts;
  ASSIGN_OR_RETURN(ElementReader reader, ElementReader::Of(element, {kId, kUri, kType}));
  const Element* transforms = reader.Optional(kTransforms);
  ASSIGN_OR_RETURN(const Element* method, reader.Require(kDigestMethod));
  ASSIGN_OR_RETURN(const Element* value, reader.Require(kDigestValue));
  RETURN_IF_ERROR(reader.End());
  parts.id = ValueOr(element.Get(kId));
  parts.type = ValueOr(element.Get(kType));
  // REQ: XMLDSig 1.1 §4.4.3.1 (a reference with no URI is whatever the application says; here:
  // refused)
  ASSIGN_OR_RETURN(parts.uri, RequireAttribute(element, kUri));
  if (transforms != nullptr) RETURN_IF_ERROR(ReadTransforms(*transforms, parts));
  ASSIGN_OR_RETURN(parts.digested.digest, ReadDigest(*method, *value));
  return parts;
}

struct SignedInfoParts {
  Canonicalization form;
  SignatureAlgorithm algorithm{};
  std::vector<ReferenceParts> references;
};

// What an algorithm that is not known has for parameters is not asked.
absl::StatusOr<SignatureAlgorithm> ReadSignatureMethod(const Element& method) {
  ASSIGN_OR_RETURN(const std::string uri, RequireAttribute(method, kAlgorithm));
  const std::optional<SignatureAlgorithm> algorithm = FindSignatureAlgorithm(uri);
  if (!algorithm.has_value()) {
    return Unsupported(absl::StrCat("SignatureMethod: ", AlgorithmInWords(uri),
                                    " is not RSA PKCS#1 v1.5, RSA-PSS without parameters or ECDSA, "
                                    "with SHA-1, SHA-256, SHA-384 or SHA-512"));
  }
  RETURN_IF_ERROR(ReadEmpty(method, {kAlgorithm}));
  return *algorithm;
}

absl::StatusOr<SignedInfoParts> ReadSignedInfo(const Element& element) {
  ASSIGN_OR_RETURN(ElementReader reader, ElementReader::Of(element, {kId}));
  ASSIGN_OR_RETURN(const Element* c14n, reader.Require(kCanonicalizationMethod));
  ASSIGN_OR_RETURN(const Element* method, reader.Require(kSignatureMethod));
  std::vector<const Element*> references(2);
  ASSIGN_OR_RETURN(references[0], reader.Require(kReference));
  ASSIGN_OR_RETURN(references[1], reader.Require(kReference));
  while (const Element* more = reader.Optional(kReference)) references.push_back(more);
  RETURN_IF_ERROR(reader.End());

  SignedInfoParts parts;
  ASSIGN_OR_RETURN(parts.form, ReadCanonicalization(*c14n));
  ASSIGN_OR_RETURN(parts.algorithm, ReadSignatureMethod(*method));
  for (const Element* reference : references) {
    ASSIGN_OR_RETURN(ReferenceParts read, ReadReference(*reference));
    parts.references.push_back(std::move(read));
  }
  return parts;
}

absl::Status ReadX509Data(const Element& data, std::vector<std::string>& certificates) {
  for (const ElementNode& node : data.children) {
    const auto* child = std::get_if<Element>(&node.value);
    if (child == nullptr || !child->Is(kX509Certificate)) continue;
    ASSIGN_OR_RETURN(std::string der, ReadWrappedBase64(*child, {}));
    certificates.push_back(std::move(der));
  }
  return absl::OkStatus();
}

// What else could name a key is left alone: the signature holds with the key of the certificate that
// the signed properties name, or it does not hold.
absl::StatusOr<std::vector<std::string>> ReadKeyInfo(const Element& element) {
  std::vector<std::string> certificates;
  for (const ElementNode& node : element.children) {
    const auto* child = std::get_if<Element>(&node.value);
    if (child == nullptr || !child->Is(kX509Data)) continue;
    RETURN_IF_ERROR(ReadX509Data(*child, certificates));
  }
  if (certificates.empty()) {
    return Unsupported("KeyInfo: holds no X509Certificate, so that nothing says whose key it is");
  }
  if (certificates.size() > kMaxSignatureCertificates) {
    return Unsupported(absl::StrCat("KeyInfo: ", certificates.size(), " certificates; at most ",
                                    kMaxSignatureCertificates, " are read"));
  }
  return certificates;
}

struct ObjectParts {
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
  return ObjectParts{properties, has_unsigned};
}

absl::StatusOr<ObjectParts> ReadObject(const Element& element, absl::string_view signature_id) {
  ASSIGN_OR_RETURN(ElementReader reader, ElementReader::Of(element, {kId}));
  for (const FormInfo& form : AllForms()) {
    const Element* properties = reader.Optional(form.Name(kQualifyingProperties));
    if (properties == nullptr) continue;
    RETURN_IF_ERROR(reader.End());
    return ReadQualifyingProperties(form, *properties, signature_id);
  }
  return Unsupported("Object: no QualifyingProperties of XAdES v1.3.2 or v1.2.2");
}

// Which of the references are to the document, to the signed properties and to KeyInfo.
class ReferenceSorter {
 public:
  ReferenceSorter(const std::vector<std::string>& root_ids, const Element& key_info,
                  std::string properties_id)
      : root_ids_(root_ids),
        key_info_id_(ValueOr(key_info.Get(kId))),
        properties_id_(std::move(properties_id)) {}

  absl::Status Sort(const std::vector<ReferenceParts>& references) {
    for (const ReferenceParts& reference : references) {
      const ReferenceParts** place = PlaceOf(reference.uri);
      if (place == nullptr) {
        is_other_ = true;
      } else if (*place != nullptr) {
        return NotWhole();
      } else {
        *place = &reference;
      }
    }
    if (document_ == nullptr) return NotWhole();
    if (properties_ == nullptr) {
      return Malformed(
          "SignedInfo: the second reference is not to the SignedProperties of the "
          "signature by its Id");
    }
    return is_other_ ? NotWhole() : absl::OkStatus();
  }

  const ReferenceParts& document() const { return *document_; }
  const ReferenceParts& properties() const { return *properties_; }
  const ReferenceParts* key_info() const { return key_info_; }

 private:
  // Null: to something else.
  const ReferenceParts** PlaceOf(absl::string_view uri) {
    if (uri.empty()) return &document_;
    if (!absl::ConsumePrefix(&uri, "#") || uri.empty()) return nullptr;
    if (uri == properties_id_) return &properties_;
    if (uri == key_info_id_) return &key_info_;
    const bool is_root = std::find(root_ids_.begin(), root_ids_.end(), uri) != root_ids_.end();
    return is_root ? &document_ : nullptr;
  }

  static absl::Status NotWhole() {
    return Unsupported(
        "SignedInfo: one reference must be to the whole document (URI=\"\", or the document "
        "element's Id), one to SignedProperties, and one may be to KeyInfo; a part of the "
        "document, or anything outside of it, is not verified");
  }

  const std::vector<std::string>& root_ids_;
  const std::string key_info_id_;
  const std::string properties_id_;
  const ReferenceParts* document_ = nullptr;
  const ReferenceParts* properties_ = nullptr;
  const ReferenceParts* key_info_ = nullptr;
  bool is_other_ = false;
};

// Producers write the version of XAdES, or another one, or none, into the Type, or leave it out: the
// element that the reference is to is known without it.
bool IsTypeOfProperties(absl::string_view type) {
  if (type.empty()) return true;
  return absl::StartsWith(type, kXadesNamespaces) && absl::EndsWith(type, kTypeOfProperties);
}

absl::Status CheckDocumentReference(const ReferenceParts& reference) {
  if (!reference.leaves_signature_out) {
    return Unsupported(
        "Reference to the document: its transforms do not leave the signature out "
        "(enveloped-signature)");
  }
  if (reference.type.empty()) return absl::OkStatus();
  return Unsupported("Reference to the document: has a Type");
}

absl::Status CheckPropertiesReference(const ReferenceParts& reference) {
  if (!IsTypeOfProperties(reference.type)) {
    return Malformed("Reference to SignedProperties: its Type is not that of XAdES");
  }
  if (!reference.leaves_signature_out) return absl::OkStatus();
  return Unsupported("Reference to SignedProperties: its transforms leave the signature out");
}

absl::Status TakeReferences(const std::vector<ReferenceParts>& references,
                            const std::vector<std::string>& root_ids, const Element& key_info,
                            const Element& properties, SignatureParts& parts) {
  ASSIGN_OR_RETURN(std::string id, RequireAttribute(properties, kId));
  ReferenceSorter sorted(root_ids, key_info, std::move(id));
  RETURN_IF_ERROR(sorted.Sort(references));
  RETURN_IF_ERROR(CheckDocumentReference(sorted.document()));
  RETURN_IF_ERROR(CheckPropertiesReference(sorted.properties()));
  parts.document_reference_id = sorted.document().id;
  parts.root_only = !sorted.document().uri.empty();
  parts.document = sorted.document().digested;
  parts.properties = sorted.properties().digested;
  if (sorted.key_info() == nullptr) return absl::OkStatus();
  if (sorted.key_info()->leaves_signature_out) {
    return Unsupported("Reference to KeyInfo: its transforms leave the signature out");
  }
  parts.key_info_reference = sorted.key_info()->digested;
  return absl::OkStatus();
}

bool Holds(const Element& element, const ElementName& name) {
  return std::any_of(element.children.begin(), element.children.end(),
                     [&name](const ElementNode& node) {
                       const auto* child = std::get_if<Element>(&node.value);
                       return child != nullptr && child->Is(name);
                     });
}

// The one Object of the signature: in others might stand anything.
absl::StatusOr<const Element*> RequireOnlyObject(ElementReader& reader) {
  ASSIGN_OR_RETURN(const Element* object, reader.Require(kObject));
  if (reader.Optional(kObject) == nullptr) return object;
  return Unsupported("Signature: several Object elements; one, with XAdES properties, is read");
}

}  // namespace

absl::StatusOr<DigestParts> ReadDigest(const Element& method, const Element& value) {
  ASSIGN_OR_RETURN(const std::string uri, RequireAttribute(method, kAlgorithm));
  const HashInfo* hash = FindHashByDigestUri(uri);
  if (hash == nullptr) {
    return Unsupported(absl::StrCat("DigestMethod: ", AlgorithmInWords(uri),
                                    " is not SHA-1, SHA-256, SHA-384 or SHA-512"));
  }
  RETURN_IF_ERROR(ReadEmpty(method, {kAlgorithm}));
  ASSIGN_OR_RETURN(const std::string text, ReadText(value));
  std::optional<std::string> digest = DecodeWrappedBase64(text);
  if (!digest.has_value() || digest->size() != hash->size) {
    return Malformed("DigestValue: not base64 of a digest of its algorithm's length");
  }
  return DigestParts{hash, *std::move(digest)};
}

absl::StatusOr<SignatureParts> ReadSignature(const FoundSignature& found) {
  const Element& signature = found.element;
  ASSIGN_OR_RETURN(ElementReader reader, ElementReader::Of(signature, {kId}));
  SignatureParts parts;
  ASSIGN_OR_RETURN(parts.signed_info, reader.Require(kSignedInfo));
  ASSIGN_OR_RETURN(const Element* value, reader.Require(kSignatureValue));
  if (!Holds(signature, kKeyInfo)) return Unsupported("Signature: no KeyInfo");
  ASSIGN_OR_RETURN(parts.key_info, reader.Require(kKeyInfo));
  ASSIGN_OR_RETURN(const Element* object, RequireOnlyObject(reader));
  RETURN_IF_ERROR(reader.End());
  ASSIGN_OR_RETURN(const std::string id, RequireAttribute(signature, kId));

  ASSIGN_OR_RETURN(const SignedInfoParts info, ReadSignedInfo(*parts.signed_info));
  ASSIGN_OR_RETURN(const ObjectParts object_parts, ReadObject(*object, id));
  parts.signed_properties = object_parts.signed_properties;
  parts.has_unsigned_properties = object_parts.has_unsigned_properties;
  parts.signed_info_form = info.form;
  parts.algorithm = info.algorithm;
  RETURN_IF_ERROR(TakeReferences(info.references, found.root_ids, *parts.key_info,
                                 *parts.signed_properties, parts));
  ASSIGN_OR_RETURN(parts.signature_value, ReadWrappedBase64(*value, {kId}));
  ASSIGN_OR_RETURN(parts.certificates, ReadKeyInfo(*parts.key_info));
  return parts;
}

}  // namespace paraphe::xades

#include "xades/signature_builder.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

#include "common/errors.h"
#include "common/hash.h"
#include "common/status_macros.h"
#include "pki/rsa_key.h"
#include "xades/forms.h"
#include "xades/pkcs1.h"
#include "xades/signature_elements.h"
#include "xades/signature_ids.h"
#include "xades/signed_properties.h"

namespace paraphe::xades {
namespace {

absl::Status CheckInsertion(absl::string_view document, size_t offset) {
  if (offset < document.size() && absl::StartsWith(document.substr(offset), "</")) {
    return absl::OkStatus();
  }
  return MakeError(v1::INTERNAL, "the facts given are not those of the document");
}

absl::Status CheckCertificate(const Certificate& certificate,
                              const v1::SignedAttributes& attributes) {
  if (certificate.der() != attributes.certificate()) {
    return MakeError(v1::INTERNAL, "the certificate given is not that of the attributes");
  }
  return CheckSignerKey(certificate);
}

// The ids depend on everything that is signed, and so on the properties written with no ids at all.
absl::StatusOr<SignatureIds> ChooseIds(const FormInfo& form, const v1::SignedAttributes& attributes,
                                       const Certificate& certificate,
                                       absl::string_view document_digest,
                                       const std::vector<std::string>& taken) {
  ASSIGN_OR_RETURN(const Element properties,
                   BuildSignedProperties(form, attributes, certificate, {}));
  return DeriveIds(absl::StrCat(document_digest, ApexCanonical(properties)), taken);
}

}  // namespace

absl::StatusOr<SignaturePlan> SignaturePlan::Create(absl::string_view document,
                                                    const xml::DocumentFacts& facts,
                                                    const v1::SignedAttributes& attributes,
                                                    const Certificate& certificate) {
  RETURN_IF_ERROR(CheckInsertion(document, facts.insertion_offset));
  RETURN_IF_ERROR(CheckSignedAttributes(attributes));
  ASSIGN_OR_RETURN(const std::string digest, ComputeHash(attributes.hash_algorithm(), document));
  return CreateFromDigest(digest, facts, attributes, certificate);
}

absl::StatusOr<SignaturePlan> SignaturePlan::CreateFromDigest(
    absl::string_view document_digest, const xml::DocumentFacts& facts,
    const v1::SignedAttributes& attributes, const Certificate& certificate) {
  RETURN_IF_ERROR(CheckSignedAttributes(attributes));
  RETURN_IF_ERROR(CheckCertificate(certificate, attributes));
  const FormInfo& form = *FindForm(attributes.form());
  const HashInfo& hash = *FindHash(attributes.hash_algorithm());
  if (document_digest.size() != hash.size) {
    return MakeError(v1::INTERNAL, "the document's digest is not one of the signature's algorithm");
  }

  SignaturePlan plan;
  plan.hash_algorithm_ = hash.algorithm;
  plan.root_namespaces_ = facts.root_namespaces;
  plan.signature_bytes_ = RsaModulus(certificate).size();
  plan.insertion_offset_ = facts.insertion_offset;

  // REQ: SIG-1 (canonical already: the document's bytes are what its reference digests)
  plan.document_digest_ = std::string(document_digest);
  ASSIGN_OR_RETURN(const SignatureIds ids,
                   ChooseIds(form, attributes, certificate, plan.document_digest_, facts.ids));
  ASSIGN_OR_RETURN(Element properties, BuildSignedProperties(form, attributes, certificate, ids));
  plan.signed_properties_ = ApexCanonical(properties);
  ASSIGN_OR_RETURN(plan.signed_properties_digest_,
                   ComputeHash(hash.algorithm, plan.signed_properties_));

  Element info =
      BuildSignedInfo(form, hash, ids, plan.document_digest_, plan.signed_properties_digest_);
  plan.signed_info_ = ApexCanonical(info);
  ASSIGN_OR_RETURN(plan.signed_info_digest_, ComputeHash(hash.algorithm, plan.signed_info_));
  ASSIGN_OR_RETURN(plan.digest_info_, EncodeDigestInfo(hash.algorithm, plan.signed_info_digest_));

  plan.signature_ =
      BuildSignature(form, ids, std::move(info), certificate.der(), std::move(properties));
  return plan;
}

absl::StatusOr<std::string> SignaturePlan::Assemble(std::string document,
                                                    absl::string_view signature_value) const {
  RETURN_IF_ERROR(CheckInsertion(document, insertion_offset_));
  if (signature_value.size() != signature_bytes_) {
    return MakeError(v1::DEVICE_SIGNATURE_INVALID,
                     absl::StrCat("the signature has ", signature_value.size(),
                                  " bytes, the modulus of the key ", signature_bytes_));
  }
  Element signature = signature_;
  SetSignatureValue(signature_value, signature);
  std::string written;
  WriteExclusiveCanonical(signature, root_namespaces_, &written);
  document.insert(insertion_offset_, written);
  return document;
}

}  // namespace paraphe::xades

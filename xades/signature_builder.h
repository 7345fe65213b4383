// Formats the enveloped XAdES signature of a document: what must be signed, and the signed document
// once the device has signed. Pure: the same document and attributes give the same bytes on every
// machine, so that server and agent each derive them (PRES-8) and any replica can finish a session.
// Nothing here reads a clock, a random source, a file or the network.
//
//   ASSIGN_OR_RETURN(SignaturePlan plan,
//                    SignaturePlan::Create(document, facts, attributes, certificate));
//   ... the device signs plan.digest_info() with CKM_RSA_PKCS ...
//   ASSIGN_OR_RETURN(std::string signed_document, plan.Assemble(std::move(document), signature_value));
//
// REQ: SIG-1, SIG-2, SIG-3, SIG-4, SIG-5, SIG-6, EXP-3; ETSI EN 319 132-1 §6.3; ETSI TS 101 903
#ifndef PARAPHE_XADES_SIGNATURE_BUILDER_H_
#define PARAPHE_XADES_SIGNATURE_BUILDER_H_

#include <cstddef>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "document/document_facts.h"
#include "paraphe/v1/attributes.pb.h"
#include "pki/certificate.h"
#include "xades/element.h"

namespace paraphe::xades {

// Everything of one signature but the signature value. Owns its strings; does not keep the
// document. Copyable. Thread-safe as far as const goes.
class SignaturePlan {
 public:
  // `document` must have passed intake (it is canonical: its bytes are what the first reference
  // digests), `facts` must be its facts, and `certificate` the one in `attributes`.
  // Errors:
  //   ATTRIBUTE_INVALID      a value is missing, out of bounds, not XML text, or not of the form
  //   ALGORITHM_NOT_ALLOWED  no hash algorithm, or an unknown one (SHA-1 is the policy's concern)
  //   CERTIFICATE_REFUSED    see pki/rsa_key.h CheckSignerKey
  //   INTERNAL               the facts are not the document's, the certificate not the attributes'
  static absl::StatusOr<SignaturePlan> Create(absl::string_view document,
                                              const xml::DocumentFacts& facts,
                                              const v1::SignedAttributes& attributes,
                                              const Certificate& certificate);

  // The same without the document: its raw digest under attributes.hash_algorithm() stands for it.
  // Wrong facts are then found by Assemble only.
  // Errors: as above, and
  //   INTERNAL  a digest that has not the algorithm's length
  static absl::StatusOr<SignaturePlan> CreateFromDigest(absl::string_view document_digest,
                                                        const xml::DocumentFacts& facts,
                                                        const v1::SignedAttributes& attributes,
                                                        const Certificate& certificate);

  v1::HashAlgorithm hash_algorithm() const { return hash_algorithm_; }

  // The DigestValue of the document's reference, raw.
  const std::string& document_digest() const { return document_digest_; }

  // xades:SignedProperties in exclusive canonical form, as its reference digests it; and that
  // digest, raw.
  const std::string& signed_properties() const { return signed_properties_; }
  const std::string& signed_properties_digest() const { return signed_properties_digest_; }

  // ds:SignedInfo in exclusive canonical form: the bytes that are signed (the DTBS of FS §2.2.2.6);
  // and their digest, raw.
  const std::string& signed_info() const { return signed_info_; }
  const std::string& signed_info_digest() const { return signed_info_digest_; }

  // The DER DigestInfo of that digest: what the device pads and signs (SIG-4, RFC 8017 §9.2).
  const std::string& digest_info() const { return digest_info_; }

  // The document with the signature as the last child of its document element, canonical again. A string that is handed
  // over, and has room for the signature, is not copied.
  // `signature_value` is what the device returned, already checked with CheckDeviceSignature: only
  // its length is looked at here. Whether the document is the one that the plan was made for is for Verify to say, whose
  // hash of the result says it anyway: nothing is exported unverified.
  // Errors:
  //   DEVICE_SIGNATURE_INVALID  the signature has not the length of the key's modulus
  //   INTERNAL                  the document or its facts are not those that the plan was made for, seen from the place
  //                             of the signature
  absl::StatusOr<std::string> Assemble(std::string document,
                                       absl::string_view signature_value) const;

 private:
  SignaturePlan() = default;

  v1::HashAlgorithm hash_algorithm_ = v1::HASH_ALGORITHM_UNSPECIFIED;
  std::string document_digest_;
  std::string signed_properties_;
  std::string signed_properties_digest_;
  std::string signed_info_;
  std::string signed_info_digest_;
  std::string digest_info_;

  Element signature_;               // ds:Signature, whole but for the text of ds:SignatureValue
  NamespaceScope root_namespaces_;  // what the document element declares around it
  size_t signature_bytes_ = 0;      // length of the device's signature: that of the modulus
  size_t insertion_offset_ = 0;     // where ds:Signature goes
};

}  // namespace paraphe::xades

#endif  // PARAPHE_XADES_SIGNATURE_BUILDER_H_

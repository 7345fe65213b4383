// What the verifier found in a signed document: what was signed, and whether each part of the proof
// holds.
#ifndef PARAPHE_XADES_VERIFICATION_REPORT_H_
#define PARAPHE_XADES_VERIFICATION_REPORT_H_

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"

#include "paraphe/v1/attributes.pb.h"
#include "paraphe/v1/certificate.pb.h"
#include "pki/certificate.h"

namespace paraphe::xades {

enum class Verdict { kNotChecked, kValid, kInvalid };

// One part of the proof, judged by itself. `words`: one line in English, why; never document
// content.
struct Finding {
  Verdict verdict = Verdict::kNotChecked;
  std::string words;

  bool valid() const { return verdict == Verdict::kValid; }
  bool invalid() const { return verdict == Verdict::kInvalid; }
};

// What the signer committed to by signing.
struct SignedCommitment {
  std::string identifier;
  std::string description;  // the signer's own words; usually empty
};

// What SignedProperties says. Claims of the signer: as true as valid() and the signer are.
struct SignedClaims {
  std::optional<absl::Time> signing_time;
  std::optional<v1::Place> place;
  std::vector<std::string> roles;
  std::optional<v1::PolicyReference> policy;
  bool policy_implied = false;  // SignaturePolicyImplied: the signer names no policy text
  std::vector<SignedCommitment> commitments;
  std::string mime_type;
};

struct VerificationReport {
  v1::SignatureForm form = v1::SIGNATURE_FORM_UNSPECIFIED;
  v1::HashAlgorithm hash_algorithm = v1::HASH_ALGORITHM_UNSPECIFIED;
  std::optional<Certificate> signer;  // in ds:KeyInfo; set in every report of the verifier
  SignedClaims claims;

  Finding signature_value;     // ds:SignatureValue over ds:SignedInfo, with the signer's key
  Finding document_reference;  // the digest of the document without the signature
  Finding signed_properties_reference;    // the digest of SignedProperties
  Finding signing_certificate_reference;  // SignedProperties names the certificate of ds:KeyInfo
  Finding algorithms;  // invalid where a broken algorithm (SHA-1) was used and is not allowed
  // The signer's certificate and its path to a trusted CA, judged by FindSignerFaults
  // (pki/signer_faults.h); kNotChecked where no CA was given.
  Finding certificate_path;
  std::set<v1::CertificateFault> certificate_faults;  // why certificate_path is invalid
  Finding expected_certificate;                       // kNotChecked where none was expected
  Finding expected_original;                          // kNotChecked where none was expected
  bool has_unsigned_properties = false;  // timestamps and the like: present, and not checked

  // Every part of the proof was checked and holds; the certificate path and the expectations hold
  // or were not asked for. Whoever relies on who signed must look at certificate_path as well.
  bool valid() const;

  // The words of the first finding that is invalid; empty where valid().
  std::string fault() const;
};

// A finding with the name that people and programs know it by, in the order of the report.
struct NamedFinding {
  const char* name;  // "signature_value", ...
  const Finding* finding;
};
std::vector<NamedFinding> FindingsOf(const VerificationReport& report);

// OK where report.valid(); else SIGNATURE_INVALID with the words of every finding that is invalid.
absl::Status RequireValid(const VerificationReport& report);

}  // namespace paraphe::xades

#endif  // PARAPHE_XADES_VERIFICATION_REPORT_H_

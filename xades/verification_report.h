// What the verifier found in a signed document: what was signed, and whether each part of the proof
// holds.
#ifndef PARAPHE_XADES_VERIFICATION_REPORT_H_
#define PARAPHE_XADES_VERIFICATION_REPORT_H_

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

#include "paraphe/v1/attributes.pb.h"
#include "paraphe/v1/certificate.pb.h"
#include "pki/certificate.h"

namespace paraphe::xades {

// kIndeterminate: nothing contradicts the part, but it could not be judged, or not to the end.
enum class Verdict { kNotChecked, kValid, kInvalid, kIndeterminate };

// Why a part does not hold, or was not judged to the end, by the nearest sub-indication of a
// validation report; none for a part that holds.
//
// REQ: ETSI EN 319 102-1 §5.1.3 tables 5 and 6
inline constexpr char kFormatFailure[] = "FORMAT_FAILURE";
inline constexpr char kHashFailure[] = "HASH_FAILURE";
inline constexpr char kSignatureFailure[] = "SIG_CRYPTO_FAILURE";
inline constexpr char kSignatureConstraints[] = "SIG_CONSTRAINTS_FAILURE";
inline constexpr char kWeakAlgorithm[] = "CRYPTO_CONSTRAINTS_FAILURE";
inline constexpr char kNoPath[] = "NO_CERTIFICATE_CHAIN_FOUND";
inline constexpr char kPathConstraints[] = "CHAIN_CONSTRAINTS_FAILURE";
inline constexpr char kPathFailure[] = "CERTIFICATE_CHAIN_GENERAL_FAILURE";
inline constexpr char kOutOfTime[] = "OUT_OF_BOUNDS_NO_POE";

// One part of the proof, judged by itself. `words`: one line in English, why; never document
// content.
struct Finding {
  Verdict verdict = Verdict::kNotChecked;
  std::string words;
  std::string reason;  // one of those above; empty where the part holds or was not looked at

  bool valid() const { return verdict == Verdict::kValid; }
  bool invalid() const { return verdict == Verdict::kInvalid; }
  bool indeterminate() const { return verdict == Verdict::kIndeterminate; }
};

// kValid with `words` where it holds; else kInvalid with `fault` and `reason`.
Finding Judge(bool holds, absl::string_view words, absl::string_view fault,
              absl::string_view reason);

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
  std::string data_description;  // of the document; usually empty
  std::string data_encoding;     // of the document; usually empty
};

struct VerificationReport {
  v1::SignatureForm form = v1::SIGNATURE_FORM_UNSPECIFIED;
  v1::HashAlgorithm hash_algorithm = v1::HASH_ALGORITHM_UNSPECIFIED;  // of the signature
  // The certificate of ds:KeyInfo that the signed properties name; set in every report of the
  // verifier.
  std::optional<Certificate> signer;
  SignedClaims claims;

  Finding document_reference;           // the digest of the document without the signature
  Finding signed_properties_reference;  // the digest of SignedProperties
  Finding key_info_reference;  // the digest of ds:KeyInfo; kNotChecked where it is not signed
  Finding signature_value;     // ds:SignatureValue over ds:SignedInfo, with the signer's key
  Finding signing_certificate_reference;  // SignedProperties names the certificate of ds:KeyInfo
  Finding algorithms;  // invalid where a broken algorithm (SHA-1) was used and is not allowed
  // The signer's certificate and its path to a trusted CA (certificate_finding.h); kNotChecked where
  // that was not asked.
  Finding certificate_path;
  std::set<v1::CertificateFault> certificate_faults;  // why certificate_path is not valid
  Finding expected_certificate;                       // kNotChecked where none was expected
  Finding expected_original;                          // kNotChecked where none was expected
  bool has_unsigned_properties = false;  // timestamps and the like: present, and not checked

  // Every part of the proof was checked and holds; the certificate path, KeyInfo's digest and the
  // expectations hold or were not asked for. Whoever relies on who signed must look at certificate_path as well.
  bool valid() const;

  // kValid where valid(); kInvalid where a part does not hold; else kIndeterminate.
  Verdict verdict() const;

  // What decides the verdict: the first finding that is invalid, else the first that is
  // indeterminate or missing; null where valid().
  const Finding* decisive() const;

  // The words of decisive(); empty where valid().
  std::string fault() const;
};

// A finding with the name that people and programs know it by, in the order of the report.
struct NamedFinding {
  const char* name;  // "signature_value", ...
  const Finding* finding;
};
std::vector<NamedFinding> FindingsOf(const VerificationReport& report);

// OK where report.valid(); else the words of every finding that speaks against it.
// Errors:
//   SIGNATURE_INVALID        a part does not hold
//   SIGNATURE_INDETERMINATE  nothing contradicts the signature, and not all of it could be judged
absl::Status RequireValid(const VerificationReport& report);

}  // namespace paraphe::xades

#endif  // PARAPHE_XADES_VERIFICATION_REPORT_H_

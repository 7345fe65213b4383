// The most of each thing that Paraphe accepts, each bound once. The comments of proto/ state them
// where they bind callers and those who write files. What bounds one algorithm only stands there.
#ifndef PARAPHE_COMMON_BOUNDS_H_
#define PARAPHE_COMMON_BOUNDS_H_

#include <cstddef>
#include <cstdint>

namespace paraphe {

// Names of applications, policies and tables; ASCII.
inline constexpr size_t kMaxNameCharacters = 64;
inline constexpr size_t kMaxIdempotencyKeyBytes = 64;

// Texts that people read, in characters of UTF-8.
inline constexpr size_t kMaxRoleCharacters = 256;
inline constexpr size_t kMaxPlaceCharacters = 256;  // each part of a place
// Why a session is aborted. In UTF-8 at most four times as many bytes.
inline constexpr size_t kMaxReasonCharacters = 256;
inline constexpr size_t kMaxDescriptionCharacters = 1024;  // of a policy
inline constexpr size_t kMaxApplicationDescriptionCharacters = 256;
inline constexpr size_t kMaxUriCharacters = 2048;  // identifiers and URLs
inline constexpr size_t kMaxMimeTypeCharacters = 127;

// Certificates that a policy in a call trusts.
inline constexpr size_t kMaxInlineCas = 64;

// Certificates that an agent offers.
inline constexpr size_t kMaxCertificates = 64;
// Certificates that come with a signature, the signer's among them.
inline constexpr size_t kMaxSignatureCertificates = 32;
inline constexpr size_t kMaxCertificateBytes = size_t{64} << 10;

// Certification paths: CAs above a signer, CAs of one name that are tried for one certificate, and
// signatures that are checked to find the CAs of all certificates of one call.
inline constexpr size_t kMaxPathCas = 16;
inline constexpr size_t kMaxIssuersTried = 16;
inline constexpr size_t kMaxIssuerSignatures = 512;

// What is taken from a device: more than any card or token holds, so that a module that never stops
// answering takes neither the memory nor the time of its user.
inline constexpr size_t kMaxDeviceSlots = 1024;
inline constexpr size_t kMaxDeviceObjects = 16384;                      // of one kind
inline constexpr size_t kMaxDeviceCertificateBytes = size_t{64} << 20;  // of one token, in all

// Documents: what a configuration may ask for, and what command lines take.
inline constexpr size_t kMaxDocumentBytes = size_t{1} << 30;

// Files.
// Configurations and policies, those in calls too.
inline constexpr size_t kMaxConfigBytes = size_t{1} << 20;
inline constexpr size_t kMaxPolicyTextBytes = size_t{16} << 20;  // the full text of a policy
inline constexpr size_t kMaxTableBytes = size_t{4} << 20;
inline constexpr size_t kMaxInlineTableBytes = size_t{1} << 20;  // a table in a call
inline constexpr size_t kMaxPemBytes = size_t{1} << 20;          // certificates and keys

// PINs, in bytes; no card takes as many.
inline constexpr size_t kMaxPinBytes = 256;

// Secrets: tickets and tokens, 256 bits as base64url without padding (RFC 4648 §5).
inline constexpr size_t kSecretBytes = 32;
inline constexpr size_t kSecretCharacters = 43;

}  // namespace paraphe

#endif  // PARAPHE_COMMON_BOUNDS_H_

#include "policy/policy_file.h"

#include <filesystem>
#include <string>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"

#include "common/bounds.h"
#include "common/errors.h"
#include "common/file.h"
#include "common/hash.h"
#include "common/status_macros.h"
#include "common/text_file.h"
#include "pki/pem.h"
#include "pki/trust_anchors.h"
#include "policy/policy_rules.h"

namespace paraphe {
namespace {

// REQ: style rule "enum zero is always rejected": who writes it means something, and we do not know
// what.
void AddFaultsOfUnspecified(const v1::Policy& policy, TextFile& file) {
  constexpr char kNoChoice[] = "not a choice; name one, or leave the field out";
  if (policy.hash_algorithm() == v1::HASH_ALGORITHM_UNSPECIFIED &&
      file.IsWritten({{"hash_algorithm"}})) {
    file.AddFault({{"hash_algorithm"}}, kNoChoice);
  }
  if (policy.form() == v1::SIGNATURE_FORM_UNSPECIFIED && file.IsWritten({{"form"}})) {
    file.AddFault({{"form"}}, kNoChoice);
  }
}

// The certificates of one file, as PEM without anything between the blocks. `words` says what is
// wrong.
std::string LoadCaFile(const std::string& path, const BesideReader& read, std::string& words) {
  const absl::StatusOr<std::string> pem = read(path, kMaxPemBytes);
  const absl::StatusOr<std::vector<Certificate>> cas =
      pem.ok() ? ParseCas(*pem) : absl::StatusOr<std::vector<Certificate>>(pem.status());
  words = std::string(cas.status().message());
  return cas.ok() ? WritePemCertificates(*cas) : "";
}

void LoadCaFiles(const std::string& file_name, const BesideReader& read, v1::Policy& policy,
                 TextFile& file) {
  for (int i = 0; i < policy.trusted_ca_files_size(); ++i) {
    if (policy.trusted_ca_files(i).empty()) continue;
    std::string words;
    std::string pem = LoadCaFile(ResolveBeside(file_name, policy.trusted_ca_files(i)), read, words);
    file.AddFaultUnlessEmpty({{"trusted_ca_files", i}}, words);
    if (words.empty()) policy.add_trusted_ca_pem(std::move(pem));
  }
}

// `words` says what is wrong: the text cannot be read, or the digest that is given is not its own.
void ProveDigest(const std::string& path, const BesideReader& read, v1::Policy& policy,
                 std::string& words) {
  const absl::StatusOr<std::string> text = read(path, kMaxPolicyTextBytes);
  if (!text.ok() || text->empty()) {
    words = text.ok() ? absl::StrCat(path, ": the file is empty")
                      : std::string(text.status().message());
    return;
  }
  const v1::Digest given = Normalize(policy).digest();
  const absl::StatusOr<RawDigest> raw = FromDigest(given);
  const v1::HashAlgorithm algorithm = raw.ok() ? raw->algorithm : v1::SHA256;
  const absl::StatusOr<std::string> hash = ComputeHash(algorithm, *text);
  const absl::StatusOr<v1::Digest> actual = hash.ok() ? ToDigest(algorithm, *hash) : hash.status();
  if (!actual.ok()) {
    words = std::string(actual.status().message());
  } else if (!raw.ok()) {
    *policy.mutable_digest() = *actual;
  } else if (!SameDigest(given, *actual)) {
    words = absl::StrCat("the text of ", path, " has the digest ", DigestText(*actual),
                         ", and the policy says ", DigestText(given),
                         "; give the text that was published, or a new identifier");
  }
}

// REQ: POL-8
void LoadText(const std::string& file_name, const BesideReader& read, v1::Policy& policy,
              TextFile& file) {
  if (policy.text_file().empty()) return;
  std::string words;
  ProveDigest(ResolveBeside(file_name, policy.text_file()), read, policy, words);
  file.AddFaultUnlessEmpty({{"text_file"}}, words);
}

void CheckPolicy(const std::string& file_name, const BesideReader& read, v1::Policy& policy,
                 TextFile& file) {
  for (const PolicyFault& fault : FindPolicyFaults(policy, PolicyOrigin::kFile)) {
    file.AddFault(fault.path, fault.message);
  }
  AddFaultsOfUnspecified(policy, file);
  LoadCaFiles(file_name, read, policy, file);
  LoadText(file_name, read, policy, file);
}

}  // namespace

absl::StatusOr<std::string> ReadBeside(const std::string& path, size_t limit) {
  std::error_code error;
  const auto kind = std::filesystem::status(path, error).type();
  if (kind != std::filesystem::file_type::regular &&
      kind != std::filesystem::file_type::not_found && !error) {
    return MakeError(v1::FILE_UNREADABLE,
                     absl::StrCat(path, ": is no regular file; name the file itself"));
  }
  return ReadFile(path, limit);
}

// REQ: POL-1
absl::StatusOr<v1::Policy> ParsePolicy(absl::string_view text, const std::string& file_name,
                                       const BesideReader& read) {
  v1::Policy policy;
  RETURN_IF_ERROR(ParseTextFile(text, file_name, v1::POLICY_INVALID, policy, [&](TextFile& file) {
    CheckPolicy(file_name, read, policy, file);
  }));
  policy.clear_trusted_ca_files();
  return policy;
}

absl::StatusOr<v1::Policy> ReadPolicy(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string text, ReadFile(path, kMaxConfigBytes));
  return ParsePolicy(text, path);
}

}  // namespace paraphe

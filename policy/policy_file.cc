#include "policy/policy_file.h"

#include <string>
#include <utility>

#include "common/bounds.h"
#include "common/errors.h"
#include "common/file.h"
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
std::string LoadCaFile(const std::string& path, const CaFileReader& read, std::string& words) {
  const absl::StatusOr<std::string> pem = read(path);
  const absl::StatusOr<std::vector<Certificate>> cas =
      pem.ok() ? ParseCas(*pem) : absl::StatusOr<std::vector<Certificate>>(pem.status());
  words = std::string(cas.status().message());
  return cas.ok() ? WritePemCertificates(*cas) : "";
}

void LoadCaFiles(const std::string& file_name, const CaFileReader& read, v1::Policy& policy,
                 TextFile& file) {
  for (int i = 0; i < policy.trusted_ca_files_size(); ++i) {
    if (policy.trusted_ca_files(i).empty()) continue;
    std::string words;
    std::string pem = LoadCaFile(ResolveBeside(file_name, policy.trusted_ca_files(i)), read, words);
    file.AddFaultUnlessEmpty({{"trusted_ca_files", i}}, words);
    if (words.empty()) policy.add_trusted_ca_pem(std::move(pem));
  }
}

void CheckPolicy(const std::string& file_name, const CaFileReader& read, v1::Policy& policy,
                 TextFile& file) {
  for (const PolicyFault& fault : FindPolicyFaults(policy, PolicyOrigin::kFile)) {
    file.AddFault(fault.path, fault.message);
  }
  AddFaultsOfUnspecified(policy, file);
  LoadCaFiles(file_name, read, policy, file);
}

}  // namespace

absl::StatusOr<std::string> ReadCaFile(const std::string& path) {
  return ReadFile(path, kMaxPemBytes);
}

// REQ: POL-1
absl::StatusOr<v1::Policy> ParsePolicy(absl::string_view text, const std::string& file_name,
                                       const CaFileReader& read_ca_file) {
  v1::Policy policy;
  RETURN_IF_ERROR(ParseTextFile(text, file_name, v1::POLICY_INVALID, policy, [&](TextFile& file) {
    CheckPolicy(file_name, read_ca_file, policy, file);
  }));
  policy.clear_trusted_ca_files();
  return policy;
}

absl::StatusOr<v1::Policy> ReadPolicy(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string text, ReadFile(path, kMaxConfigBytes));
  return ParsePolicy(text, path);
}

}  // namespace paraphe

#include "policy/policy_file.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"

#include "common/bounds.h"
#include "common/errors.h"
#include "common/file.h"
#include "common/status_macros.h"
#include "common/text_proto.h"
#include "pki/trust_anchors.h"
#include "policy/policy_rules.h"

namespace paraphe {
namespace {

using google::protobuf::Message;
using google::protobuf::TextFormat;

// A field and the message that it belongs to, with that message's places in the text.
struct Site {
  const TextFormat::ParseInfoTree* tree = nullptr;
  const Message* message = nullptr;
  FieldStep step;
};

const Message* Submessage(const Message& message, const FieldStep& step) {
  const auto* field = message.GetDescriptor()->FindFieldByName(step.field);
  const auto* reflection = message.GetReflection();
  if (field->is_repeated()) return &reflection->GetRepeatedMessage(message, field, step.index);
  return &reflection->GetMessage(message, field);
}

// The last field on the path that the text has: a field that is missing is blamed on the message
// that lacks it, and on the file where that is the policy itself. Of a list in brackets, the text
// knows its first value's place only.
Site FindSite(const TextProto& text, const v1::Policy& policy, const std::vector<FieldStep>& path) {
  Site site{nullptr, &policy, path.front()};
  for (size_t i = 1; i < path.size(); ++i) {
    if (!text.IsWritten(site.tree, *site.message, site.step.field, 0)) break;
    const auto* tree = text.Nested(site.tree, *site.message, site.step.field, site.step.index);
    const Message* message = Submessage(*site.message, site.step);
    if (!text.IsWritten(tree, *message, path[i].field, 0)) break;
    site = {tree, message, path[i]};
  }
  if (!text.IsWritten(site.tree, *site.message, site.step.field, site.step.index)) {
    site.step.index = 0;
  }
  return site;
}

void AddFault(const v1::Policy& policy, const PolicyFault& fault, TextProto& text) {
  const Site site = FindSite(text, policy, fault.path);
  text.AddFault(site.tree, *site.message, site.step.field, site.step.index,
                absl::StrCat(PathText(fault.path), ": ", fault.words));
}

// REQ: style rule "enum zero is always rejected": who writes it means something, and we do not know
// what.
void AddFaultsOfUnspecified(const v1::Policy& policy, TextProto& text) {
  const struct {
    const char* field;
    bool unspecified;
  } enums[] = {
      {"hash_algorithm", policy.hash_algorithm() == v1::HASH_ALGORITHM_UNSPECIFIED},
      {"form", policy.form() == v1::SIGNATURE_FORM_UNSPECIFIED},
  };
  for (const auto& one : enums) {
    if (!one.unspecified || !text.IsWritten(nullptr, policy, one.field, 0)) continue;
    AddFault(policy, {{{one.field}}, "not a choice; name one, or leave the field out"}, text);
  }
}

// The certificates of one file, as PEM without anything between the blocks. `words` says what is
// wrong.
std::string LoadCaFile(const std::string& path, const CaFileReader& read, std::string& words) {
  const absl::StatusOr<std::string> pem = read(path);
  words = pem.ok() ? FaultOfCaPem(*pem) : std::string(pem.status().message());
  return words.empty() ? WritePemCertificates(*ParsePemCertificates(*pem)) : "";
}

void LoadCaFiles(const std::string& file_name, const CaFileReader& read, v1::Policy& policy,
                 TextProto& text) {
  for (int i = 0; i < policy.trusted_ca_files_size(); ++i) {
    if (policy.trusted_ca_files(i).empty()) continue;
    std::string words;
    std::string pem = LoadCaFile(ResolveBeside(file_name, policy.trusted_ca_files(i)), read, words);
    if (words.empty()) {
      policy.add_trusted_ca_pem(std::move(pem));
    } else {
      AddFault(policy, {{{"trusted_ca_files", i}}, words}, text);
    }
  }
}

}  // namespace

absl::StatusOr<std::string> ReadCaFile(const std::string& path) {
  return ReadFile(path, kMaxPemBytes);
}

// REQ: POL-1
absl::StatusOr<v1::Policy> ParsePolicy(absl::string_view text, const std::string& file_name,
                                       const CaFileReader& read_ca_file) {
  v1::Policy policy;
  TextProto parsed;
  parsed.Parse(text, policy);
  if (!parsed.readable()) return parsed.ToStatus(v1::POLICY_INVALID, file_name);
  for (const PolicyFault& fault : FindPolicyFaults(policy, PolicyOrigin::kFile)) {
    AddFault(policy, fault, parsed);
  }
  AddFaultsOfUnspecified(policy, parsed);
  LoadCaFiles(file_name, read_ca_file, policy, parsed);
  RETURN_IF_ERROR(parsed.ToStatus(v1::POLICY_INVALID, file_name));
  policy.clear_trusted_ca_files();
  return policy;
}

absl::StatusOr<v1::Policy> ReadPolicy(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string text, ReadFile(path, kMaxConfigBytes));
  return ParsePolicy(text, path);
}

}  // namespace paraphe

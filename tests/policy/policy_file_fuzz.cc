// Fuzz target: policies, from files and from a caller's call. What is accepted has no fault, is
// filled in the same way however often, and may be sent inline once what belongs to files is taken
// out; no file is opened but through the reader.
#include <string>

#include "google/protobuf/stubs/logging.h"
#include "google/protobuf/text_format.h"
#include "google/protobuf/util/message_differencer.h"

#include "policy/policy_file.h"
#include "policy/policy_rules.h"
#include "tests/fuzz/property.h"

namespace paraphe::test {
namespace {

using google::protobuf::util::MessageDifferencer;

absl::StatusOr<std::string> RefuseToRead(const std::string& /*path*/, size_t /*limit*/) {
  return MakeError(v1::FILE_UNREADABLE, "no files here");
}

void JudgeAccepted(v1::Policy policy) {
  Require(FindPolicyFaults(policy, PolicyOrigin::kFile).empty(), "accepted means without faults");
  const v1::Policy normal = Normalize(policy);
  Require(MessageDifferencer::Equals(normal, Normalize(normal)), "a second time changes nothing",
          normal.DebugString());
  policy.clear_applies_to();
  policy.clear_trusted_ca_files();
  policy.clear_text_file();
  const absl::Status inline_status = CheckInlinePolicy(policy);
  Require(inline_status.ok(), "a file's policy is good inline", inline_status.ToString());
}

// What comes inline is judged by what it means; how it was written is the wire's affair.
void JudgeInline(absl::string_view text) {
  v1::Policy policy;
  if (!google::protobuf::TextFormat::ParseFromString(std::string(text), &policy)) return;
  const absl::Status status = CheckInlinePolicy(policy);
  RequireReason(status, {v1::POLICY_INVALID});
  Require(status.ok() == FindPolicyFaults(policy, PolicyOrigin::kInline).empty(),
          "refused means faults", status.ToString());
}

void RunOne(absl::string_view text) {
  const absl::StatusOr<v1::Policy> policy = ParsePolicy(text, "policy", RefuseToRead);
  RequireReason(policy.status(), {v1::POLICY_INVALID});
  if (policy.ok()) JudgeAccepted(*policy);
  JudgeInline(text);
}

}  // namespace
}  // namespace paraphe::test

extern "C" int LLVMFuzzerInitialize(int* /*count*/, char*** /*arguments*/) {
  google::protobuf::SetLogHandler(nullptr);
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  paraphe::test::RunOne(paraphe::test::InputText(data, size));
  return 0;
}

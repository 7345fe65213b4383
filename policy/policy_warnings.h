// What a policy without faults says and yet cannot mean: a digest that nothing proves, CAs that no path
// can go through any more, a policy that no certificate can satisfy.
//
// REQ: POL-8
#ifndef PARAPHE_POLICY_POLICY_WARNINGS_H_
#define PARAPHE_POLICY_POLICY_WARNINGS_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"

#include "common/text_file.h"
#include "paraphe/v1/policy.pb.h"

namespace paraphe {

// The server's CAs, PEM, which a policy without CAs of its own takes (POL-5). nullopt: they are not
// known.
using ServerCas = std::optional<std::vector<std::string>>;

struct PolicyWarning {
  FieldPath path;       // leads from the Policy to the field
  std::string message;  // what is wrong and what to do
};

// At `now`, of a policy as ParsePolicy or Normalize gives it:
// - a digest without text_file: nothing proves it;
// - each of its own CAs that no path can go through (FindUselessCas);
// - no certificate can be accepted: there is no CA, or none that a path can go through.
// The rules of certificate_rules contradict neither each other nor those that always hold: each asks
// for something more of a certificate, and one certificate can have it all. Time may mend the rest, so
// that none of this is a fault. Thread-safe.
std::vector<PolicyWarning> FindPolicyWarnings(const v1::Policy& policy, const ServerCas& server_cas,
                                              absl::Time now);

// Of CAs that are listed together, PEM, those that no path can go through at `now`; a sentence each. Such a
// CA has expired or is not yet valid, has a critical extension that is not processed or a key below 112 bits
// of security, or was issued by one of the others that is so. Nothing for what is no PEM. Thread-safe.
std::vector<std::string> FindUselessCas(const std::vector<std::string>& pem_texts, absl::Time now);

}  // namespace paraphe

#endif  // PARAPHE_POLICY_POLICY_WARNINGS_H_

// Commitment types (CommitmentTypeIndication): the ones that everybody knows, and their words.
#ifndef PARAPHE_POLICY_COMMITMENTS_H_
#define PARAPHE_POLICY_COMMITMENTS_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

#include "common/bilingual.h"
#include "paraphe/v1/policy.pb.h"

namespace paraphe {

// One row of the table.
//
// REQ: ETSI EN 319 132-1 §5.2.3; ETSI TS 119 172-1 Annex B; RFC 5126 §5.11.1
struct CommitmentInfo {
  absl::string_view alias;    // what people type: "approval"
  absl::string_view uri;      // what a signature holds unless the caller says otherwise
  absl::string_view oid_urn;  // the same as "urn:oid:…"
  BilingualView words;        // a sentence that says what the signer commits to
};

// All rows.
absl::Span<const CommitmentInfo> KnownCommitments();

// The row whose uri or oid_urn is `identifier`, letter for letter; nullptr where none is.
const CommitmentInfo* FindCommitment(absl::string_view identifier);

// Whether the rules allow the commitment type `identifier`: one that they list, under either name
// of its row; where they list none, any that has a row.
bool IsAllowedCommitment(const v1::AttributeRules& rules, absl::string_view identifier);

// The identifier that a person means by `typed`: the URI of an alias; an absolute URI or an OID as
// "urn:oid:1.2.3" means itself. Empty stays empty.
// Errors:
//   COMMITMENT_NOT_ALLOWED  `typed` is anything else; the message lists the aliases
absl::StatusOr<std::string> ResolveCommitmentAlias(absl::string_view typed);

}  // namespace paraphe

#endif  // PARAPHE_POLICY_COMMITMENTS_H_

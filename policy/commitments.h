// Commitment types (CommitmentTypeIndication): the ones everybody knows, and their words.
#ifndef PARAPHE_POLICY_COMMITMENTS_H_
#define PARAPHE_POLICY_COMMITMENTS_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

#include "common/bilingual.h"

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

// Whether both name one commitment: equal letter for letter, or the two names of one row.
bool SameCommitment(absl::string_view a, absl::string_view b);

// What a person typed → identifier: the URI of an alias, or the absolute URI or "urn:oid:" OID
// itself. COMMITMENT_NOT_ALLOWED, with the list of aliases, for anything else. Empty stays empty.
absl::StatusOr<std::string> ResolveCommitmentAlias(absl::string_view typed);

}  // namespace paraphe

#endif  // PARAPHE_POLICY_COMMITMENTS_H_

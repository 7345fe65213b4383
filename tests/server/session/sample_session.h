// Records of sessions as they stand in each state, for tests of the store and of the invariants.
// Every value is recognisable, so that a test can look for it where it must be gone.
#ifndef PARAPHE_TESTS_SERVER_SESSION_SAMPLE_SESSION_H_
#define PARAPHE_TESTS_SERVER_SESSION_SAMPLE_SESSION_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

#include "paraphe/v1/session_record.pb.h"
#include "server/session/transitions.h"
#include "server/store/session_store.h"

namespace paraphe::server::test {

inline constexpr char kSampleDocument[] = "<acte>DOCUMENT-MARK délibération</acte>";
inline constexpr char kSampleCertificate[] = "CERTIFICATE-MARK";

// Every mark that the phases of a sample hold; none may be left after a rollback.
const std::vector<std::string>& ContentMarks();

// All states but kNone.
const std::vector<SessionState>& RealStates();

DocumentPtr SampleDocument();

// The phases, each with all its fields.
v1::SessionRecord::Prepared SamplePrepared();
v1::SessionRecord::Presented SamplePresented();  // with a choice

// A record that passes CheckInvariants(), at version 1, with a deadline. `name` makes its id,
// hashes and idempotency key its own.
v1::SessionRecord SampleRecord(SessionState state, absl::string_view name = "a");

// The version that follows `record`, rolled back: ABORTED, without its phases.
v1::SessionRecord RolledBack(v1::SessionRecord record);

// The changes of a store, each with an entry of the audit log that fits.
absl::Status Put(SessionStore& store, const v1::SessionRecord& record, DocumentPtr document);
absl::Status Change(SessionStore& store, uint64_t expected_version, const v1::SessionRecord& record,
                    const DocumentChange& change);
absl::Status Drop(SessionStore& store, absl::string_view id, uint64_t expected_version);

}  // namespace paraphe::server::test

#endif  // PARAPHE_TESTS_SERVER_SESSION_SAMPLE_SESSION_H_

// What an administrator sees of sessions: how they stand, and nothing of what is in them.
#include "absl/strings/str_cat.h"

#include "common/errors.h"
#include "common/status_macros.h"
#include "server/rpc/admin_calls.h"
#include "server/rpc/session_status.h"

namespace paraphe::server {
namespace {

constexpr uint32_t kUsual = 100;
constexpr uint32_t kMost = 1000;

v1::SessionSummary SummaryOf(const v1::SessionRecord& record) {
  v1::SessionSummary summary;
  summary.set_session_id(record.id());
  summary.set_state(record.state());
  summary.set_status(StatusOf(record));
  summary.set_application(record.application());
  *summary.mutable_created_at() = record.created_at();
  if (record.has_deadline()) *summary.mutable_deadline() = record.deadline();
  summary.set_unattended(record.unattended());
  summary.set_refused_openings(record.refused_openings());
  return summary;
}

}  // namespace

// REQ: ADM-1
absl::StatusOr<v1::ListSessionStatesResponse> ListSessionStates(
    const ServerContext& context, const Peer& /*peer*/,
    const v1::ListSessionStatesRequest& request) {
  if (request.most() > kMost) {
    return MakeError(v1::MALFORMED_REQUEST, absl::StrCat("most: at most ", kMost));
  }
  const size_t most = request.most() == 0 ? kUsual : request.most();
  ASSIGN_OR_RETURN(const std::vector<v1::SessionRecord> found,
                   context.store.ListNewest({request.state(), request.application()}, most + 1));
  v1::ListSessionStatesResponse response;
  for (const v1::SessionRecord& record : found) {
    if (static_cast<size_t>(response.sessions_size()) == most) {
      response.set_more(true);
      break;
    }
    *response.add_sessions() = SummaryOf(record);
  }
  return response;
}

}  // namespace paraphe::server

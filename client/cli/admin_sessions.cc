// REQ: ADM-1
#include <cstdint>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"

#include "client/cli/admin_commands.h"
#include "client/cli/output.h"
#include "common/errors.h"
#include "common/status_macros.h"

namespace paraphe::cli {
namespace {

struct Wanted {
  uint32_t most = 0;
  std::string state;
  std::string application;
};

absl::StatusOr<v1::ListSessionStatesRequest> RequestOf(const Wanted& wanted) {
  v1::ListSessionStatesRequest request;
  request.set_most(wanted.most);
  request.set_application(wanted.application);
  v1::SessionState state = v1::SESSION_STATE_UNSPECIFIED;
  if (!wanted.state.empty() && !v1::SessionState_Parse(wanted.state, &state)) {
    return MakeError(v1::USAGE, "--state is none that a session has: PREPARED, SIGNED …");
  }
  request.set_state(state);
  return request;
}

Json ToJson(const v1::SessionSummary& session) {
  return {{"session_id", session.session_id()},
          {"state", v1::SessionState_Name(session.state())},
          {"status", v1::StatusCode_Name(session.status())},
          {"application", session.application()},
          {"created_at", TimeText(session.created_at())},
          {"deadline", session.has_deadline() ? TimeText(session.deadline()) : ""},
          {"unattended", session.unattended()},
          {"refused_openings", session.refused_openings()}};
}

absl::Status List(client::AdminClient& server, const Wanted& wanted, bool json) {
  ASSIGN_OR_RETURN(const v1::ListSessionStatesRequest request, RequestOf(wanted));
  ASSIGN_OR_RETURN(const v1::ListSessionStatesResponse response, server.ListSessionStates(request));
  if (json) {
    Json sessions = Json::array();
    for (const auto& session : response.sessions()) sessions.push_back(ToJson(session));
    return PrintJson({{"sessions", sessions}, {"more", response.more()}});
  }
  std::string text;
  for (const auto& session : response.sessions()) {
    absl::StrAppend(&text, TimeText(session.created_at()), "  ", session.session_id(), "  ",
                    v1::SessionState_Name(session.state()), "  ",
                    v1::StatusCode_Name(session.status()), "  ", session.application(),
                    session.refused_openings() == 0
                        ? ""
                        : absl::StrCat("  refused openings: ", session.refused_openings()),
                    "\n");
  }
  if (response.more()) Note("there are more; --most asks for up to 1000");
  return Print(text);
}

}  // namespace

void AddAdminSessions(CLI::App& admin, Outcome* outcome) {
  const auto wanted = std::make_shared<Wanted>();
  CLI::App* const command = AddAdminWork(
      admin, "sessions", "How sessions stand, the newest first; nothing of documents", outcome,
      [=](client::AdminClient& server) { return List(server, *wanted, outcome->json); });
  command->add_option("--most", wanted->most, "how many at most: 100 unless given, up to 1000");
  command->add_option("--state", wanted->state, "only those: PREPARED, SIGNED, FAILED …");
  command->add_option("--application", wanted->application, "only those");
  command->footer(
      "  paraphe admin sessions --config deploy/examples/paraphe-admin.textproto --state SIGNED");
}

}  // namespace paraphe::cli

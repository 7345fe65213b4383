#include "server/rpc/session_facts.h"

namespace paraphe::server {

void NoteSession(const ServerContext& context, const std::optional<SessionRef>& ref,
                 CallFacts& facts) {
  if (!ref.has_value()) return;
  const absl::StatusOr<v1::SessionRecord> record = context.machine.Get(*ref);
  if (!record.ok()) return;
  facts.session = record->id();
  facts.application = record->application();
}

void NoteApplication(const Peer& peer, const std::string& name, CallFacts& facts) {
  if (peer.MayActAs(name)) facts.application = name;
}

}  // namespace paraphe::server

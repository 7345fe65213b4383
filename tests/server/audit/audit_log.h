// An audit log in memory, for tests.
#ifndef PARAPHE_TESTS_SERVER_AUDIT_AUDIT_LOG_H_
#define PARAPHE_TESTS_SERVER_AUDIT_AUDIT_LOG_H_

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

#include "common/status_macros.h"
#include "server/audit/audit_chain.h"

namespace paraphe::server::test {

inline v1::AuditEntry SampleAuditEntry(absl::string_view act,
                                       absl::string_view session = "session-a") {
  v1::AuditEntry entry;
  entry.mutable_time()->set_seconds(1'790'000'000);
  entry.set_session_id(std::string(session));
  entry.set_session_version(3);
  entry.set_act(std::string(act));
  entry.set_actor(v1::AUDIT_SIGNER);
  entry.set_state(v1::SIGNED);
  entry.set_application("mairie");
  entry.set_document_sha256(std::string(32, '\1'));
  return entry;
}

// An act that is no session's.
inline v1::AuditEntry SampleAdministratorEntry() {
  v1::AuditEntry entry;
  entry.mutable_time()->set_seconds(1'790'000'000);
  entry.set_act("Reload");
  entry.set_actor(v1::AUDIT_ADMINISTRATOR);
  entry.set_administrator("anne");
  entry.add_changes("+policy actes 00ff");
  entry.add_changes("-table old");
  return entry;
}

using AuditLog = std::vector<ChainedEntry>;

inline AuditLog SampleAuditLog(int count) {
  AuditLog log;
  ChainHead head;
  for (int i = 0; i < count; ++i) {
    log.push_back(Chain(head, SampleAuditEntry(absl::StrCat("act ", i))));
    head = log.back().head;
  }
  return log;
}

// `log` must outlive the source.
inline AuditSource SourceOf(const AuditLog& log) {
  return [&log](const AuditVisitor& visit) -> absl::Status {
    for (const ChainedEntry& one : log) RETURN_IF_ERROR(visit(one.body, one.head.sha256));
    return absl::OkStatus();
  };
}

}  // namespace paraphe::server::test

#endif  // PARAPHE_TESTS_SERVER_AUDIT_AUDIT_LOG_H_

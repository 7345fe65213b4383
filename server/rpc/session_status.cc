#include "server/rpc/session_status.h"

namespace paraphe::server {

v1::StatusCode StatusOf(const v1::SessionRecord& record) {
  if (record.has_ended()) return record.ended().status();
  return record.has_signature() ? v1::ST_OK : v1::ST_PENDING;
}

std::string ReturnUrlOf(const v1::SessionRecord& record) {
  switch (StatusOf(record)) {
    case v1::ST_PENDING:
      return "";
    case v1::ST_OK:
      return record.success_url();
    default:
      return record.failure_url();
  }
}

}  // namespace paraphe::server

#include "server/session/rollback.h"

namespace paraphe::server {

// REQ: SES-2
void RollBack(v1::SessionRecord& record) {
  record.clear_prepared();
  record.clear_presented();
  record.clear_consented();
  record.clear_released();
  record.clear_signature();
  record.clear_ended();
}

}  // namespace paraphe::server

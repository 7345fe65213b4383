#include "server/reloader.h"
#include "server/rpc/admin_calls.h"

namespace paraphe::server {

// REQ: ADM-1
absl::StatusOr<v1::ReloadResponse> Reload(const ServerContext& context, const Peer& peer,
                                          const v1::ReloadRequest& request) {
  return context.reloader.Reload({v1::AUDIT_ADMINISTRATOR, peer.administrator},
                                 request.check_only());
}

}  // namespace paraphe::server

// The services, as one table of methods. Who may not call is refused before the message is read. Thin: the calls are in calls.h.
#ifndef PARAPHE_SERVER_RPC_CALL_ROUTER_H_
#define PARAPHE_SERVER_RPC_CALL_ROUTER_H_

#include <memory>

#include "grpc/health/v1/health.grpc.pb.h"

#include "paraphe/v1/admin_service.grpc.pb.h"
#include "paraphe/v1/caller_service.grpc.pb.h"
#include "paraphe/v1/signer_service.grpc.pb.h"
#include "server/identity/authenticator.h"
#include "server/identity/roles.h"
#include "server/rpc/generic_call.h"
#include "server/rpc/health.h"
#include "server/rpc/received_call.h"
#include "server/rpc/server_context.h"
#include "server/rpc/unary_call.h"
#include "server/rpc/watch_hub.h"
#include "server/rpc/worker_pool.h"

namespace paraphe::server {

// The calls of one audience; those of others do not exist. Thread-safe. What it is given must outlive
// it.
class CallRouter {
 public:
  CallRouter(const ServerContext& context, const Authenticator* authenticator, WatchHub* hub,
             Health* health, const CallWork& work, const CallBounds& bounds, Audience audience)
      : context_(context),
        authenticator_(*authenticator),
        hub_(*hub),
        health_(*health),
        work_(work),
        bounds_(bounds),
        audience_(audience) {}

  // Begins the call, or ends it. Runs on the queue's thread.
  void Begin(std::unique_ptr<ArrivedCall> arrived) const;

 private:
  // Null where there is no such method; `arrived` is left then.
  std::shared_ptr<ReceivedCall> Make(std::unique_ptr<ArrivedCall>& arrived, Peer peer) const;

  const ServerContext& context_;
  const Authenticator& authenticator_;
  WatchHub& hub_;
  Health& health_;
  const CallWork work_;
  const CallBounds bounds_;
  const Audience audience_;
};

// The services by name, for reflection; every method of theirs is the router's.
using CallerMethods = v1::CallerService::WithGenericMethod_Prepare<
    v1::CallerService::WithGenericMethod_Finalize<v1::CallerService::WithGenericMethod_Abort<
        v1::CallerService::WithGenericMethod_Watch<v1::CallerService::Service>>>>;
using SignerSessionMethods = v1::SignerService::WithGenericMethod_Present<
    v1::SignerService::WithGenericMethod_Consent<v1::SignerService::WithGenericMethod_Sign<
        v1::SignerService::WithGenericMethod_Export<v1::SignerService::WithGenericMethod_Abort<
            v1::SignerService::WithGenericMethod_Watch<v1::SignerService::Service>>>>>>;
using SignerMethods = v1::SignerService::WithGenericMethod_Login<
    v1::SignerService::WithGenericMethod_Logout<v1::SignerService::WithGenericMethod_ChangePassword<
        v1::SignerService::WithGenericMethod_ListSessions<SignerSessionMethods>>>>;

using HealthMethods = grpc::health::v1::Health::WithGenericMethod_Check<
    grpc::health::v1::Health::WithGenericMethod_Watch<grpc::health::v1::Health::Service>>;

// Two layers, as one of ten would be a type beyond reading.
using AdminAccountMethods = v1::AdminService::WithGenericMethod_CreateAccount<
    v1::AdminService::WithGenericMethod_ResetPassword<
        v1::AdminService::WithGenericMethod_LockAccount<
            v1::AdminService::WithGenericMethod_RemoveAccount<
                v1::AdminService::WithGenericMethod_ListAccounts<v1::AdminService::Service>>>>>;
using AdminMethods =
    v1::AdminService::WithGenericMethod_Reload<v1::AdminService::WithGenericMethod_GetInventory<
        v1::AdminService::WithGenericMethod_GetIntegrity<
            v1::AdminService::WithGenericMethod_ListSessionStates<
                v1::AdminService::WithGenericMethod_ReadAudit<AdminAccountMethods>>>>>;

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_RPC_CALL_ROUTER_H_

#include "server/rpc/call_router.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"
#include "grpc/grpc_security_constants.h"

#include "server/identity/roles.h"
#include "server/rpc/account_calls.h"
#include "server/rpc/admin_calls.h"
#include "server/rpc/admission.h"
#include "server/rpc/audit_stream.h"
#include "server/rpc/calls.h"
#include "server/rpc/watch.h"

namespace paraphe::server {
namespace {

struct UnaryMethod {
  absl::string_view path;
  absl::string_view name;
  AnswerBytes answer;
  ClassOfBytes class_of = OfOpenSession;
  bool hashes = false;  // passwords
};

constexpr UnaryMethod kUnary[] = {
    {"/paraphe.v1.CallerService/Prepare", "Prepare", AnswerPrepare, ClassOfPrepare},
    {"/paraphe.v1.CallerService/Finalize", "Finalize",
     AnswerWith<v1::FinalizeRequest, v1::FinalizeResponse, Finalize>},
    {"/paraphe.v1.CallerService/Abort", "Abort",
     AnswerWith<v1::CallerAbortRequest, v1::CallerAbortResponse, AbortByCaller>},
    {"/paraphe.v1.SignerService/Present", "Present",
     AnswerWith<v1::PresentRequest, v1::PresentResponse, Present>},
    {"/paraphe.v1.SignerService/Consent", "Consent",
     AnswerWith<v1::ConsentRequest, v1::ConsentResponse, Consent>},
    {"/paraphe.v1.SignerService/Sign", "Sign", AnswerWith<v1::SignRequest, v1::SignResponse, Sign>},
    {"/paraphe.v1.SignerService/Export", "Export",
     AnswerWith<v1::SignerExportRequest, v1::SignerExportResponse, Export>},
    {"/paraphe.v1.SignerService/Abort", "Abort",
     AnswerWith<v1::SignerAbortRequest, v1::SignerAbortResponse, AbortBySigner>},
    {"/paraphe.v1.SignerService/Login", "Login",
     AnswerWith<v1::LoginRequest, v1::LoginResponse, Login>, OfOpenSession, /*hashes=*/true},
    {"/paraphe.v1.SignerService/Logout", "Logout",
     AnswerWith<v1::LogoutRequest, v1::LogoutResponse, Logout>},
    {"/paraphe.v1.SignerService/ChangePassword", "ChangePassword",
     AnswerWith<v1::ChangePasswordRequest, v1::ChangePasswordResponse, ChangePassword>,
     OfOpenSession, /*hashes=*/true},
    {"/paraphe.v1.SignerService/ListSessions", "ListSessions",
     AnswerWith<v1::ListSessionsRequest, v1::ListSessionsResponse, ListSessions>},
    {"/paraphe.v1.AdminService/Reload", "Reload",
     AnswerWith<v1::ReloadRequest, v1::ReloadResponse, Reload>},
    {"/paraphe.v1.AdminService/GetInventory", "GetInventory",
     AnswerWith<v1::GetInventoryRequest, v1::GetInventoryResponse, GetInventory>},
    {"/paraphe.v1.AdminService/GetIntegrity", "GetIntegrity",
     AnswerWith<v1::GetIntegrityRequest, v1::GetIntegrityResponse, GetIntegrity>},
    {"/paraphe.v1.AdminService/ListSessionStates", "ListSessionStates",
     AnswerWith<v1::ListSessionStatesRequest, v1::ListSessionStatesResponse, ListSessionStates>},
    {"/paraphe.v1.AdminService/CreateAccount", "CreateAccount",
     AnswerWith<v1::CreateAccountRequest, v1::CreateAccountResponse, CreateAccount>, OfOpenSession,
     /*hashes=*/true},
    {"/paraphe.v1.AdminService/ResetPassword", "ResetPassword",
     AnswerWith<v1::ResetPasswordRequest, v1::ResetPasswordResponse, ResetPassword>, OfOpenSession,
     /*hashes=*/true},
    {"/paraphe.v1.AdminService/LockAccount", "LockAccount",
     AnswerWith<v1::LockAccountRequest, v1::LockAccountResponse, LockAccount>},
    {"/paraphe.v1.AdminService/RemoveAccount", "RemoveAccount",
     AnswerWith<v1::RemoveAccountRequest, v1::RemoveAccountResponse, RemoveAccount>},
    {"/paraphe.v1.AdminService/ListAccounts", "ListAccounts",
     AnswerWith<v1::ListAccountsRequest, v1::ListAccountsResponse, ListAccounts>},
};

struct WatchMethod {
  absl::string_view path;
  RefOfBytes ref;
};

constexpr WatchMethod kWatches[] = {
    {"/paraphe.v1.CallerService/Watch", RefOfMessage<v1::CallerWatchRequest>},
    {"/paraphe.v1.SignerService/Watch", RefOfMessage<v1::SignerWatchRequest>},
};

constexpr absl::string_view kReadAudit = "/paraphe.v1.AdminService/ReadAudit";

// Ends a call before its message is read.
class RefusedCall final : public GenericCall {
 public:
  static void End(std::unique_ptr<ArrivedCall> arrived, const grpc::Status& end) {
    const auto call = std::make_shared<RefusedCall>(std::move(arrived));
    Keep(call);
    call->Finish(end);
  }
  explicit RefusedCall(std::unique_ptr<ArrivedCall> arrived) : GenericCall(std::move(arrived)) {}
};

// The client's certificate and what it sent behind it.
std::string CertificatesOf(const grpc::AuthContext& context) {
  std::string pem;
  for (const char* property :
       {GRPC_X509_PEM_CERT_PROPERTY_NAME, GRPC_X509_PEM_CERT_CHAIN_PROPERTY_NAME}) {
    const auto found = context.FindPropertyValues(property);
    if (!found.empty()) pem.append(found.front().data(), found.front().size());
  }
  return pem;
}

absl::string_view NameIn(absl::string_view path) { return path.substr(path.rfind('/') + 1); }

}  // namespace

// REQ: ROLE-1
void CallRouter::Begin(std::unique_ptr<ArrivedCall> arrived) const {
  const std::string& method = arrived->context.method();
  if (auto health = MakeHealthCall(bounds_, arrived, &health_)) return ReceivedCall::Begin(health);
  const CallFacts facts{arrived->context.peer(), "", ""};
  const std::optional<Role> role = RoleFor(method);
  if (!role.has_value() || !Serves(audience_, *role)) {
    return RefusedCall::End(std::move(arrived), UnknownMethod(facts, bounds_.refusals));
  }
  absl::StatusOr<Peer> peer = authenticator_.Admit(
      *role, NameIn(method), facts.peer, CertificatesOf(*arrived->context.auth_context()));
  if (!peer.ok()) return RefusedCall::End(std::move(arrived), ToLoggedGrpcStatus(peer.status()));
  if (auto call = Make(arrived, *std::move(peer))) return ReceivedCall::Begin(call);
  RefusedCall::End(std::move(arrived), UnknownMethod(facts, bounds_.refusals));
}

std::shared_ptr<ReceivedCall> CallRouter::Make(std::unique_ptr<ArrivedCall>& arrived,
                                               Peer peer) const {
  const std::string& path = arrived->context.method();
  for (const UnaryMethod& method : kUnary) {
    if (method.path != path) continue;
    WorkerPool* const pool = method.hashes ? work_.hashing : work_.pool;
    return std::make_shared<UnaryCall>(bounds_, std::move(arrived), std::move(peer), context_, pool,
                                       work_.delayed, method.name, method.answer, method.class_of);
  }
  for (const WatchMethod& method : kWatches) {
    if (method.path != path) continue;
    return MakeWatch(bounds_, std::move(arrived), std::move(peer), context_, &hub_, work_.pool,
                     method.ref);
  }
  if (path != kReadAudit) return nullptr;
  return std::make_shared<AuditStream>(bounds_, std::move(arrived), std::move(peer), context_);
}

}  // namespace paraphe::server

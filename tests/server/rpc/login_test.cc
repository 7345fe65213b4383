// Accounts of signers over gRPC: logging in, the inbox, sessions that name their signer. Proves: CHN-4
#include <memory>
#include <string>

#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "grpcpp/channel.h"
#include "gtest/gtest.h"

#include "common/grpc/status_seam.h"
#include "paraphe/v1/admin_service.grpc.pb.h"
#include "paraphe/v1/signer_service.grpc.pb.h"
#include "server/identity/account_keeper.h"
#include "server/store/memory_store.h"
#include "tests/server/testing/session_world.h"
#include "tests/server/testing/test_agent.h"
#include "tests/testing/matchers.h"

namespace paraphe::server {
namespace {

using paraphe::test::HasReason;
using paraphe::test::IsOk;
using paraphe::test::SessionWorld;
using paraphe::test::TestAgent;
using Stub = v1::SignerService::Stub;

constexpr char kPassword[] = "huit-chats-noirs";

void WithAccounts(ServerSettings& settings) {
  settings.accounts.emplace();
  settings.accounts->scrypt_log2_n = 4;
  settings.accounts->failures_before_lock = 3;
}

class LoginTest : public ::testing::Test {
 protected:
  LoginTest() : world_(WithAccounts), stub_(v1::SignerService::NewStub(world_.channel())) {
    Add("marie");
    Add("pierre");
  }

  void Add(const std::string& name) {
    AccountParts parts{
        world_.store().accounts(), &world_.clock(), {}, &rules_, [](const v1::AuditEntry&) {
          return absl::OkStatus();
        }};
    parts.settings.scrypt_log2_n = 4;
    ASSERT_THAT(AccountKeeper(parts).Create("root", name, kPassword), IsOk());
    ASSERT_THAT(ChangeAccount(*parts.store, name,
                              [](v1::AccountRecord& record) {
                                record.set_must_change(false);
                                return absl::OkStatus();
                              }),
                IsOk());
  }

  template <typename Request, typename Response>
  absl::StatusOr<Response> Call(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                             Response*),
                                const Request& request) {
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Minutes(1)));
    Response response;
    const absl::Status status =
        FromGrpcStatus((stub_.get()->*method)(&context, request, &response));
    if (!status.ok()) return status;
    return response;
  }
  absl::StatusOr<v1::LoginResponse> Login(const std::string& name,
                                          const std::string& password = kPassword) {
    v1::LoginRequest request;
    request.set_user_name(name);
    request.set_password(password);
    return Call(&Stub::Login, request);
  }
  absl::StatusOr<v1::ListSessionsResponse> List(const std::string& token) {
    v1::ListSessionsRequest request;
    request.set_login_token(token);
    return Call(&Stub::ListSessions, request);
  }
  static v1::PrepareRequest RequestFor(const std::string& signer) {
    v1::PrepareRequest request = SessionWorld::GoodRequest();
    request.set_signer(signer);
    return request;
  }
  static v1::PresentRequest Opening(const std::string& id, const std::string& token) {
    v1::PresentRequest request;
    request.mutable_waiting()->set_session_id(id);
    request.mutable_waiting()->set_login_token(token);
    return request;
  }

  const PasswordRules rules_{8};
  SessionWorld world_;
  const std::unique_ptr<Stub> stub_;
};

TEST_F(LoginTest, ASignerFindsTheSessionAndSignsItWithoutATicket) {
  const v1::PrepareResponse prepared = world_.PrepareOrDie(RequestFor("Marie"));
  EXPECT_EQ(prepared.ticket(), "");
  const v1::LoginResponse login = Login("marie").value();
  EXPECT_FALSE(login.must_change_password());
  EXPECT_FALSE(login.has_last_login());
  const v1::ListSessionsResponse inbox = List(login.login_token()).value();
  ASSERT_EQ(inbox.sessions_size(), 1);
  const v1::WaitingSession& waiting = inbox.sessions(0);
  EXPECT_EQ(waiting.session_id(), prepared.session_id());
  EXPECT_EQ(waiting.session_code(), prepared.session_code());
  EXPECT_EQ(waiting.application(), paraphe::test::kApplication);
  EXPECT_EQ(waiting.signer_role(), paraphe::test::kRole);
  EXPECT_EQ(waiting.state(), v1::PREPARED);
  EXPECT_FALSE(inbox.more());
  const auto opened = world_.Present(Opening(waiting.session_id(), login.login_token()));
  ASSERT_THAT(opened, IsOk());
  EXPECT_EQ(opened->document(), paraphe::test::kDocument);
  TestAgent agent(world_);
  agent.UseToken(opened->session_token());
  const auto shown = agent.Choose();
  ASSERT_THAT(shown, IsOk());
  ASSERT_THAT(agent.Consent(*shown), IsOk());
  const auto released = agent.Release();
  ASSERT_THAT(released, IsOk());
  ASSERT_THAT(agent.Deliver(*released), IsOk());
  EXPECT_EQ(List(login.login_token()).value().sessions_size(), 0);
  EXPECT_THAT(world_.Finalize(prepared), IsOk());
}

TEST_F(LoginTest, NobodyElseFindsOrOpensIt) {
  const v1::PrepareResponse prepared = world_.PrepareOrDie(RequestFor("marie"));
  const std::string other = Login("pierre").value().login_token();
  EXPECT_EQ(List(other).value().sessions_size(), 0);
  ::testing::internal::CaptureStderr();
  const absl::Status foreign = world_.Present(Opening(prepared.session_id(), other)).status();
  EXPECT_THAT(::testing::internal::GetCapturedStderr(),
              ::testing::HasSubstr("reason=not_the_signer call=Present claimed=pierre"));
  const absl::Status none = world_.Present(Opening("no such session", other)).status();
  EXPECT_THAT(foreign, HasReason(v1::SESSION_UNKNOWN));
  EXPECT_EQ(foreign, none);
  EXPECT_THAT(world_.Present(Opening(prepared.session_id(), "no token")),
              HasReason(v1::LOGIN_REFUSED));
  ::testing::internal::CaptureStderr();
  EXPECT_THAT(List("no token"), HasReason(v1::LOGIN_REFUSED));
  EXPECT_THAT(::testing::internal::GetCapturedStderr(),
              ::testing::HasSubstr("reason=login_token call=ListSessions claimed=-"));
  ::testing::internal::CaptureStderr();
  v1::ChangePasswordRequest change;
  change.set_login_token("no token");
  change.set_old_password(kPassword);
  change.set_new_password("neuf-chiens-gris");
  EXPECT_THAT(Call(&Stub::ChangePassword, change), HasReason(v1::LOGIN_REFUSED));
  EXPECT_THAT(::testing::internal::GetCapturedStderr(),
              ::testing::HasSubstr("reason=login_token call=ChangePassword claimed=-"));
  EXPECT_THAT(List(""), HasReason(v1::LOGIN_REFUSED));
  const v1::PrepareResponse by_ticket = world_.PrepareOrDie();
  EXPECT_THAT(world_.Present(Opening(by_ticket.session_id(), other)),
              HasReason(v1::SESSION_UNKNOWN));
}

TEST_F(LoginTest, ASignerMustBeAnAccountAndNothingIsKeptOtherwise) {
  EXPECT_THAT(world_.Prepare(RequestFor("anne")), HasReason(v1::ACCOUNT_UNKNOWN));
  EXPECT_THAT(world_.Prepare(RequestFor("not a name")), HasReason(v1::ACCOUNT_UNKNOWN));
  EXPECT_EQ(world_.store().MemoryBytes(), uint64_t{0});
  SessionWorld without;
  EXPECT_THAT(without.Prepare(RequestFor("marie")), HasReason(v1::ACCOUNT_UNKNOWN));
}

TEST_F(LoginTest, AnAmendmentLeavesTheSignerAsItIs) {
  const v1::PrepareResponse prepared = world_.PrepareOrDie(RequestFor("marie"));
  v1::PrepareRequest amendment;
  amendment.set_session_id(prepared.session_id());
  amendment.set_caller_token(prepared.caller_token());
  amendment.mutable_attributes()->CopyFrom(SessionWorld::GoodRequest().attributes());
  amendment.set_signer("pierre");
  EXPECT_THAT(world_.Prepare(amendment), HasReason(v1::MALFORMED_REQUEST));
  amendment.set_signer("MARIE");
  EXPECT_THAT(world_.Prepare(amendment), IsOk());
  amendment.clear_signer();
  const auto amended = world_.Prepare(amendment);
  ASSERT_THAT(amended, IsOk());
  EXPECT_EQ(amended->ticket(), "");
  const v1::PrepareResponse nobodys = world_.PrepareOrDie();
  amendment.set_session_id(nobodys.session_id());
  amendment.set_caller_token(nobodys.caller_token());
  amendment.set_signer("marie");
  EXPECT_THAT(world_.Prepare(amendment), HasReason(v1::MALFORMED_REQUEST));
}

TEST_F(LoginTest, ARepeatedPrepareGivesTheSameSessionWithoutATicket) {
  v1::PrepareRequest request = RequestFor("marie");
  request.set_idempotency_key("once");
  const v1::PrepareResponse first = world_.PrepareOrDie(request);
  const v1::PrepareResponse again = world_.PrepareOrDie(request);
  EXPECT_EQ(first.session_id(), again.session_id());
  EXPECT_EQ(again.ticket(), "");
  request.set_signer("pierre");
  EXPECT_THAT(world_.Prepare(request), HasReason(v1::IDEMPOTENCY_CONFLICT));
}

TEST_F(LoginTest, RefusalsSayNothingOfNamesAndCountUntilTheLock) {
  const absl::Status known = Login("marie", "not-this-one").status();
  const absl::Status unknown = Login("anne", "not-this-one").status();
  EXPECT_THAT(known, HasReason(v1::LOGIN_REFUSED));
  EXPECT_EQ(known, unknown);
  EXPECT_THAT(Login("marie", ""), HasReason(v1::MALFORMED_REQUEST));
  EXPECT_THAT(Login("", "not-this-one"), HasReason(v1::MALFORMED_REQUEST));
  for (int i = 0; i < 2; ++i) EXPECT_EQ(Login("marie", "not-this-one").status(), known);
  EXPECT_EQ(Login("marie").status(), known);
  EXPECT_THAT(Login("pierre"), IsOk());
  world_.clock().Advance(absl::Minutes(15));
  const v1::LoginResponse login = Login("marie").value();
  EXPECT_EQ(login.failures_since(), 4u);
}

TEST_F(LoginTest, APasswordIsChangedAndOtherLoginsEnd) {
  const std::string own = Login("marie").value().login_token();
  const std::string other = Login("marie").value().login_token();
  v1::ChangePasswordRequest request;
  request.set_login_token(own);
  request.set_old_password(kPassword);
  request.set_new_password("password1234");
  EXPECT_THAT(Call(&Stub::ChangePassword, request), HasReason(v1::PASSWORD_TOO_WEAK));
  request.set_new_password("neuf-chiens-gris");
  ASSERT_THAT(Call(&Stub::ChangePassword, request), IsOk());
  EXPECT_THAT(List(other), HasReason(v1::LOGIN_REFUSED));
  EXPECT_THAT(List(own), IsOk());
  v1::LogoutRequest out;
  out.set_login_token(own);
  ASSERT_THAT(Call(&Stub::Logout, out), IsOk());
  ASSERT_THAT(Call(&Stub::Logout, out), IsOk());
  EXPECT_THAT(List(own), HasReason(v1::LOGIN_REFUSED));
}

// The accounts' calls are served, too.
TEST_F(LoginTest, AnAdministratorMakesAnAccountOverTheWire) {
  const auto admin = v1::AdminService::NewStub(world_.channel());
  v1::CreateAccountRequest request;
  request.set_user_name("Anne");
  v1::CreateAccountResponse made;
  grpc::ClientContext create;
  ASSERT_THAT(FromGrpcStatus(admin->CreateAccount(&create, request, &made)), IsOk());
  EXPECT_TRUE(Login("anne", made.initial_password()).value().must_change_password());
  v1::ResetPasswordRequest again;
  again.set_user_name("anne");
  v1::ResetPasswordResponse reset;
  grpc::ClientContext second;
  ASSERT_THAT(FromGrpcStatus(admin->ResetPassword(&second, again, &reset)), IsOk());
  EXPECT_THAT(Login("anne", made.initial_password()), HasReason(v1::LOGIN_REFUSED));
  EXPECT_THAT(Login("anne", reset.initial_password()), IsOk());
  v1::LockAccountRequest lock;
  lock.set_user_name("anne");
  v1::LockAccountResponse locked;
  grpc::ClientContext third;
  ASSERT_THAT(FromGrpcStatus(admin->LockAccount(&third, lock, &locked)), IsOk());
  EXPECT_THAT(Login("anne", reset.initial_password()), HasReason(v1::LOGIN_REFUSED));
  v1::ListAccountsResponse listed;
  grpc::ClientContext fourth;
  ASSERT_THAT(FromGrpcStatus(admin->ListAccounts(&fourth, v1::ListAccountsRequest(), &listed)),
              IsOk());
  EXPECT_EQ(listed.accounts_size(), 3);
  v1::RemoveAccountRequest remove;
  remove.set_user_name("anne");
  v1::RemoveAccountResponse removed;
  grpc::ClientContext fifth;
  ASSERT_THAT(FromGrpcStatus(admin->RemoveAccount(&fifth, remove, &removed)), IsOk());
  EXPECT_THAT(world_.Prepare(RequestFor("anne")), HasReason(v1::ACCOUNT_UNKNOWN));
}

TEST(LoginWithoutAccountsTest, NobodyLogsIn) {
  SessionWorld world;
  const auto stub = v1::SignerService::NewStub(world.channel());
  grpc::ClientContext context;
  v1::LoginRequest request;
  request.set_user_name("marie");
  request.set_password(kPassword);
  v1::LoginResponse response;
  EXPECT_THAT(FromGrpcStatus(stub->Login(&context, request, &response)),
              HasReason(v1::LOGIN_REFUSED));
}

}  // namespace
}  // namespace paraphe::server

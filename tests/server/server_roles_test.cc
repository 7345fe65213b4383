// Every call, made by everybody, over TLS: who is served is one table.
#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/errors.h"
#include "paraphe/v1/caller_service.pb.h"
#include "paraphe/v1/signer_service.pb.h"
#include "server/identity/roles.h"
#include "tests/server/tls_world.h"
#include "tests/testing/matchers.h"

namespace paraphe::server {
namespace {

using test::CallRaw;
using test::ClientCertificate;
using test::HasReason;
using test::RawAnswer;
using test::TestCert;
using test::TlsWorld;

constexpr char kCaller[] = "caller";
constexpr char kSigner[] = "signer";
constexpr char kAdministrator[] = "administrator";

// Whose each call is, said a second time.
struct CallRow {
  const char* path;
  const char* whose;
};
constexpr CallRow kCalls[] = {
    {"/paraphe.v1.CallerService/Prepare", kCaller},
    {"/paraphe.v1.CallerService/Finalize", kCaller},
    {"/paraphe.v1.CallerService/Abort", kCaller},
    {"/paraphe.v1.CallerService/Watch", kCaller},
    {"/paraphe.v1.SignerService/Login", kSigner},
    {"/paraphe.v1.SignerService/Logout", kSigner},
    {"/paraphe.v1.SignerService/ChangePassword", kSigner},
    {"/paraphe.v1.SignerService/ListSessions", kSigner},
    {"/paraphe.v1.SignerService/Present", kSigner},
    {"/paraphe.v1.SignerService/Consent", kSigner},
    {"/paraphe.v1.SignerService/Sign", kSigner},
    {"/paraphe.v1.SignerService/Export", kSigner},
    {"/paraphe.v1.SignerService/Abort", kSigner},
    {"/paraphe.v1.SignerService/Watch", kSigner},
    {"/paraphe.v1.AdminService/Reload", kAdministrator},
    {"/paraphe.v1.AdminService/GetInventory", kAdministrator},
    {"/paraphe.v1.AdminService/GetIntegrity", kAdministrator},
    {"/paraphe.v1.AdminService/ListSessionStates", kAdministrator},
    {"/paraphe.v1.AdminService/ReadAudit", kAdministrator},
    {"/paraphe.v1.AdminService/CreateAccount", kAdministrator},
    {"/paraphe.v1.AdminService/ResetPassword", kAdministrator},
    {"/paraphe.v1.AdminService/LockAccount", kAdministrator},
    {"/paraphe.v1.AdminService/RemoveAccount", kAdministrator},
    {"/paraphe.v1.AdminService/ListAccounts", kAdministrator},
};

enum Verdict { kServed, kNotIdentified, kNotAllowed };

// What becomes of each identity's calls, by whose the call is, and the word of the log where one is
// refused.
struct IdentityRow {
  const char* who;
  TestCert (*certificate)(const TlsWorld& world);  // null: none
  Verdict caller, signer, administrator;
  const char* word;
};

TestCert Named(const TlsWorld& world, absl::Time from, absl::Time until) {
  return ClientCertificate("erp", TlsWorld::kName)
      .Validity(from, until)
      .IssuedBy(world.client_ca())
      .Build();
}
TestCert OfWrongCa(const TlsWorld& /*world*/) {
  const TestCert ca = test::CertBuilder::Ca("Test clients CA").Build();
  return ClientCertificate("erp", TlsWorld::kName).IssuedBy(ca).Build();
}
TestCert Expired(const TlsWorld& world) {
  return Named(world, absl::FromUnixSeconds(1000000000), absl::FromUnixSeconds(1100000000));
}
TestCert NotYetValid(const TlsWorld& world) {
  return Named(world, absl::FromUnixSeconds(4000000000), absl::FromUnixSeconds(4100000000));
}
TestCert Unknown(const TlsWorld& world) {
  return ClientCertificate("x", "DNS:x.example.org").IssuedBy(world.client_ca()).Build();
}
TestCert GoodName(const TlsWorld& world) {
  return ClientCertificate("erp", TlsWorld::kName).IssuedBy(world.client_ca()).Build();
}

const IdentityRow kIdentities[] = {
    {"nobody", nullptr, kNotIdentified, kServed, kNotIdentified, "no_certificate"},
    {"wrong CA", OfWrongCa, kNotIdentified, kServed, kNotIdentified, "wrong_ca"},
    {"expired", Expired, kNotIdentified, kServed, kNotIdentified, "expired"},
    {"not yet valid", NotYetValid, kNotIdentified, kServed, kNotIdentified, "not_yet_valid"},
    {"revoked", [](const TlsWorld& world) { return world.revoked; }, kNotIdentified, kNotIdentified,
     kNotIdentified, "revoked"},
    {"unknown", Unknown, kNotIdentified, kServed, kNotIdentified, "unknown_certificate"},
    {"caller", [](const TlsWorld& world) { return world.caller; }, kServed, kNotAllowed,
     kNotAllowed, "wrong_role"},
    {"caller by name", GoodName, kServed, kNotAllowed, kNotAllowed, "wrong_role"},
    {"other caller", [](const TlsWorld& world) { return world.other_caller; }, kServed, kNotAllowed,
     kNotAllowed, "wrong_role"},
    {"administrator", [](const TlsWorld& world) { return world.administrator; }, kNotAllowed,
     kNotAllowed, kServed, "wrong_role"},
};

Verdict Expected(const IdentityRow& identity, const std::string& whose) {
  if (whose == kCaller) return identity.caller;
  return whose == kSigner ? identity.signer : identity.administrator;
}

// A call that is served may be refused for its empty request.
Verdict VerdictOf(const RawAnswer& answer) {
  if (ReasonOf(answer.status) == v1::NOT_IDENTIFIED) return kNotIdentified;
  const bool not_of_role = ReasonOf(answer.status) == v1::NOT_ALLOWED &&
                           absl::StrContains(answer.message, "this call is for");
  return not_of_role ? kNotAllowed : kServed;
}

size_t Count(const std::string& text, const std::string& piece) {
  size_t count = 0;
  for (size_t at = text.find(piece); at != text.npos; at = text.find(piece, at + 1)) ++count;
  return count;
}

// Proves: ROLE-1, CHN-1
TEST(ServerRolesTest, TheTableHasEveryCallOnce) {
  std::set<std::string> here;
  for (const CallRow& call : kCalls) here.insert(call.path);
  std::set<std::string> there;
  for (const MethodRole& method : MethodRoles()) there.insert(std::string(method.path));
  EXPECT_EQ(here, there);
  EXPECT_EQ(here.size(), std::size(kCalls));
  EXPECT_EQ(MethodRoles().size(), std::size(kCalls));
}

// Each refusal is one line of the log. Proves: ROLE-1, CHN-1, CHN-3
TEST(ServerRolesTest, EveryCallOfEveryIdentity) {
  TlsWorld tls;
  for (const IdentityRow& identity : kIdentities) {
    TestCert certificate;
    if (identity.certificate != nullptr) certificate = identity.certificate(tls);
    const auto channel = tls.Dial(identity.certificate == nullptr ? nullptr : &certificate);
    for (const CallRow& call : kCalls) {
      testing::internal::CaptureStderr();
      const Verdict verdict = VerdictOf(CallRaw(channel, call.path));
      const std::string log = testing::internal::GetCapturedStderr();
      EXPECT_EQ(verdict, Expected(identity, call.whose)) << identity.who << " " << call.path;
      EXPECT_EQ(Count(log, absl::StrCat(" auth_failed address=127.0.0.1 reason=", identity.word)),
                verdict == kServed ? 0u : 1u)
          << identity.who << " " << call.path << "\n"
          << log;
    }
  }
}

constexpr char kHealth[] = "/grpc.health.v1.Health/Check";
constexpr char kReflection[] = "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo";

// Neither tells of a session. Proves: ROLE-1
TEST(ServerRolesTest, HealthIsForEverybodyAndReflectionWhereItIsSwitchedOn) {
  for (const bool on : {false, true}) {
    TlsWorld tls([on](ServerSettings& settings) { settings.reflection = on; });
    for (const TestCert* certificate :
         {static_cast<const TestCert*>(nullptr), &tls.revoked, &tls.caller, &tls.administrator}) {
      const auto channel = tls.Dial(certificate);
      EXPECT_EQ(CallRaw(channel, kHealth).code, 0);
      EXPECT_EQ(CallRaw(channel, kReflection).code == 12, !on);
    }
  }
}

// Proves: ROLE-1, CHN-1
TEST(ServerRolesTest, PortsOfOneSideHaveNothingOfTheOther) {
  TlsWorld tls([](ServerSettings& settings) {
    settings.listen = {};
    settings.callers_listen = {"127.0.0.1:0", "127.0.0.1:0"};
    settings.signers_listen = {"127.0.0.1:0"};
  });
  ASSERT_EQ(tls.world().server().ports().size(), 3u);
  constexpr int kUnimplemented = 12;
  const std::string none = "/paraphe.v1.CallerService/None";
  for (const CallRow& call : kCalls) {
    const bool signers = call.whose == std::string(kSigner);
    const auto other_side = tls.Dial(signers ? &tls.caller : nullptr, signers ? 0 : 2);
    const RawAnswer answer = CallRaw(other_side, call.path);
    EXPECT_EQ(answer.code, kUnimplemented) << call.path;
    EXPECT_EQ(answer, CallRaw(other_side, none)) << call.path;
  }
  const std::string prepare = "/paraphe.v1.CallerService/Prepare";
  const std::string present = "/paraphe.v1.SignerService/Present";
  EXPECT_NE(CallRaw(tls.Dial(&tls.caller, 0), prepare).code, kUnimplemented);
  EXPECT_NE(CallRaw(tls.Dial(&tls.caller, 1), prepare).code, kUnimplemented);
  EXPECT_NE(CallRaw(tls.Dial(nullptr, 2), present).code, kUnimplemented);
}

// A caller's calls on a session, as bytes.
template <typename Request>
std::string Naming(const std::string& session, const std::string& token) {
  Request request;
  request.set_session_id(session);
  request.set_caller_token(token);
  return request.SerializeAsString();
}

class ForeignSessionTest : public testing::Test {
 protected:
  // What the caller of another application, which knows everything of the session, is told of it, and
  // of a session that does not exist.
  template <typename Request>
  void ExpectLikeNone(const std::string& path) {
    const RawAnswer foreign =
        CallRaw(other_, path, Naming<Request>(session_.session_id(), session_.caller_token()));
    const RawAnswer none = CallRaw(other_, path, Naming<Request>(kNone, session_.caller_token()));
    EXPECT_THAT(foreign.status, HasReason(v1::SESSION_UNKNOWN)) << path;
    EXPECT_EQ(foreign, none) << path;
  }

  TlsWorld tls_;
  const v1::PrepareResponse session_ = tls_.PrepareOrDie();
  const std::shared_ptr<grpc::Channel> other_ = tls_.Dial(&tls_.other_caller);
  // As long as an id.
  const std::string kNone = std::string(session_.session_id().size(), '0');
};

// Proves: ROLE-1
TEST_F(ForeignSessionTest, LooksLikeNone) {
  ExpectLikeNone<v1::FinalizeRequest>("/paraphe.v1.CallerService/Finalize");
  ExpectLikeNone<v1::CallerAbortRequest>("/paraphe.v1.CallerService/Abort");
  ExpectLikeNone<v1::CallerWatchRequest>("/paraphe.v1.CallerService/Watch");
  EXPECT_EQ(tls_.world().StateOf(session_.session_id()), v1::PREPARED);
  EXPECT_THAT(CallRaw(tls_.Dial(&tls_.caller), "/paraphe.v1.CallerService/Finalize",
                      Naming<v1::FinalizeRequest>(session_.session_id(), session_.caller_token()))
                  .status,
              HasReason(v1::SESSION_WRONG_STATE));
}

// Proves: ROLE-1
TEST_F(ForeignSessionTest, ASignersTokenIsOfItsOwnSessionOnly) {
  v1::PresentRequest present;
  present.set_ticket(session_.ticket());
  present.add_certificates(test::TestPki::Get().signer().der);
  const RawAnswer answer =
      CallRaw(tls_.Dial(nullptr), "/paraphe.v1.SignerService/Present", present.SerializeAsString());
  v1::PresentResponse shown;
  ASSERT_TRUE(answer.code == 0 && shown.ParseFromString(answer.response));
  const v1::PrepareResponse other = tls_.PrepareOrDie();
  const auto caller = tls_.Dial(&tls_.caller);
  EXPECT_THAT(CallRaw(caller, "/paraphe.v1.CallerService/Abort",
                      Naming<v1::CallerAbortRequest>(other.session_id(), shown.session_token()))
                  .status,
              HasReason(v1::SESSION_UNKNOWN));
  EXPECT_EQ(tls_.world().StateOf(other.session_id()), v1::PREPARED);
}

absl::Duration Median(std::vector<absl::Duration> times) {
  std::nth_element(times.begin(), times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2),
                   times.end());
  return times[times.size() / 2];
}

// Proves: ROLE-1
TEST_F(ForeignSessionTest, TakesAsLongAsNone) {
  const std::string path = "/paraphe.v1.CallerService/Finalize";
  const std::string requests[] = {
      Naming<v1::FinalizeRequest>(session_.session_id(), session_.caller_token()),
      Naming<v1::FinalizeRequest>(kNone, session_.caller_token())};
  std::vector<absl::Duration> times[2];
  for (int run = 0; run < 400; ++run) {
    const size_t which = static_cast<size_t>(run) % 2;
    const absl::Time begin = absl::Now();
    CallRaw(other_, path, requests[which]);
    times[which].push_back(absl::Now() - begin);
  }
  const double ratio = absl::FDivDuration(Median(times[0]), Median(times[1]));
  EXPECT_GT(ratio, 0.5);
  EXPECT_LT(ratio, 2.0);
}

}  // namespace
}  // namespace paraphe::server

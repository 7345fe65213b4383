// Keys, certificates and identities are replaced under live connections.
#include "server/channel_material.h"

#include <memory>
#include <string>

#include "absl/strings/escaping.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "grpcpp/grpcpp.h"
#include "gtest/gtest.h"

#include "common/grpc/status_seam.h"
#include "paraphe/v1/caller_service.grpc.pb.h"
#include "tests/server/tls_world.h"
#include "tests/testing/matchers.h"

namespace paraphe::server {
namespace {

using test::CallRaw;
using test::CertBuilder;
using test::HasReason;
using test::IsOk;
using test::TestCert;
using test::TlsWorld;

constexpr char kHealth[] = "/grpc.health.v1.Health/Check";
constexpr char kFinalize[] = "/paraphe.v1.CallerService/Finalize";

// Proves: CHN-1
class ReplacedChannelTest : public testing::Test {
 protected:
  void Replace() {
    auto next = ReadChannelMaterial(tls_.settings());
    ASSERT_THAT(next, IsOk());
    ASSERT_THAT(CheckReplacement(*next, tls_.world().clock().Now()), IsOk());
    tls_.world().server().channel()->Replace(*std::move(next));
  }
  bool Reaches(const TestCert& server_ca) {
    return CallRaw(tls_.Dial(&tls_.caller, 0, &server_ca), kHealth).code == 0;
  }

  TlsWorld tls_;
  const TestCert next_ca_ = CertBuilder::Ca("Next TLS CA").Build();
};

TEST_F(ReplacedChannelTest, ANewCertificateIsForNewConnectionsAndOldOnesLive) {
  const v1::PrepareResponse session = tls_.PrepareOrDie();
  const auto before = tls_.Dial(&tls_.caller);
  const auto stub = v1::CallerService::NewStub(before);
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(60)));
  v1::CallerWatchRequest watch;
  watch.set_session_id(session.session_id());
  watch.set_caller_token(session.caller_token());
  const auto stream = stub->Watch(&context, watch);
  v1::SessionEvent event;
  ASSERT_TRUE(stream->Read(&event));
  EXPECT_EQ(event.state(), v1::PREPARED);

  tls_.WriteServerCertificate(
      test::ClientCertificate("localhost", "DNS:localhost").IssuedBy(next_ca_).Build());
  Replace();
  EXPECT_TRUE(Reaches(next_ca_));
  EXPECT_FALSE(Reaches(tls_.server_ca()));
  EXPECT_EQ(CallRaw(before, kHealth).code, 0);
  v1::CallerAbortRequest abort;
  abort.set_session_id(session.session_id());
  abort.set_caller_token(session.caller_token());
  EXPECT_EQ(CallRaw(before, "/paraphe.v1.CallerService/Abort", abort.SerializeAsString()).code, 0);
  ASSERT_TRUE(stream->Read(&event));
  EXPECT_EQ(event.state(), v1::ABORTED);
}

TEST_F(ReplacedChannelTest, ManyCertificatesLeaveTheLastInForce) {
  const auto first = tls_.Dial(&tls_.caller);
  EXPECT_EQ(CallRaw(first, kHealth).code, 0);
  for (int i = 0; i < 12; ++i) {
    tls_.WriteServerCertificate(tls_.ServerCertificate().Build());
    Replace();
    EXPECT_TRUE(Reaches(tls_.server_ca())) << i;
  }
}

TEST_F(ReplacedChannelTest, ABrokenOrExpiredOneIsRefusedAndTheOldOneStays) {
  const TestCert stranger = tls_.ServerCertificate().Build();
  TestCert mixed = tls_.ServerCertificate().Build();
  mixed.key = stranger.key;
  tls_.WriteServerCertificate(mixed);
  EXPECT_THAT(ReadChannelMaterial(tls_.settings()), HasReason(v1::MALFORMED_FILE));
  const absl::Time now = tls_.world().clock().Now();
  const auto check = [&](absl::Time from, absl::Time until) {
    tls_.WriteServerCertificate(tls_.ServerCertificate().Validity(from, until).Build());
    const auto next = ReadChannelMaterial(tls_.settings());
    EXPECT_THAT(next, IsOk());
    return CheckReplacement(*next, now);
  };
  EXPECT_THAT(check(now - absl::Hours(48), now - absl::Hours(24)), HasReason(v1::MALFORMED_FILE));
  EXPECT_THAT(check(now + absl::Hours(24), now + absl::Hours(48)), HasReason(v1::MALFORMED_FILE));
  EXPECT_THAT(check(now - absl::Hours(24), now + absl::Hours(24)), IsOk());
  EXPECT_TRUE(Reaches(tls_.server_ca()));
}

TEST_F(ReplacedChannelTest, WhoeverIsTakenOutIsRefusedAtTheNextCall) {
  const auto live = tls_.Dial(&tls_.caller);
  EXPECT_THAT(CallRaw(live, kFinalize).status, HasReason(v1::SESSION_UNKNOWN));
  auto& identities = tls_.settings().identities;
  identities.erase(identities.begin());
  Replace();
  EXPECT_THAT(CallRaw(live, kFinalize).status, HasReason(v1::NOT_IDENTIFIED));
  tls_.settings().identities.push_back(
      {absl::HexStringToBytes(test::SpkiSha256Hex(tls_.caller)), "", "mairie", ""});
  Replace();
  EXPECT_THAT(CallRaw(live, kFinalize).status, HasReason(v1::SESSION_UNKNOWN));
}

}  // namespace
}  // namespace paraphe::server

// Channels through HTTP proxies of others.
#include <cstdlib>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "grpcpp/grpcpp.h"
#include "gtest/gtest.h"
#include <sys/stat.h>

#include "common/grpc/channel.h"
#include "common/grpc/tls.h"
#include "common/key_pin.h"
#include "paraphe/v1/caller_service.grpc.pb.h"
#include "tests/testing/http_proxies.h"
#include "tests/testing/matchers.h"
#include "tests/testing/pki.h"
#include "tests/testing/temp_dir.h"

namespace paraphe {
namespace {

using test::CertBuilder;
using test::FakeProxy;
using test::HasReason;
using test::HttpProxyProgram;
using test::IsOk;
using test::TestCert;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class EmptyService final : public v1::CallerService::Service {
 public:
  grpc::Status Finalize(grpc::ServerContext*, const v1::FinalizeRequest*,
                        v1::FinalizeResponse*) override {
    return grpc::Status::OK;
  }
};

class ChannelProxyTest : public testing::Test {
 protected:
  ChannelProxyTest() {
    grpc::ServerBuilder builder;
    builder.AddListeningPort(
        "localhost:0", MakeServerTls({certificate_.Pem(), certificate_.key->Pkcs8Pem()}), &port_);
    builder.RegisterService(&service_);
    server_ = builder.BuildAndStart();
    dir_.WriteFileOrDie("ca.pem", ca_.Pem());
    address_.set_address(absl::StrCat("localhost:", port_));
    address_.set_root_certificates_file("ca.pem");
    address_.add_spki_sha256(KeyPin(*certificate_.Parse()));
  }

  void Through(const std::string& proxy, const std::string& user, const std::string& password) {
    address_.mutable_proxy()->set_address(proxy);
    address_.mutable_proxy()->set_user(user);
    address_.mutable_proxy()->set_password_file("proxy.password");
    chmod(dir_.WriteFileOrDie("proxy.password", password).c_str(), 0600);
  }
  absl::StatusOr<ServerChannel> Open() const {
    return OpenChannel(address_, dir_.Join("agent.textproto"), size_t{1} << 20);
  }
  static absl::Status CallOver(const ServerChannel& channel, bool wait = false,
                               absl::Duration deadline = absl::Seconds(60)) {
    const auto stub = v1::CallerService::NewStub(channel.grpc());
    grpc::ClientContext context;
    context.set_wait_for_ready(wait);
    context.set_deadline(absl::ToChronoTime(absl::Now() + deadline));
    v1::FinalizeResponse response;
    return channel.Outcome(stub->Finalize(&context, v1::FinalizeRequest(), &response));
  }
  absl::Status Call(absl::Duration deadline = absl::Seconds(60)) const {
    const auto channel = Open();
    return channel.ok() ? CallOver(*channel, false, deadline) : channel.status();
  }
  // With and without credentials, to a port that is let through and to another.
  void TryRules(HttpProxyProgram::Kind kind) {
    const HttpProxyProgram proxy(kind, {port_});
    Through(proxy.address(), "greffe", "s3same");
    EXPECT_THAT(Call(), IsOk());
    Through(proxy.address(), "greffe", "hunter2");
    EXPECT_THAT(Call(), Fails(proxy.address(), "does not accept the user name or the password"));
    address_.mutable_proxy()->clear_user();
    EXPECT_THAT(Call(), Fails(proxy.address(), "proxy.password_file"));
    const HttpProxyProgram narrow(kind, {port_ == 1 ? 2 : 1});
    Through(narrow.address(), "greffe", "s3same");
    EXPECT_THAT(Call(), Fails(narrow.address(), "refuses to connect to " + address_.address()));
  }
  static testing::Matcher<absl::Status> Fails(const std::string& proxy, const std::string& words) {
    return HasReason(v1::PROXY_FAILED, AllOf(HasSubstr("the proxy " + proxy), HasSubstr(words),
                                             Not(HasSubstr("hunter2")), Not(HasSubstr("s3same"))));
  }

  const TestCert ca_ = CertBuilder::Ca("Test proxy CA").Build();
  const TestCert certificate_ =
      CertBuilder::Signer("localhost")
          .IssuedBy(ca_)
          .NoQc()
          .KeyUsage({test::kDigitalSignature})
          .Extension("2.5.29.17", false, test::DerSequence(test::DerTlv(0x82, "localhost")))
          .Build();
  test::TempDir dir_;
  EmptyService service_;
  int port_ = 0;
  std::unique_ptr<grpc::Server> server_;
  v1::ServerAddress address_;
};

// Proves: CHN-5
TEST_F(ChannelProxyTest, SquidLetsThroughWhomItKnows) { TryRules(HttpProxyProgram::Kind::kSquid); }

// Proves: CHN-5
TEST_F(ChannelProxyTest, TinyproxyLetsThroughWhomItKnows) {
  TryRules(HttpProxyProgram::Kind::kTinyproxy);
}

// Proves: CHN-2, CHN-5
TEST_F(ChannelProxyTest, TlsAndPinsHoldThroughTheProxy) {
  const HttpProxyProgram proxy(HttpProxyProgram::Kind::kSquid, {port_});
  Through(proxy.address(), "greffe", "s3same");
  address_.clear_spki_sha256();
  address_.add_spki_sha256(std::string(64, '0'));
  EXPECT_THAT(Call(), HasReason(v1::SERVER_KEY_NOT_PINNED));
  address_.clear_spki_sha256();
  address_.set_server_name("elsewhere.example");
  EXPECT_THAT(Call(), HasReason(v1::NOT_REACHABLE, HasSubstr("elsewhere.example")));
  address_.clear_server_name();
  EXPECT_THAT(Call(), IsOk());
}

// Proves: CHN-5
TEST_F(ChannelProxyTest, AProxyThatDiesIsNamedAndUsedAgainOnceItIsBack) {
  HttpProxyProgram proxy(HttpProxyProgram::Kind::kTinyproxy, {port_});
  Through(proxy.address(), "greffe", "s3same");
  const auto channel = Open();
  ASSERT_THAT(channel, IsOk());
  EXPECT_THAT(CallOver(*channel), IsOk());
  proxy.Stop();
  EXPECT_THAT(CallOver(*channel), Fails(proxy.address(), "cannot be reached"));
  proxy.Start();
  EXPECT_THAT(CallOver(*channel, /*wait=*/true), IsOk());
}

// Proves: CHN-5
TEST_F(ChannelProxyTest, AServerThatIsDownBehindTheProxyIsSaidSo) {
  const HttpProxyProgram proxy(HttpProxyProgram::Kind::kSquid, {port_});
  server_->Shutdown();
  server_.reset();
  Through(proxy.address(), "greffe", "s3same");
  EXPECT_THAT(Call(), Fails(proxy.address(), "cannot reach " + address_.address()));
}

// Proves: CHN-5
TEST_F(ChannelProxyTest, WhatIsNoProxyIsSaidToBeNone) {
  const FakeProxy garbage("220 mail.example ESMTP\r\n\r\n");
  address_.mutable_proxy()->set_address(garbage.address());
  EXPECT_THAT(Call(), Fails(garbage.address(), "does not speak HTTP"));
  const FakeProxy broken("HTTP/1.1 500 Internal\r\n\r\n");
  address_.mutable_proxy()->set_address(broken.address());
  EXPECT_THAT(Call(), Fails(broken.address(), "(it answered 500)"));
  // It opens a tunnel, and closes it.
  const FakeProxy empty("HTTP/1.1 200 OK\r\n\r\n");
  address_.mutable_proxy()->set_address(empty.address());
  EXPECT_THAT(Call(),
              HasReason(v1::NOT_REACHABLE, HasSubstr("through the proxy " + empty.address())));
}

// Proves: CHN-5
TEST_F(ChannelProxyTest, AProxyThatSaysNothingIsNotWaitedForLong) {
  const FakeProxy silent("");
  address_.mutable_proxy()->set_address(silent.address());
  EXPECT_THAT(Call(absl::Seconds(1)), Fails(silent.address(), "does not answer"));
}

// Proves: CHN-5
TEST_F(ChannelProxyTest, TheEnvironmentsProxyIsUsedAndGrpcsOwnIsNot) {
  const HttpProxyProgram proxy(HttpProxyProgram::Kind::kTinyproxy, {port_});
  for (const char* name : {"http_proxy", "grpc_proxy"}) setenv(name, "http://127.0.0.1:1", 1);
  EXPECT_THAT(Call(), IsOk());
  setenv("https_proxy", absl::StrCat("http://greffe:hunter2@", proxy.address()).c_str(), 1);
  EXPECT_THAT(Call(), Fails(proxy.address(), "does not accept"));
  setenv("https_proxy", absl::StrCat("http://greffe:s3%73ame@", proxy.address()).c_str(), 1);
  EXPECT_THAT(Call(), IsOk());
  setenv("https_proxy", "http://127.0.0.1:1", 1);
  EXPECT_THAT(Call(), Fails("127.0.0.1:1", "cannot be reached"));
  setenv("no_proxy", "localhost", 1);
  EXPECT_THAT(Call(), IsOk());
  // The configuration is asked first.
  Through(proxy.address(), "greffe", "hunter2");
  EXPECT_THAT(Call(), Fails(proxy.address(), "does not accept"));
  for (const char* name : {"http_proxy", "grpc_proxy", "https_proxy", "no_proxy"}) unsetenv(name);
}

}  // namespace
}  // namespace paraphe

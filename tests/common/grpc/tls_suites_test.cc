// What a client of ours takes of TLS, said by OpenSSL's own server.
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "grpcpp/grpcpp.h"
#include "gtest/gtest.h"

#include "common/grpc/channel.h"
#include "paraphe/v1/caller_service.grpc.pb.h"
#include "tests/flow/running_program.h"
#include "tests/testing/matchers.h"
#include "tests/testing/pki.h"
#include "tests/testing/temp_dir.h"

namespace paraphe {
namespace {

using test::CertBuilder;
using test::RunningProgram;
using test::TestCert;

class ClientSuitesTest : public testing::Test {
 protected:
  ClientSuitesTest() {
    const TestCert ca = CertBuilder::Ca("Test suites CA").Build();
    const TestCert certificate =
        CertBuilder::Signer("localhost")
            .IssuedBy(ca)
            .NoQc()
            .KeyUsage({test::kDigitalSignature, test::kKeyEncipherment})
            .Extension("2.5.29.17", false, test::DerSequence(test::DerTlv(0x82, "localhost")))
            .Build();
    dir_.WriteFileOrDie("ca.pem", ca.Pem());
    dir_.WriteFileOrDie("tls.pem", certificate.Pem());
    dir_.WriteFileOrDie("tls.key", certificate.key->Pkcs8Pem());
  }

  // Whether a server that speaks only so much says `expected` of our handshake.
  bool ServerSays(const std::vector<std::string>& options, const std::string& expected) {
    std::vector<std::string> arguments = {"/usr/bin/openssl",
                                          "s_server",
                                          "-rev",
                                          "-accept",
                                          "127.0.0.1:0",
                                          "-alpn",
                                          "h2",
                                          "-cert",
                                          dir_.Join("tls.pem"),
                                          "-key",
                                          dir_.Join("tls.key")};
    arguments.insert(arguments.end(), options.begin(), options.end());
    RunningProgram server(arguments);
    if (!server.WaitFor("ACCEPT 127.0.0.1:")) return false;
    const std::string said = server.Said();
    const size_t port = said.find("ACCEPT 127.0.0.1:") + 17;
    v1::ServerAddress address;
    address.set_address(absl::StrCat("127.0.0.1:", std::stoi(said.substr(port))));
    address.set_server_name("localhost");
    address.set_root_certificates_file("ca.pem");
    const auto channel = OpenChannel(address, dir_.Join("x"), 1000);
    EXPECT_THAT(channel, test::IsOk());
    const auto stub = v1::CallerService::NewStub(channel->grpc());
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(60)));
    v1::FinalizeResponse response;
    EXPECT_FALSE(stub->Finalize(&context, v1::FinalizeRequest(), &response).ok());
    return server.WaitFor(expected);
  }

  test::TempDir dir_;
};

// Proves: CHN-1
TEST_F(ClientSuitesTest, ForwardSecrecyWithAeadIsTaken) {
  EXPECT_TRUE(ServerSays({"-tls1_2", "-cipher", "ECDHE-RSA-AES128-GCM-SHA256"},
                         "Ciphersuite: ECDHE-RSA-AES128-GCM-SHA256"));
  EXPECT_TRUE(ServerSays({"-tls1_3"}, "Ciphersuite: TLS_"));
}

// Proves: CHN-1
TEST_F(ClientSuitesTest, WhatLacksOneOfThemIsNot) {
  for (const char* suite : {"AES128-GCM-SHA256", "ECDHE-RSA-AES128-SHA256"}) {
    EXPECT_TRUE(ServerSays({"-tls1_2", "-cipher", suite}, "no shared cipher")) << suite;
  }
  EXPECT_TRUE(ServerSays({"-tls1_1", "-cipher", "DEFAULT:@SECLEVEL=0"}, "unsupported protocol"));
}

}  // namespace
}  // namespace paraphe

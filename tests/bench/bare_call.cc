#include "tests/bench/bare_call.h"

#include <cstdio>
#include <vector>

#include "absl/strings/str_cat.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server.h"
#include "grpcpp/server_builder.h"

#include "common/file.h"
#include "paraphe/v1/caller_service.grpc.pb.h"
#include "tests/bench/bench_server.h"
#include "tests/bench/process_cost.h"
#include "tests/testing/or_die.h"

namespace paraphe::bench {
namespace {

using ::paraphe::test::CheckOrDie;

constexpr size_t kMostFileBytes = size_t{1} << 20;

class EmptyService final : public v1::CallerService::Service {
  grpc::Status Abort(grpc::ServerContext* /*context*/, const v1::CallerAbortRequest* /*request*/,
                     v1::CallerAbortResponse* /*response*/) override {
    return grpc::Status::OK;
  }
};

std::string ReadOrDie(const std::string& path) {
  const auto text = ReadFile(path, kMostFileBytes);
  CheckOrDie(text.ok(), path.c_str());
  return *text;
}

// The server's own, and the CA of its clients, who must show a certificate.
std::shared_ptr<grpc::ServerCredentials> MutualTls(const std::string& folder) {
  grpc::SslServerCredentialsOptions options(
      GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY);
  options.pem_root_certs = ReadOrDie(folder + "/client-ca.pem");
  options.pem_key_cert_pairs.push_back(
      {ReadOrDie(folder + "/tls.key"), ReadOrDie(folder + "/tls.pem")});
  return grpc::SslServerCredentials(options);
}

}  // namespace

int ServeBareCalls(const std::string& folder) {
  EmptyService service;
  int port = 0;
  grpc::ServerBuilder builder;
  builder.AddListeningPort("127.0.0.1:0", MutualTls(folder), &port);
  builder.RegisterService(&service);
  const std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  CheckOrDie(server != nullptr, "starting the bare server");
  std::printf("listening on %d.\n", port);
  std::fflush(stdout);
  server->Wait();
  return 0;
}

BareServer::BareServer() {
  WriteTlsFiles(dir_);
  program_ = std::make_unique<test::RunningProgram>(
      std::vector<std::string>{"/proc/self/exe", "--bare-server", dir_.path()});
  CheckOrDie(program_->WaitFor("."), "the bare server");
  const std::string said = program_->Said();
  const std::string port = said.substr(sizeof("listening on ") - 1);
  calls_ = test::CallsOverGrpc(absl::StrCat("127.0.0.1:", port.substr(0, port.find('.'))),
                               dir_.Join("config"), 1);
  CpuOfCalls(1);  // the connection is made
}

double BareServer::CpuOfCalls(int count) const {
  const double before = CpuSeconds(program_->pid());
  for (int i = 0; i < count; ++i) CheckOrDie(calls_->Abort({}).ok(), "a bare call");
  return (CpuSeconds(program_->pid()) - before) / count;
}

}  // namespace paraphe::bench

#include "tests/client/cli/fake_caller_server.h"

#include <thread>

#include "absl/strings/str_cat.h"
#include "grpcpp/server_builder.h"
#include <sys/stat.h>

#include "common/grpc/status_seam.h"
#include "common/grpc/tls.h"
#include "common/hash.h"
#include "tests/testing/cert_builder.h"

namespace paraphe::test {

FakeCallerServer::FakeCallerServer() {
  const TestCert ca = CertBuilder::Ca("Fake server CA").Build();
  const TestCert certificate =
      CertBuilder::Signer("localhost")
          .IssuedBy(ca)
          .NoQc()
          .KeyUsage({kDigitalSignature})
          .Extension("2.5.29.17", false, DerSequence(DerTlv(0x82, "localhost")))
          .Build();
  int port = 0;
  grpc::ServerBuilder builder;
  builder.AddListeningPort("localhost:0",
                           MakeServerTls({certificate.Pem(), certificate.key->Pkcs8Pem()}), &port);
  builder.RegisterService(this);
  server_ = builder.BuildAndStart();
  address_ = absl::StrCat("localhost:", port);
  dir_.WriteFileOrDie("ca.pem", ca.Pem());
  config_ = dir_.WriteFileOrDie("caller.textproto",
                                absl::StrCat("server { address: \"", address_,
                                             "\" root_certificates_file: \"ca.pem\" }\n"
                                             "patience { nanos: 500000000 }\n"));
}

FakeCallerServer::~FakeCallerServer() { server_->Shutdown(); }

std::string FakeCallerServer::StateFile() const {
  std::string file = dir_.WriteFileOrDie(
      "session.state",
      absl::StrCat("address: \"", address_, "\" session_id: \"s1\" caller_token: \"secret\"\n"));
  chmod(file.c_str(), 0600);
  return file;
}

v1::SessionEvent FakeCallerServer::Event(v1::SessionState state, uint64_t version,
                                         v1::StatusCode status) {
  v1::SessionEvent event;
  event.set_session_id("s1");
  event.set_state(state);
  event.set_version(version);
  event.set_status(status);
  return event;
}

grpc::Status FakeCallerServer::Prepare(grpc::ServerContext*, const v1::PrepareRequest* request,
                                       v1::PrepareResponse* response) {
  prepared.push_back(*request);
  response->set_session_id("s1");
  response->set_ticket("ticket");
  response->set_caller_token("secret");
  response->set_state(v1::PREPARED);
  response->set_session_code("CODE-1");
  response->set_document_sha256(Sha256(request->document()));
  return ToGrpcStatus("Prepare", prepare_refusal);
}

grpc::Status FakeCallerServer::Watch(grpc::ServerContext* context, const v1::CallerWatchRequest*,
                                     grpc::ServerWriter<v1::SessionEvent>* writer) {
  for (const v1::SessionEvent& event : events) writer->Write(event);
  while (!watch_ends && !context->IsCancelled()) std::this_thread::yield();
  return grpc::Status::OK;
}

grpc::Status FakeCallerServer::Abort(grpc::ServerContext*, const v1::CallerAbortRequest* request,
                                     v1::CallerAbortResponse* response) {
  aborted.push_back(*request);
  response->set_session_id("s1");
  response->set_version(3);
  response->set_state(v1::ABORTED);
  return ToGrpcStatus("Abort", abort_refusal);
}

grpc::Status FakeCallerServer::Finalize(grpc::ServerContext*, const v1::FinalizeRequest* request,
                                        v1::FinalizeResponse* response) {
  finalized.push_back(*request);
  *response = result;
  return grpc::Status::OK;
}

}  // namespace paraphe::test

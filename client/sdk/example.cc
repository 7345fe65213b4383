// A whole caller: has one canonical XML document signed and writes it out. Errors come with words
// that say what to do; a real back-office system would keep session.key in its database and watch
// from elsewhere.
#include <iostream>

#include "client/sdk/caller_client.h"
#include "common/file.h"
#include "common/status_macros.h"

namespace {

absl::Status Sign(const std::string& address, const std::string& ca, const std::string& identity,
                  const std::string& document, const std::string& application) {
  paraphe::v1::ServerAddress server;
  server.set_address(address);
  server.set_root_certificates_file(ca);
  server.mutable_identity()->set_certificate_file(identity + ".pem");
  server.mutable_identity()->set_private_key_file(identity + ".key");
  ASSIGN_OR_RETURN(const auto client, paraphe::client::CallerClient::Create(server, {}));

  paraphe::v1::PrepareRequest request;
  ASSIGN_OR_RETURN(*request.mutable_document(), paraphe::ReadFile(document, size_t{64} << 20));
  request.set_application(application);
  request.set_signer_role("Maire");
  request.mutable_attributes()->mutable_place()->set_city("Montpellier");
  ASSIGN_OR_RETURN(const auto session, client->Prepare(std::move(request)));

  std::cout << "For the signer's agent: " << session.link << std::endl;
  RETURN_IF_ERROR(client->WaitUntilSigned(session.key, absl::Hours(1)));
  ASSIGN_OR_RETURN(const auto result, client->Finalize(session.key));
  return paraphe::WriteFile(document + ".signed", result.signed_document());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 6) {
    std::cerr << "usage: paraphe-example HOST:PORT CA.pem IDENTITY DOCUMENT.xml APPLICATION\n"
                 "IDENTITY.pem and IDENTITY.key are the application's client certificate.\n";
    return 2;
  }
  const absl::Status status = Sign(argv[1], argv[2], argv[3], argv[4], argv[5]);
  if (!status.ok()) std::cerr << status.message() << "\n";
  return status.ok() ? 0 : 1;
}

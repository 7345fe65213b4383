#include "common/grpc/server_check.h"

#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"

#include "common/errors.h"
#include "common/key_pin.h"
#include "common/openssl.h"

namespace paraphe {
namespace {

using UniqueOctets = UniqueHandle<ASN1_OCTET_STRING, ASN1_OCTET_STRING_free>;

UniqueX509 Parse(absl::string_view pem) {
  const UniqueBio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  if (bio == nullptr) return nullptr;
  return UniqueX509(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
}

bool IsFor(X509& certificate, const std::string& name) {
  const UniqueOctets ip(a2i_IPADDRESS(name.c_str()));
  if (ip != nullptr) return X509_check_ip_asc(&certificate, name.c_str(), 0) == 1;
  constexpr unsigned kFlags =
      X509_CHECK_FLAG_NEVER_CHECK_SUBJECT | X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS;
  return X509_check_host(&certificate, name.data(), name.size(), kFlags, nullptr) == 1;
}

class ServerVerifier final : public grpc::experimental::ExternalCertificateVerifier {
 public:
  ServerVerifier(ExpectedServer expected, std::shared_ptr<LastVerdict> verdict)
      : expected_(std::move(expected)), verdict_(std::move(verdict)) {}

  bool Verify(grpc::experimental::TlsCustomVerificationCheckRequest* request,
              std::function<void(grpc::Status)>, grpc::Status* sync_status) override {
    const grpc::string_ref pem = request->peer_cert();
    const absl::Status verdict = CheckServerCertificate({pem.data(), pem.size()}, expected_);
    if (!verdict.ok()) {
      *sync_status = grpc::Status(grpc::StatusCode::UNAUTHENTICATED, "the server's certificate");
    }
    verdict_->Set(verdict);
    return true;
  }
  // It is never waited for.
  void Cancel(grpc::experimental::TlsCustomVerificationCheckRequest*) override {}

 private:
  const ExpectedServer expected_;
  const std::shared_ptr<LastVerdict> verdict_;
};

}  // namespace

absl::Status CheckServerCertificate(absl::string_view pem, const ExpectedServer& expected) {
  ClearOpensslErrors();
  const UniqueX509 certificate = Parse(pem);
  const bool is_for = certificate != nullptr && IsFor(*certificate, expected.name);
  ClearOpensslErrors();
  if (!is_for) {
    return MakeError(
        v1::NOT_REACHABLE,
        absl::StrCat(expected.address, ": the server's certificate is not for ", expected.name,
                     "; nothing was sent; ask your administrator, who may set "
                     "server_name"));
  }
  if (expected.pins.empty() || absl::c_linear_search(expected.pins, KeyPin(*certificate))) {
    return absl::OkStatus();
  }
  return MakeError(
      v1::SERVER_KEY_NOT_PINNED,
      absl::StrCat(expected.address,
                   ": the key of the server's certificate is none of those that are "
                   "pinned; nothing was sent; somebody may stand in between, or the "
                   "key was changed: ask your administrator, and do not go on before"));
}

std::shared_ptr<grpc::experimental::CertificateVerifier> MakeServerVerifier(
    ExpectedServer expected, std::shared_ptr<LastVerdict> verdict) {
  return grpc::experimental::ExternalCertificateVerifier::Create<ServerVerifier>(
      std::move(expected), std::move(verdict));
}

}  // namespace paraphe

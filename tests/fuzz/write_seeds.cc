// Writes the seeds of the fuzz targets, from the project's own samples and from what its tests
// build: documents and one step away from them, tables with documents, policies, certificates,
// signed documents, requests. Keys are new each time, so that signed seeds differ from run to run.
//
//   build/asan/bin/write_seeds [FOLDER]     from the root of the project; tests/fuzz/corpus unless
//   given
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

#include "common/file.h"
#include "paraphe/v1/error_detail.pb.h"
#include "tests/document/document_generator.h"
#include "tests/fuzz/hand_made.h"
#include "tests/server/testing/session_world.h"
#include "tests/server/testing/test_agent.h"
#include "tests/testing/or_die.h"
#include "tests/testing/pki.h"
#include "tests/xades/signing.h"

namespace paraphe::test {
namespace {

constexpr size_t kLimit = size_t{1} << 20;
constexpr int kGenerated = 12;

std::filesystem::path& Folder() {
  static std::filesystem::path folder = "tests/fuzz/corpus";
  return folder;
}

void Write(absl::string_view target, absl::string_view name, absl::string_view bytes) {
  const std::filesystem::path folder = Folder() / std::string(target);
  std::filesystem::create_directories(folder);
  std::ofstream file(folder / std::string(name), std::ios::binary);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  CheckOrDie(file.good(), "writing a seed");
}

std::string Read(const std::string& path) {
  absl::StatusOr<std::string> bytes = ReadFile(path, kLimit);
  CheckOrDie(bytes.ok(), path.c_str());
  return *std::move(bytes);
}

void WriteDocuments() {
  for (const char* name : {"arrete", "bordereau", "transmission"}) {
    const std::string document = Read(absl::StrCat("deploy/samples/", name, ".xml"));
    Write("intake", name, document);
    Write("canonicalizer", name, document);
  }
  Random random(1);
  for (int i = 0; i < kGenerated; ++i) {
    const GeneratedDocument document = GenerateCanonical(random);
    std::string step;
    const std::string beside = TakeStep(document, random, &step);
    Write("intake", absl::StrCat("generated_", i), document.bytes);
    Write("intake", absl::StrCat("step_", i), beside);
    Write("canonicalizer", absl::StrCat("step_", i), beside);
    Write("verifier", absl::StrCat("unsigned_", i), document.bytes);
  }
  for (const NamedSeed& seed : kPrograms) {
    Write("verifier", seed.name, absl::StrCat("!", seed.bytes));
  }
  for (const NamedSeed& seed : kHandMadeDocuments) {
    Write("intake", seed.name, seed.bytes);
    Write("canonicalizer", seed.name, seed.bytes);
  }
  for (const NamedSeed& seed : kOtherEncodings) Write("canonicalizer", seed.name, seed.bytes);
}

void WriteTables() {
  const struct {
    const char* table;
    const char* document;
  } pairs[] = {{"arrete", "arrete"},
               {"actes", "transmission"},
               {"generic", "bordereau"},
               {"ubl-invoice", "facture"}};
  for (const auto& pair : pairs) {
    const std::string table = Read(absl::StrCat("deploy/tables/", pair.table, ".textproto"));
    const std::string document = Read(absl::StrCat("deploy/samples/", pair.document, ".xml"));
    Write("table_file", pair.table, table);
    Write("renderer", pair.table, absl::StrCat(table, "\n%%\n", document));
  }
  for (const NamedSeed& table : kHandMadeTables) {
    Write("table_file", table.name, table.bytes);
    for (const NamedSeed& document : kHandMadeContents) {
      Write("renderer", absl::StrCat(table.name, "_", document.name),
            absl::StrCat(table.bytes, "\n%%\n", document.bytes));
    }
    for (const NamedSeed& program : kPrograms) {
      Write("renderer", absl::StrCat(table.name, "_", program.name),
            absl::StrCat(table.bytes, "\n%%\n!", program.bytes));
    }
  }
}

void WritePolicies() {
  Write("policy_file", "demo", Read("deploy/demo/politique.textproto"));
  for (const char* name : {"factures", "mairie-actes"}) {
    Write("policy_file", name, Read(absl::StrCat("deploy/policies/", name, ".textproto")));
  }
  for (const NamedSeed& seed : kHandMadePolicies) Write("policy_file", seed.name, seed.bytes);
  std::string pem;
  for (const char c : TestPki::Get().CaPem())
    pem += c == '\n' ? std::string("\\n") : std::string(1, c);
  Write("policy_file", "trusted_ca",
        absl::StrCat(kHandMadePolicies[0].bytes, "trusted_ca_pem: \"", pem, "\"\n"));
}

void WriteCertificates() {
  const TestPki& pki = TestPki::Get();
  const auto write = [&pki](const char* name, const CertBuilder& builder) {
    Write("certificate", name, absl::StrCat(builder.Build().der, pki.intermediate().der));
  };
  const TestName odd = {{"C", "FR", V_ASN1_PRINTABLESTRING},
                        {"O", "Mairie, \"Sud\" + Cie; <1>"},
                        {"CN", "Zo\xC3\xA9 O'Brien\\", V_ASN1_UTF8STRING, true},
                        {"1.2.3.4", "inconnu"}};
  write("good", pki.Signer("Anne"));
  write("name", pki.Signer("Anne").Subject(odd));
  write("serial", pki.Signer("Anne").SerialHex("7FEDCBA9876543210FEDCBA9876543210FEDCBA9"));
  write("usages", pki.Signer("Anne").KeyUsage({kDigitalSignature, kDecipherOnly}));
  write("types", pki.Signer("Anne").Qc({{kQcCompliance, ""},
                                        {kQcSscd, ""},
                                        {"1.2.3.4", DerSequence("")},
                                        {kQcType, DerSequence(DerOid("0.4.0.1862.1.6.1"))}}));
  write("critical", pki.Signer("Anne").QcCritical().Extension("1.2.3.4", true, DerSequence("")));
  write("curve", pki.Signer("Anne").Key(TestKey::NewEcP256()));
  write("ca", pki.Intermediate("CA"));
  Write("certificate", "qc_statements",
        QcStatementsDer({{kQcCompliance, ""}, {kQcType, DerSequence(DerOid("1.2.3"))}}));
}

void WriteSignedDocuments() {
  const auto write = [](const char* name, v1::SignatureForm form, v1::HashAlgorithm hash) {
    const auto attributes = xades::test::FullAttributes(xades::test::SignerOf(), form, hash);
    Write("verifier", name,
          xades::test::SignOrDie(xades::test::kDocument, attributes, xades::test::SignerOf()));
  };
  write("baseline", v1::XADES_BASELINE_B, v1::SHA256);
  write("v132", v1::XADES_1_3_2, v1::SHA512);
  write("v122", v1::XADES_1_2_2, v1::SHA1);
}

// What the first bytes of a request's seed choose; see tests/server/rpc_request_fuzz.cc.
enum State : char { kPrepared, kPresented, kConsented, kSigning, kSigned, kAborted };
enum Call : char {
  kPrepare,
  kPresent,
  kConsent,
  kSign,
  kAbortBySigner,
  kFinalize,
  kAbort,
  kWatch,
  kWatchBySigner,
};
enum Making : char { kInput, kOwnCredentials, kHonest };

void WriteRequest(const char* name, State state, Call call, Making making,
                  const google::protobuf::Message* request = nullptr) {
  std::string bytes = {static_cast<char>(state), static_cast<char>(call),
                       static_cast<char>(making)};
  if (request != nullptr) request->AppendToString(&bytes);
  Write("rpc_request", name, bytes);
}

v1::PrepareRequest InlineRequest() {
  v1::PrepareRequest request = SessionWorld::GoodRequest();
  request.set_application(kInlineApplication);
  request.mutable_inline_policy()->set_description("Une politique");
  request.mutable_inline_policy()->set_hash_algorithm(v1::SHA512);
  return request;
}

void WriteRequests() {
  const v1::PrepareRequest good = SessionWorld::GoodRequest();
  const v1::PrepareRequest inline_policy = InlineRequest();
  v1::ConsentRequest consent;
  consent.set_unattended(true);
  v1::SignRequest failure;
  failure.mutable_failure()->set_reason(v1::DEVICE_PIN_WRONG);
  v1::SignRequest signature;
  signature.set_signature(std::string(256, '\x01'));
  v1::PresentRequest html;
  html.set_include_html(true);
  v1::CallerAbortRequest reason;
  reason.set_reason("non");
  WriteRequest("prepare_new", kPrepared, kPrepare, kInput, &good);
  WriteRequest("prepare_inline", kPrepared, kPrepare, kInput, &inline_policy);
  WriteRequest("prepare_amend", kPresented, kPrepare, kHonest);
  WriteRequest("present_ticket", kPrepared, kPresent, kHonest);
  WriteRequest("present_html", kPrepared, kPresent, kHonest, &html);
  WriteRequest("present_choose", kPresented, kPresent, kHonest);
  WriteRequest("consent", kPresented, kConsent, kHonest);
  WriteRequest("consent_unattended", kPresented, kConsent, kHonest, &consent);
  WriteRequest("sign_release", kConsented, kSign, kHonest);
  WriteRequest("sign_result", kSigning, kSign, kHonest);
  WriteRequest("sign_signature", kSigning, kSign, kHonest, &signature);
  WriteRequest("sign_failure", kSigning, kSign, kHonest, &failure);
  WriteRequest("finalize", kSigned, kFinalize, kHonest);
  WriteRequest("finalize_aborted", kAborted, kFinalize, kOwnCredentials);
  WriteRequest("abort_caller", kConsented, kAbort, kHonest, &reason);
  WriteRequest("abort_signer", kPresented, kAbortBySigner, kHonest);
  WriteRequest("watch_caller", kPresented, kWatch, kHonest);
  WriteRequest("watch_signer", kPresented, kWatchBySigner, kHonest);
}

}  // namespace
}  // namespace paraphe::test

int main(int count, char** arguments) {
  if (count > 1) paraphe::test::Folder() = arguments[1];
  paraphe::test::WriteDocuments();
  paraphe::test::WriteTables();
  paraphe::test::WritePolicies();
  paraphe::test::WriteCertificates();
  paraphe::test::WriteSignedDocuments();
  paraphe::test::WriteRequests();
  return 0;
}

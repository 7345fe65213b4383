#include "tests/server/testing/session_world.h"

#include <optional>
#include <utility>

#include "absl/time/clock.h"

#include "common/grpc/status_seam.h"
#include "paraphe/v1/caller_service.grpc.pb.h"
#include "paraphe/v1/signer_service.grpc.pb.h"
#include "server/catalogue.h"
#include "server/server.h"
#include "server/server_core.h"
#include "server/store/memory_store.h"
#include "tests/server/testing/world_calls.h"
#include "tests/testing/or_die.h"

namespace paraphe::test {

const char kDocument[] =
    R"(<Deliberation xmlns="urn:example:acte" numero="FR-93-2026-0117"><Objet>Création d’une crèche)"
    R"( à l’Île-Saint-Denis</Objet><Montant devise="EUR">1 250 000,00</Montant></Deliberation>)";

const char kStrictDocument[] = "<Liste><ligne>une</ligne></Liste>";

namespace {

// The clock stands still: all that a test does happens in one minute.
constexpr char kConfig[] = R"(
    limits { application_open_sessions: 10000 new_sessions_per_minute: 1000000
             application_new_sessions_per_minute: 1000000 }
    listen: "127.0.0.1:0"
    tls { certificate_file: "tls.pem" private_key_file: "tls.key" }
    client_ca_files: "client-ca.pem"
    applications { name: "mairie" identities { subject_alternative_name: "URI:urn:paraphe:test:caller" } }
    applications { name: "bureau" identities { subject_alternative_name: "URI:urn:paraphe:test:caller" } inline_policies_allowed: true inline_tables_allowed: true }
    policy_files: "policies"
    table_files: "tables"
    trusted_ca_files: "ca.pem"
    shutdown_grace { seconds: 5 })";

constexpr char kPolicy[] = R"(
    name: "world"
    applies_to { application: "mairie" role: "Maire" }
    identifier: "urn:oid:1.2.250.1.1.1"
    description: "Signature des délibérations"
    url: "https://mairie.example/politique.pdf"
    digest_hex: "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    defaults { place { city: "L'Île-Saint-Denis" country_name: "FR" } }
    allow_unattended: true)";

constexpr char kSha512Policy[] = R"(
    name: "world-sha512"
    applies_to { application: "mairie" role: "Adjoint" }
    description: "Signature par un adjoint"
    hash_algorithm: SHA512)";

constexpr char kStrictPolicy[] = R"(
    name: "world-strict"
    applies_to { application: "mairie" role: "Ordonnateur" }
    description: "Tout est exigé"
    attribute_rules {
      commitment_type_required: true
      allowed_commitment_types: "http://uri.etsi.org/01903/v1.2.2#ProofOfApproval"
      claimed_role_required: true
      allowed_claimed_roles: "Ordonnateur"
      place_required: true
    }
    certificate_rules { non_repudiation_required: true qualified_required: true sscd_required: true })";

constexpr char kTimelessPolicy[] = R"(
    name: "world-timeless"
    applies_to { application: "mairie" role: "Greffier" }
    description: "Sans date"
    attribute_rules { signing_time_forbidden: true })";

constexpr char kGenericTable[] = R"(
    name: "generic"
    title { fr: "Document" en: "Document" }
    default_rule { show_unlisted_elements: true show_unlisted_attributes: true })";

constexpr char kStrictTable[] = R"(
    name: "strict"
    title { fr: "Liste" en: "List" }
    root: "Liste"
    elements { name: "Liste" show_as: SECTION }
    elements { name: "ligne" show_as: PARAGRAPH })";

template <typename T>
T ValueOrDie(absl::StatusOr<T> value, const char* what) {
  if (!value.ok()) std::fprintf(stderr, "%s\n", value.status().ToString().c_str());
  CheckOrDie(value.ok(), what);
  return *std::move(value);
}

}  // namespace

struct SessionWorld::Inside {
  std::optional<server::MemoryStore> own_store;
  server::CoreParts parts;
  // One of the two.
  std::unique_ptr<server::Server> server;
  std::unique_ptr<server::ServerCore> core;
  std::shared_ptr<grpc::Channel> channel;  // null without a server
  std::unique_ptr<WorldCalls> calls;
};

SessionWorld::SessionWorld(const Adjust& adjust, const Parts& parts)
    : inside_(std::make_unique<Inside>()) {
  WriteFiles();
  server::CoreParts& own = inside_->parts;
  own.settings =
      ValueOrDie(server::LoadServerConfig(dir_.Join("paraphed.textproto")), "configuration");
  if (adjust) adjust(own.settings);
  own.catalogue = ValueOrDie(server::Catalogue::Load(own.settings), "catalogue");
  own.clock = &clock_;
  own.audit = parts.audit;
  inside_->own_store.emplace(own.settings.store_bounds);
  own.store = parts.store != nullptr ? parts.store : &*inside_->own_store;
  if (parts.direct) {
    inside_->core = std::make_unique<server::ServerCore>(own);
    inside_->calls = CallsOf(inside_->core->context());
    return;
  }
  inside_->server =
      ValueOrDie(server::Server::Start(own, parts.channel, parts.credentials), "server");
  inside_->channel = inside_->server->InProcessChannel();
  inside_->calls = CallsOver(inside_->channel);
}

SessionWorld::~SessionWorld() = default;

server::Server& SessionWorld::server() { return *NotNullOrDie(inside_->server.get(), "server"); }

server::SessionMachine& SessionWorld::machine() {
  return inside_->core != nullptr ? inside_->core->machine() : inside_->server->machine();
}

void SessionWorld::ReplaceCatalogue(const Adjust& adjust) {
  server::ServerSettings settings = inside_->parts.settings;
  adjust(settings);
  NotNullOrDie(inside_->core.get(), "core")
      ->catalogue()
      .Replace(ValueOrDie(server::Catalogue::Load(settings), "catalogue"));
}

server::MemoryStore& SessionWorld::store() const { return *inside_->own_store; }

absl::StatusOr<std::unique_ptr<server::Server>> SessionWorld::StartAnother(
    const std::string& address, std::shared_ptr<grpc::ServerCredentials> credentials) {
  server::CoreParts parts = inside_->parts;
  parts.settings.listen = {address};
  return server::Server::Start(std::move(parts), std::nullopt, credentials);
}

std::shared_ptr<grpc::Channel> SessionWorld::channel() const { return inside_->channel; }

std::string SessionWorld::WriteFile(absl::string_view name, absl::string_view text) {
  return dir_.WriteFileOrDie(name, text);
}

void SessionWorld::WriteFiles() {
  WriteFile("paraphed.textproto", kConfig);
  WriteFile("policies/world.textproto", kPolicy);
  WriteFile("policies/sha512.textproto", kSha512Policy);
  WriteFile("policies/strict.textproto", kStrictPolicy);
  WriteFile("policies/timeless.textproto", kTimelessPolicy);
  WriteFile("tables/generic.textproto", kGenericTable);
  WriteFile("tables/strict.textproto", kStrictTable);
  WriteFile("ca.pem", TestPki::Get().CaPem());
}

v1::PrepareRequest SessionWorld::GoodRequest() {
  v1::PrepareRequest request;
  request.set_document(kDocument);
  request.set_application(kApplication);
  request.set_signer_role(kRole);
  request.mutable_attributes()->set_claimed_role("Maire");
  request.mutable_attributes()->set_commitment_type(
      "http://uri.etsi.org/01903/v1.2.2#ProofOfApproval");
  request.set_success_url("https://mairie.example/merci");
  request.set_failure_url("https://mairie.example/dommage");
  return request;
}

absl::StatusOr<v1::PrepareResponse> SessionWorld::Prepare(const v1::PrepareRequest& request) {
  return inside_->calls->Prepare(request);
}

absl::StatusOr<v1::FinalizeResponse> SessionWorld::Finalize(const v1::PrepareResponse& session) {
  v1::FinalizeRequest request;
  request.set_session_id(session.session_id());
  request.set_caller_token(session.caller_token());
  return inside_->calls->Finalize(request);
}

absl::StatusOr<v1::CallerAbortResponse> SessionWorld::Abort(const v1::PrepareResponse& session,
                                                            absl::string_view reason) {
  v1::CallerAbortRequest request;
  request.set_session_id(session.session_id());
  request.set_caller_token(session.caller_token());
  request.set_reason(std::string(reason));
  return inside_->calls->Abort(request);
}

absl::StatusOr<v1::PresentResponse> SessionWorld::Present(const v1::PresentRequest& request) {
  return inside_->calls->Present(request);
}

absl::StatusOr<v1::ConsentResponse> SessionWorld::Consent(const v1::ConsentRequest& request) {
  return inside_->calls->Consent(request);
}

absl::StatusOr<v1::SignResponse> SessionWorld::Sign(const v1::SignRequest& request) {
  return inside_->calls->Sign(request);
}

absl::StatusOr<v1::SignerExportResponse> SessionWorld::Export(const std::string& session_token) {
  v1::SignerExportRequest request;
  request.set_session_token(session_token);
  return inside_->calls->Export(request);
}

absl::StatusOr<v1::SignerAbortResponse> SessionWorld::AbortBySigner(
    const v1::SignerAbortRequest& request) {
  return inside_->calls->AbortBySigner(request);
}

v1::PrepareResponse SessionWorld::PrepareOrDie(const v1::PrepareRequest& request) {
  return ValueOrDie(Prepare(request), "Prepare");
}

v1::SessionState SessionWorld::StateOf(absl::string_view session_id) const {
  const auto record = inside_->parts.store->Load(server::SessionId{std::string(session_id)});
  return record.ok() ? record->state() : v1::SESSION_STATE_UNSPECIFIED;
}

}  // namespace paraphe::test

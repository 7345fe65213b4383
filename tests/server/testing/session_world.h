// A whole server in this process, with everything a session needs around it: policies, tables, the
// test PKI, a clock that stands still, a document. Tests and fuzzers reach it through its two
// services, as programs do.
//
//   SessionWorld world;
//   TestAgent agent(world);
//   const v1::PrepareResponse prepared = world.PrepareOrDie();
//   ASSERT_THAT(agent.SignWholeSession(prepared.ticket()), IsOk());
//   ... world.Finalize(prepared) ...
#ifndef PARAPHE_TESTS_SERVER_TESTING_SESSION_WORLD_H_
#define PARAPHE_TESTS_SERVER_TESTING_SESSION_WORLD_H_

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

#include "paraphe/v1/caller_service.pb.h"
#include "paraphe/v1/signer_service.pb.h"
#include "server/audit/audit_chain.h"
#include "server/channel_material.h"
#include "server/config.h"
#include "tests/testing/fake_clock.h"
#include "tests/testing/pki.h"
#include "tests/testing/temp_dir.h"

namespace grpc {
class Channel;
class ServerCredentials;
}  // namespace grpc
namespace paraphe::server {
class MemoryStore;
class Server;
class SessionMachine;
class SessionStore;
}  // namespace paraphe::server

namespace paraphe::test {

// Applications and roles that the world's policies are for.
inline constexpr char kApplication[] = "mairie";
inline constexpr char kRole[] = "Maire";          // policy "world": unattended allowed, SHA-256
inline constexpr char kSha512Role[] = "Adjoint";  // policy "world-sha512": needs a person
inline constexpr char kStrictRole[] =
    "Ordonnateur";  // policy "world-strict": every rule switched on
inline constexpr char kTimelessRole[] = "Greffier";  // policy "world-timeless": no signing time
inline constexpr char kInlineApplication[] =
    "bureau";  // may send policies and tables inline, and has no policy of its own

// A municipal act; canonical, with accents. Its table is "generic". Holds kDocumentMark once.
extern const char kDocument[];
inline constexpr char kDocumentMark[] = "FR-93-2026-0117";
// A document whose own table, "strict", maps its element <ligne> only.
extern const char kStrictDocument[];

// Thread-safe once built.
class SessionWorld {
 public:
  // `adjust` may change the configuration before the server starts.
  using Adjust = std::function<void(server::ServerSettings&)>;
  // What to use in place of the world's own; must outlive it.
  struct Parts {
    server::SessionStore* store = nullptr;
    std::shared_ptr<grpc::ServerCredentials> credentials;  // with them, it also listens on a port
    // No gRPC at all: the calls are made as functions. For ThreadSanitizer, to which Debian's gRPC
    // is one long race since it was built without it, and for fuzzers.
    bool direct = false;
    server::AuditSource audit = nullptr;  // what administrators read
    // With it, it also listens on a port, over TLS, for whom the settings name.
    std::optional<server::ChannelMaterial> channel = std::nullopt;
  };
  explicit SessionWorld(const Adjust& adjust = nullptr) : SessionWorld(adjust, Parts()) {}
  SessionWorld(const Adjust& adjust, const Parts& parts);
  ~SessionWorld();

  FakeClock& clock() { return clock_; }
  // Dies in a direct world.
  server::Server& server();
  server::SessionMachine& machine();
  // The world's own store; empty where Parts names another.
  server::MemoryStore& store() const;
  // Puts another catalogue in force, as the configuration and the files say after `adjust`. Dies
  // unless the world is direct.
  void ReplaceCatalogue(const Adjust& adjust);
  // Writes a file into the world's folder and returns its path.
  std::string WriteFile(absl::string_view name, absl::string_view text);

  // Starts a second server beside it, which listens on `address`.
  absl::StatusOr<std::unique_ptr<server::Server>> StartAnother(
      const std::string& address, std::shared_ptr<grpc::ServerCredentials> credentials);

  // The client's end of the server, without network or TLS.
  std::shared_ptr<grpc::Channel> channel() const;

  // A request for kDocument that will be accepted.
  static v1::PrepareRequest GoodRequest();

  // The calls, with their errors as a client sees them.
  absl::StatusOr<v1::PrepareResponse> Prepare(const v1::PrepareRequest& request);
  absl::StatusOr<v1::FinalizeResponse> Finalize(const v1::PrepareResponse& session);
  absl::StatusOr<v1::CallerAbortResponse> Abort(const v1::PrepareResponse& session,
                                                absl::string_view reason = "");
  absl::StatusOr<v1::PresentResponse> Present(const v1::PresentRequest& request);
  absl::StatusOr<v1::ConsentResponse> Consent(const v1::ConsentRequest& request);
  absl::StatusOr<v1::SignResponse> Sign(const v1::SignRequest& request);
  absl::StatusOr<v1::SignerExportResponse> Export(const std::string& session_token);
  absl::StatusOr<v1::SignerAbortResponse> AbortBySigner(const v1::SignerAbortRequest& request);

  // A prepared session. Dies where it is refused.
  v1::PrepareResponse PrepareOrDie(const v1::PrepareRequest& request = GoodRequest());

  // The state of a session as the store has it; SESSION_STATE_UNSPECIFIED where it has none.
  v1::SessionState StateOf(absl::string_view session_id) const;

 private:
  struct Inside;  // keeps gRPC's headers out of the tests

  void WriteFiles();

  TempDir dir_;
  FakeClock clock_;
  std::unique_ptr<Inside> inside_;
};

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_SERVER_TESTING_SESSION_WORLD_H_

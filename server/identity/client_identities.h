// Whose a client certificate is, as the configuration says. Made of one configuration, whole; the next
// one makes another object, so that who is taken out is refused at the next call of a live connection.
//
// REQ: ROLE-1, CHN-1, CHN-2
#ifndef PARAPHE_SERVER_IDENTITY_CLIENT_IDENTITIES_H_
#define PARAPHE_SERVER_IDENTITY_CLIENT_IDENTITIES_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

#include "pki/certificate.h"
#include "server/config.h"
#include "server/identity/client_path.h"

namespace paraphe::server {

enum class Standing {
  kKnown,        // it is an application's or an administrator's
  kNone,         // no certificate came
  kMalformed,    // what came is none that we read
  kUnknown,      // the configuration has nothing of it
  kWrongCa,      // it has a path to no CA of client_ca_files
  kWeak,         // its key, or one of its path, is too short, or a hash too weak
  kExpired,      // it, or a CA of its path
  kNotYetValid,  // the same
  kRevoked,      // by revoked_sha256
  kAmbiguous,    // it is several administrators', or an application's and an administrator's
};

// A word for the log: "expired".
absl::string_view WordOf(Standing standing);

struct ClientJudgement {
  Standing standing = Standing::kNone;
  std::vector<std::string> applications;  // where it is known
  std::string administrator;              // the same
  std::string claimed;  // "sha256:DIGITS/NAME" of the certificate; empty where none came
  // When this is the judgement; outside, another may be.
  absl::Time from = absl::InfinitePast();
  absl::Time until = absl::InfiniteFuture();
};

// Thread-safe.
class ClientIdentities {
  struct Passkey {};

 public:
  ClientIdentities(Passkey, const ServerSettings& settings, ClientPath path);

  // Reads client_ca_files.
  // Errors:
  //   FILE_UNREADABLE, TOO_LARGE  as ReadFile
  //   MALFORMED_FILE              a file of them holds something else than certificates of CAs
  static absl::StatusOr<std::shared_ptr<const ClientIdentities>> Load(
      const ServerSettings& settings);

  // Judges the certificate that a client showed and proved to have the key of; others may follow it,
  // from which a path may lead to a CA. A pin is asked first, then the names. `pem` is empty where no
  // certificate came.
  std::shared_ptr<const ClientJudgement> Judge(absl::string_view pem, absl::Time now) const;

 private:
  ClientJudgement JudgeAnew(absl::string_view pem, absl::Time now) const;
  void JudgeKnown(const std::vector<Certificate>& shown, absl::Time now,
                  ClientJudgement& judgement) const;
  void JudgeByPath(const std::vector<Certificate>& shown, absl::Time now,
                   ClientJudgement& judgement) const;

  const std::vector<IdentitySetting> identities_;
  const std::vector<std::string> revoked_;
  const ClientPath path_;
  mutable absl::Mutex mutex_;
  // By the digest of what was shown.
  mutable absl::flat_hash_map<std::string, std::shared_ptr<const ClientJudgement>> judged_
      ABSL_GUARDED_BY(mutex_);
};

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_IDENTITY_CLIENT_IDENTITIES_H_

// Whether a client certificate leads to a CA of the configuration: OpenSSL's path validation.
//
// REQ: CHN-1; RFC 5280 §6
#ifndef PARAPHE_SERVER_IDENTITY_CLIENT_PATH_H_
#define PARAPHE_SERVER_IDENTITY_CLIENT_PATH_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

#include "common/openssl.h"
#include "pki/certificate.h"

namespace paraphe::server {

enum class PathVerdict { kHolds, kNone, kWeak, kExpired, kNotYetValid };

struct PathJudgement {
  PathVerdict verdict = PathVerdict::kNone;
  absl::Time until = absl::InfiniteFuture();  // the earliest end of the path's certificates
};

// Thread-safe.
class ClientPath {
 public:
  // No CA: no path holds.
  ClientPath() = default;

  // Reads the CAs of PEM files.
  // Errors:
  //   FILE_UNREADABLE, TOO_LARGE  as ReadFile
  //   MALFORMED_FILE              a file holds something else than certificates of CAs
  static absl::StatusOr<ClientPath> Load(const std::vector<std::string>& ca_files);

  bool has_cas() const { return store_ != nullptr; }

  // Whether a path leads from the first of `shown` to a CA at `now`, for TLS clients; the others of
  // `shown` may stand in it and are trusted in nothing. A CA that is listed ends a path though its own
  // issuer is not.
  PathJudgement Judge(const std::vector<Certificate>& shown, absl::Time now) const;

 private:
  UniqueX509Store store_;
};

// Names of a certificate that a configuration may list, in its words and normal form.
std::vector<std::string> AlternativeNamesOf(const Certificate& certificate);

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_IDENTITY_CLIENT_PATH_H_

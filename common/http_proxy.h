// Which HTTP proxy leads to a server: the one of the configuration, else the environment's.
//
// REQ: CHN-5
#ifndef PARAPHE_COMMON_HTTP_PROXY_H_
#define PARAPHE_COMMON_HTTP_PROXY_H_

#include <optional>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "paraphe/v1/config.pb.h"

namespace paraphe {

struct HttpProxy {
  std::string address;        // HOST:PORT
  std::string authorization;  // the value of Proxy-Authorization (RFC 7617). A secret; empty: none
};

// The value of a variable of the environment; nullptr where it has none.
using Environment = absl::FunctionRef<const char*(const char* name)>;

// The proxy for `server`; nullopt where it is reached directly. ServerAddress.proxy decides alone
// where it is there; relative paths are beside `base_file`. Else https_proxy, then HTTPS_PROXY, name
// it, unless no_proxy, then NO_PROXY, list the server (IsExemptFromProxy); an empty variable counts
// for none. Their form is curl's: [http://][USER[:PASSWORD]@]HOST[:PORT], USER and PASSWORD
// percent-encoded, PORT 1080 where it is left out. No error holds a user name or a password.
// Errors:
//   MALFORMED_FILE   the password file is not its owner's only, or what it holds is no password
//   FILE_UNREADABLE  it cannot be read
//   PROXY_FAILED     the variable names no proxy, or one of another kind (https://, socks5://)
absl::StatusOr<std::optional<HttpProxy>> ChooseProxy(const v1::ServerAddress& server,
                                                     const std::string& base_file,
                                                     Environment environment);

// Whether `list` names `host`, as curl reads no_proxy: "*" names all; else names, each with the
// names below it (a leading dot means nothing), addresses, and networks (10.0.0.0/8), with commas
// or blanks between them.
bool IsExemptFromProxy(absl::string_view list, absl::string_view host);

}  // namespace paraphe

#endif  // PARAPHE_COMMON_HTTP_PROXY_H_

// Why no connection comes about through an HTTP proxy: gRPC only says that there is none.
//
// REQ: CHN-5
#ifndef PARAPHE_COMMON_PROXY_PROBE_H_
#define PARAPHE_COMMON_PROXY_PROBE_H_

#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"

#include "common/http_proxy.h"

namespace paraphe {

// Asks `proxy` for a tunnel to `target` (HOST:PORT) with CONNECT (RFC 9110 §9.3.6), and closes it
// again; OK where the proxy opens it. Waits at most `patience`, a second at least, and for names as
// long as the system's resolver. The messages name the proxy, never what it was given as
// credentials, and quote nothing that it said but a number. Thread-safe.
// Errors:
//   PROXY_FAILED  it cannot be reached, does not answer, answers no HTTP, or refuses
absl::Status ProbeProxy(const HttpProxy& proxy, const std::string& target, absl::Duration patience);

}  // namespace paraphe

#endif  // PARAPHE_COMMON_PROXY_PROBE_H_

// A call by its method's name with bytes in and out: for services whose code is not generated here, and for comparing
// refusals to the byte.
#ifndef PARAPHE_TESTS_SERVER_TESTING_RAW_CALL_H_
#define PARAPHE_TESTS_SERVER_TESTING_RAW_CALL_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "grpcpp/channel.h"

namespace paraphe::test {

// One call by its method's path over a channel, and what the server said, details included; refusals are
// compared.
struct RawAnswer {
  int code = 0;
  std::string message;
  std::string details;
  absl::Status status;
  std::string response;  // bytes

  bool operator==(const RawAnswer& other) const {
    return code == other.code && message == other.message && details == other.details;
  }
};
RawAnswer CallRaw(const std::shared_ptr<grpc::Channel>& channel, const std::string& path,
                  const std::string& request = "");

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_SERVER_TESTING_RAW_CALL_H_

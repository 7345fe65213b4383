// The heads of the audit log that are kept outside the store.
#ifndef PARAPHE_SERVER_AUDIT_AUDIT_HEADS_H_
#define PARAPHE_SERVER_AUDIT_AUDIT_HEADS_H_

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"

#include "common/clock.h"
#include "server/audit/audit_chain.h"

namespace paraphe::server {

// Adds heads to a file, one line "TIME NUMBER SHA256" each, and to the log. Not thread-safe.
class AuditHeads {
 public:
  // `read` gives the head of now; `clock` must outlive the object.
  AuditHeads(std::string file, std::function<absl::StatusOr<ChainHead>()> read, const Clock* clock)
      : file_(std::move(file)), read_(std::move(read)), clock_(*clock) {}

  // Adds the head, where it is another than the last time. What fails is logged, and tried again the
  // next time.
  void Note();

 private:
  absl::Status Add(const ChainHead& head) const;

  const std::string file_;
  const std::function<absl::StatusOr<ChainHead>()> read_;
  const Clock& clock_;
  ChainHead noted_;
};

// The heads of such a file; none where there is no file.
// Errors:
//   MALFORMED_FILE  names the line
absl::StatusOr<std::vector<ChainHead>> ReadAuditHeads(const std::string& file);

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_AUDIT_AUDIT_HEADS_H_

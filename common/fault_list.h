// Errors that are gathered while work goes on, so that whoever reads them sees all at once.
#ifndef PARAPHE_COMMON_FAULT_LIST_H_
#define PARAPHE_COMMON_FAULT_LIST_H_

#include <string>

#include "absl/status/status.h"

namespace paraphe {

// Not thread-safe.
class FaultList {
 public:
  // OK adds nothing.
  void Add(const absl::Status& status);

  // OK where nothing was added; else the first error's reason and place, and the message of each, one a line, in their
  // order.
  absl::Status ToStatus() const { return status_; }

 private:
  absl::Status status_;
};

}  // namespace paraphe

#endif  // PARAPHE_COMMON_FAULT_LIST_H_

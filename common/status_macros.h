// The two macros that pass an error on. Shaped like Abseil's own later ones
// (absl/status/status_macros.h), which Debian 12's Abseil does not have yet, to be replaced by
// them.
#ifndef PARAPHE_COMMON_STATUS_MACROS_H_
#define PARAPHE_COMMON_STATUS_MACROS_H_

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

// Evaluates an absl::Status; returns it from the enclosing function unless OK.
#define RETURN_IF_ERROR(expression)                                         \
  do {                                                                      \
    if (absl::Status status_ = (expression); !status_.ok()) return status_; \
  } while (false)

#define PARAPHE_CONCAT_INNER(a, b) a##b
#define PARAPHE_CONCAT(a, b) PARAPHE_CONCAT_INNER(a, b)

// Evaluates an absl::StatusOr<T>; returns its status unless OK, else assigns the value to `target`,
// which may declare a variable.
#define ASSIGN_OR_RETURN(target, expression) \
  PARAPHE_ASSIGN_OR_RETURN(PARAPHE_CONCAT(status_or_, __LINE__), target, expression)

#define PARAPHE_ASSIGN_OR_RETURN(holder, target, expression) \
  auto holder = (expression);                                \
  if (!holder.ok()) return std::move(holder).status();       \
  target = std::move(holder).value()

#endif  // PARAPHE_COMMON_STATUS_MACROS_H_

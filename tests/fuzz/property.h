// What fuzz targets have in common: a property that does not hold ends the program, so that
// libFuzzer keeps the input.
#ifndef PARAPHE_TESTS_FUZZ_PROPERTY_H_
#define PARAPHE_TESTS_FUZZ_PROPERTY_H_

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <initializer_list>
#include <string>

#include "absl/algorithm/container.h"
#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

#include "common/errors.h"

namespace paraphe::test {

// Ends the program where `holds` is false. `property` says what should have been so, `found` what
// was.
inline void Require(bool holds, absl::string_view property, absl::string_view found = "") {
  if (holds) return;
  const std::string line = absl::StrCat("property violated: ", property, "\n", found, "\n");
  static_cast<void>(std::fwrite(line.data(), 1, line.size(), stderr));
  std::abort();
}

// Input of others may be refused, for one of these reasons; INTERNAL, a defect of ours, is not
// among them.
inline void RequireReason(const absl::Status& status,
                          std::initializer_list<v1::ErrorReason> reasons) {
  if (status.ok()) return;
  Require(absl::c_linear_search(reasons, ReasonOf(status)), "refused for a reason of its contract",
          status.ToString());
}

inline void RequireNoDefect(const absl::Status& status) {
  Require(status.ok() || ReasonOf(status) != v1::INTERNAL, "INTERNAL is no answer to input",
          status.ToString());
}

inline absl::string_view InputText(const uint8_t* data, size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_FUZZ_PROPERTY_H_

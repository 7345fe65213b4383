// Random values from the system's generator (OpenSSL's DRBG).
#ifndef PARAPHE_COMMON_RANDOM_H_
#define PARAPHE_COMMON_RANDOM_H_

#include <cstddef>
#include <string>

#include "absl/status/statusor.h"

namespace paraphe {

// `size` raw random bytes. INTERNAL where the generator fails. Thread-safe.
absl::StatusOr<std::string> RandomBytes(size_t size);

}  // namespace paraphe

#endif  // PARAPHE_COMMON_RANDOM_H_

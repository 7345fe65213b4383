#include "common/random.h"

#include <string>

#include "common/errors.h"
#include "common/openssl.h"

namespace paraphe {

absl::StatusOr<std::string> RandomBytes(size_t size) {
  ClearOpensslErrors();
  std::string bytes(size, '\0');
  if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(size)) != 1) {
    return MakeError(v1::INTERNAL, "random generator failed: " + DrainOpensslErrors());
  }
  return bytes;
}

}  // namespace paraphe

#include "common/openssl.h"

#include <string>

namespace paraphe {

void ClearOpensslErrors() { ERR_clear_error(); }

std::string DrainOpensslErrors() {
  std::string text;
  while (const unsigned long code = ERR_get_error()) {
    const char* reason = ERR_reason_error_string(code);
    if (!text.empty()) text += "; ";
    text += reason != nullptr ? reason : "unnamed OpenSSL error";
  }
  return text.empty() ? "no detail" : text;
}

}  // namespace paraphe

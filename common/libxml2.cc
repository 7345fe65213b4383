#include "common/libxml2.h"

#include "absl/strings/ascii.h"
#include "absl/strings/string_view.h"

namespace paraphe {

LibxmlErrors::LibxmlErrors()
    : previous_(xmlStructuredError), previous_context_(xmlStructuredErrorContext) {
  xmlSetStructuredErrorFunc(this, &LibxmlErrors::Collect);
}

LibxmlErrors::~LibxmlErrors() { xmlSetStructuredErrorFunc(previous_context_, previous_); }

void LibxmlErrors::Collect(void* self, xmlErrorPtr error) {
  auto& collector = *static_cast<LibxmlErrors*>(self);
  if (error->level < XML_ERR_ERROR) return;
  if (collector.count_++ > 0) return;
  const absl::string_view message = error->message == nullptr ? "" : error->message;
  collector.first_ = {error->domain, error->code, error->line, error->int2,
                      std::string(absl::StripAsciiWhitespace(message))};
}

}  // namespace paraphe

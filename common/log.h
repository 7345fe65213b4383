// Structured logs without content: one line an event, "event key=value ...". Keys and values are
// names, numbers, states and hexadecimal digests of delivered things; never a document's content, a
// person's name, a place, a PIN, a ticket, a token.
#ifndef PARAPHE_COMMON_LOG_H_
#define PARAPHE_COMMON_LOG_H_

#include <initializer_list>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"

namespace paraphe {

enum class LogLevel { kDebug, kInfo, kWarning, kError };

// Sets the level below which nothing is written; programs call it once, from their configuration.
void SetLogLevel(LogLevel level);

using LogField = std::pair<absl::string_view, std::string>;

// Writes one line to standard error. Values are quoted where they hold a blank or a quote; control
// characters are escaped, so that nothing can forge a line. Thread-safe.
void Log(LogLevel level, absl::string_view event, std::initializer_list<LogField> fields = {});

}  // namespace paraphe

#endif  // PARAPHE_COMMON_LOG_H_

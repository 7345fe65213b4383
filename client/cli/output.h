// What the commands print: results to standard output, notes and errors to standard error.
#ifndef PARAPHE_CLIENT_CLI_OUTPUT_H_
#define PARAPHE_CLIENT_CLI_OUTPUT_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

#include "nlohmann/json.hpp"

namespace paraphe::cli {

// Keeps the order in which fields were added.
using Json = nlohmann::ordered_json;

// Writes to standard output, unbuffered. FILE_UNREADABLE where that fails (a full disk).
absl::Status Print(absl::string_view text);
// An object over several lines, for commands with one result; or on one line, for commands with a
// stream of them.
absl::Status PrintJson(const Json& object);
absl::Status PrintJsonLine(const Json& object);

// A line on standard error that is not an error.
void Note(absl::string_view line);

// The error on standard error, and with `json` as a line {"error": {...}} on standard output. Names
// of files and what else an error quotes may hold anything: control characters are shown as marks.
void ReportError(const absl::Status& status, bool json);

// {"reason": "DOCUMENT_NOT_CANONICAL", "recovery": "FIX_INPUT", "message": "...", "position":
// {...}, ...}
Json ErrorToJson(const absl::Status& status);

// Text that a document, a certificate or a server brought, safe for a terminal: one line, with
// control and invisible characters as visible marks.
std::string ForTerminal(absl::string_view text);

}  // namespace paraphe::cli

#endif  // PARAPHE_CLIENT_CLI_OUTPUT_H_

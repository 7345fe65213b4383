// What the commands print: results to standard output, notes and errors to standard error.
#ifndef PARAPHE_CLIENT_CLI_OUTPUT_H_
#define PARAPHE_CLIENT_CLI_OUTPUT_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/timestamp.pb.h"

#include "nlohmann/json.hpp"
#include "paraphe/v1/session.pb.h"

namespace paraphe::cli {

// Keeps the order in which fields were added.
using Json = nlohmann::ordered_json;

// Writes to standard output, unbuffered.
// Errors:
//   FILE_UNWRITABLE  the text cannot be written (a full disk, a closed standard output)
absl::Status Print(absl::string_view text);
// An object over several lines, for commands with one result; or on one line, for commands with a
// stream of them. The same errors.
absl::Status PrintJson(const Json& object);
absl::Status PrintJsonLine(const Json& object);

// For commands that write a document to `out` ("-": standard output) and a result as JSON.
// Errors:
//   USAGE  standard output cannot hold both
absl::Status CheckJsonAndOut(bool json, absl::string_view out);

// Help of --force.
inline constexpr char kForceHelp[] = "replace a file that exists; never one that the command reads";

// Whether a command may write a file at `out` ("-" and "": it writes none). Never where it is one of
// `others`, the files that the command reads or writes besides, under whatever name.
// Errors:
//   USAGE  it is one of `others`; it exists, and there is no `force`
absl::Status CheckNothingIsLost(const std::string& out, bool force,
                                const std::vector<std::string>& others);

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

// A note where the event counts more refused openings than were told.
//
// REQ: CHN-3
void NoteRefusedOpenings(const v1::SessionEvent& event, uint32_t told);

// What a state means to the caller: "waits for the signer".
absl::string_view StateText(v1::SessionState state);

// RFC 3339 in UTC, whole seconds.
std::string TimeText(const google::protobuf::Timestamp& time);

}  // namespace paraphe::cli

#endif  // PARAPHE_CLIENT_CLI_OUTPUT_H_

// Names of the protocol in words, for people at a terminal.
#ifndef PARAPHE_CLIENT_CLI_WORDS_H_
#define PARAPHE_CLIENT_CLI_WORDS_H_

#include <string>

#include "absl/strings/string_view.h"
#include "google/protobuf/timestamp.pb.h"

#include "paraphe/v1/session.pb.h"

namespace paraphe::cli {

// "the signer has the document before their eyes"
absl::string_view WordsFor(v1::SessionState state);

// RFC 3339 in UTC, whole seconds.
std::string TimeText(const google::protobuf::Timestamp& time);

}  // namespace paraphe::cli

#endif  // PARAPHE_CLIENT_CLI_WORDS_H_

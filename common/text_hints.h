// What to do about a fault of protobuf's text format: which names there are in place of one that
// there is not.
#ifndef PARAPHE_COMMON_TEXT_HINTS_H_
#define PARAPHE_COMMON_TEXT_HINTS_H_

#include <string>

#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"

namespace paraphe {

// " Its fields are name, title, ...." or " Use one of SHA256, ...." for a message of protobuf's
// parser about an unknown field or value; empty for any other. `root` is the message that the file
// holds.
std::string HintFor(absl::string_view fault, const google::protobuf::Descriptor& root);

}  // namespace paraphe

#endif  // PARAPHE_COMMON_TEXT_HINTS_H_

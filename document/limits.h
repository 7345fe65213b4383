// The bounds of documents, as the configurations of servers and agents write them.
#ifndef PARAPHE_DOCUMENT_LIMITS_H_
#define PARAPHE_DOCUMENT_LIMITS_H_

#include "common/text_file.h"
#include "document/scanner.h"
#include "paraphe/v1/config.pb.h"

namespace paraphe::xml {

// Takes what the field `limits` of a configuration says; 0 keeps the default. Adds a fault for each
// limit above the most that config.proto states.
Bounds TakeLimits(const v1::Limits& limits, TextFile& file);

}  // namespace paraphe::xml

#endif  // PARAPHE_DOCUMENT_LIMITS_H_

// What this desk's configuration says about what may be shown and signed here, whatever the server
// says.
#ifndef PARAPHE_CLIENT_AGENT_DESK_RULES_H_
#define PARAPHE_CLIENT_AGENT_DESK_RULES_H_

#include <vector>

#include "common/bilingual.h"
#include "document/scanner.h"
#include "paraphe/v1/config.pb.h"

namespace paraphe::agent {

struct DeskRules {
  Language language = Language::kFrench;
  xml::Bounds bounds;
  std::vector<v1::TablePin> table_pins;
  bool sha1_refused = false;
  bool unattended = false;
};

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_DESK_RULES_H_

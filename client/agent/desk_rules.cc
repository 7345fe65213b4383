#include "client/agent/desk_rules.h"

namespace paraphe::agent {

DeskRules RulesOf(const AgentSettings& settings, bool unattended) {
  return {settings.language,
          settings.bounds,
          {settings.config.table_pins().begin(), settings.config.table_pins().end()},
          settings.config.sha1_allowed(),
          settings.clock_tolerance,
          unattended};
}

}  // namespace paraphe::agent

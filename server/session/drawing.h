// docs/session.md, generated from the tables of transitions.h and invariants.h.
#ifndef PARAPHE_SERVER_SESSION_DRAWING_H_
#define PARAPHE_SERVER_SESSION_DRAWING_H_

#include <string>

namespace paraphe::server {

// The whole page: Mermaid diagram, the transitions as text, states with what they hold, every
// refusal.
std::string DrawSessionPage();

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_SESSION_DRAWING_H_

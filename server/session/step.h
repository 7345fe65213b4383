// What a call holds between the two halves of its work on a session: what was loaded when the step
// began, to compute from, and for the machine to commit.
#ifndef PARAPHE_SERVER_SESSION_STEP_H_
#define PARAPHE_SERVER_SESSION_STEP_H_

#include <string>
#include <utility>

#include "paraphe/v1/session_record.pb.h"
#include "server/session/transitions.h"

namespace paraphe::server {

// Only SessionMachine::Begin() makes one, and every commit takes one: nothing is stored that did not
// begin. Move-only; a step that was committed is used up.
class Step {
 public:
  Step(Step&&) = default;
  Step& operator=(Step&&) = default;

  // The session as the following commit replaces it.
  const v1::SessionRecord& record() const { return record_; }

 private:
  friend class SessionMachine;
  Step(v1::SessionRecord record, SessionEvent event, Party by, std::string token)
      : record_(std::move(record)), event_(event), by_(by), token_(std::move(token)) {}

  v1::SessionRecord record_;
  SessionEvent event_;  // what it began towards
  Party by_;
  std::string token_;  // what the ticket is exchanged for, where it began with one
};

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_SESSION_STEP_H_

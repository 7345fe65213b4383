// Every call that can reach a session, as a value: for tests that try them all.
#ifndef PARAPHE_TESTS_SERVER_SESSION_OPERATIONS_H_
#define PARAPHE_TESTS_SERVER_SESSION_OPERATIONS_H_

#include <functional>
#include <string>
#include <vector>

#include "common/errors.h"
#include "server/session/transitions.h"
#include "tests/server/session/session_world.h"

namespace paraphe::server::test {

struct Operation {
  std::string name;
  SessionEvent event;  // that it means; kCreate stands for a call that means none
  std::function<absl::Status(SessionWorld&)> run;
};

// Those whose content differs from what DriveTo() gave are no repetitions.
inline std::vector<Operation> AllOperations() {
  return {
      {"RepeatCreate", SessionEvent::kReissue, [](auto& w) { return w.RepeatCreate().status(); }},
      {"Amend", SessionEvent::kAmend, [](auto& w) { return w.Amend().status(); }},
      {"Present", SessionEvent::kPresent, [](auto& w) { return w.PresentByToken().status(); }},
      {"Consent", SessionEvent::kConsent, [](auto& w) { return w.Consent().status(); }},
      {"Release", SessionEvent::kRelease, [](auto& w) { return w.Release().status(); }},
      {"Deliver", SessionEvent::kAcceptSignature, [](auto& w) { return w.Deliver().status(); }},
      {"DeliverOther", SessionEvent::kAcceptSignature,
       [](auto& w) { return w.Deliver(kOtherGoodSignature).status(); }},
      {"DeliverWrong", SessionEvent::kWrongSignature,
       [](auto& w) { return w.Deliver(kWrongSignature).status(); }},
      {"Fail", SessionEvent::kDeviceFailed, [](auto& w) { return w.Fail().status(); }},
      {"Finalize", SessionEvent::kFinalize, [](auto& w) { return w.Finalize().status(); }},
      {"AbortBySigner", SessionEvent::kAbort, [](auto& w) { return w.AbortBySigner().status(); }},
      {"AbortByCaller", SessionEvent::kAbort, [](auto& w) { return w.AbortByCaller().status(); }},
      {"Get", SessionEvent::kCreate, [](auto& w) { return w.Get().status(); }},
      {"Sweep", SessionEvent::kCreate, [](auto& w) { return w.machine.Sweep(10).status(); }},
  };
}

}  // namespace paraphe::server::test

#endif  // PARAPHE_TESTS_SERVER_SESSION_OPERATIONS_H_

// Every call that can reach a session, as a value: for tests that try them all.
#ifndef PARAPHE_TESTS_SERVER_SESSION_OPERATIONS_H_
#define PARAPHE_TESTS_SERVER_SESSION_OPERATIONS_H_

#include <functional>
#include <string>
#include <vector>

#include "common/errors.h"
#include "tests/server/session/machine_world.h"

namespace paraphe::server::test {

struct Operation {
  std::string name;
  std::function<absl::Status(MachineWorld&)> run;
};

// Those whose content differs from what DriveTo() gave are no repetitions.
inline std::vector<Operation> AllOperations() {
  return {
      {"RepeatCreate", [](auto& w) { return w.RepeatCreate().status(); }},
      {"Amend", [](auto& w) { return w.Amend().status(); }},
      {"Present", [](auto& w) { return w.PresentByToken().status(); }},
      {"Consent", [](auto& w) { return w.Consent().status(); }},
      {"Release", [](auto& w) { return w.Release().status(); }},
      {"Deliver", [](auto& w) { return w.Deliver().status(); }},
      {"DeliverOther", [](auto& w) { return w.Deliver(kOtherGoodSignature).status(); }},
      {"DeliverWrong", [](auto& w) { return w.Deliver(kWrongSignature).status(); }},
      {"Fail", [](auto& w) { return w.Fail().status(); }},
      {"Finalize", [](auto& w) { return w.Finalize().status(); }},
      {"Export", [](auto& w) { return w.Export().status(); }},
      {"AbortBySigner", [](auto& w) { return w.AbortBySigner().status(); }},
      {"AbortByCaller", [](auto& w) { return w.AbortByCaller().status(); }},
      {"Get", [](auto& w) { return w.Get().status(); }},
      {"Sweep", [](auto& w) { return w.machine.Sweep(10).status(); }},
  };
}

}  // namespace paraphe::server::test

#endif  // PARAPHE_TESTS_SERVER_SESSION_OPERATIONS_H_

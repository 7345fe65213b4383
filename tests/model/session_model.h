// tests/model/session.pml, the model of the session protocol: what of it can be compared with the
// code, and check.sh, which searches it with spin.
#ifndef PARAPHE_TESTS_MODEL_SESSION_MODEL_H_
#define PARAPHE_TESTS_MODEL_SESSION_MODEL_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "tests/testing/run_command.h"

namespace paraphe::server::test {

// The text of session.pml below $PARAPHE_SOURCE, or below the working folder.
absl::StatusOr<std::string> ReadSessionModel();

// The lines of a model's text that stand for rows of kTransitions and kRepeats, in their order:
//     T(FROM, Event, TO)
//     R(STATE, Event)
// Comments are no lines; one that stands below #if holds for some runs only, and begins with "#if ".
std::vector<std::string> TableLinesOf(absl::string_view model);

// Where the lines of a model are not those that kTransitions and kRepeats ask for, in both
// directions, each of them once; a sentence each.
std::vector<std::string> DifferencesFromTables(absl::string_view model);

// Runs check.sh with `arguments` and waits for its end.
absl::StatusOr<paraphe::test::CommandResult> CheckSessionModel(
    const std::vector<std::string>& arguments);

}  // namespace paraphe::server::test

#endif  // PARAPHE_TESTS_MODEL_SESSION_MODEL_H_

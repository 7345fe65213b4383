#include "tests/bench/measured_program.h"

#include <sstream>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

#include "tests/testing/run_command.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::bench {

absl::StatusOr<ProgramCost> RunMeasured(const std::vector<std::string>& arguments) {
  const test::TempDir dir;
  const std::string figures = dir.WriteFileOrDie("figures", "");
  std::vector<std::string> command = {test::OurProgram("run-measured"), figures};
  command.insert(command.end(), arguments.begin(), arguments.end());
  const auto result = test::RunCommand(command);
  if (!result.ok()) return result.status();
  int exit_status = -1;
  ProgramCost cost;
  std::istringstream text(dir.ReadFileOrDie("figures"));
  text >> exit_status >> cost.cpu >> cost.peak;
  if (text && exit_status == 0) return cost;
  return absl::InternalError(absl::StrCat(arguments[0], ": exit status ", exit_status, "\n",
                                          result->out.substr(0, 1000),
                                          result->err.substr(0, 1000)));
}

}  // namespace paraphe::bench

// The program `paraphe`, run as people run it.
#ifndef PARAPHE_TESTS_CLIENT_CLI_PARAPHE_COMMAND_H_
#define PARAPHE_TESTS_CLIENT_CLI_PARAPHE_COMMAND_H_

#include <string>
#include <vector>

#include "nlohmann/json.hpp"
#include "tests/testing/run_command.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::test {

// `paraphe arguments...` with `standard_input`. Dies where the program cannot be started or hangs.
CommandResult Paraphe(const std::vector<std::string>& arguments,
                      const std::string& standard_input = "");

// Standard output as JSON; a null value where it is none.
nlohmann::json JsonOf(const CommandResult& result);

// The path of a file of the project: Project("deploy/samples/arrete.xml").
std::string Project(const std::string& path);

// The real documents of PARAPHE_CORPUS, and the project's own samples.
std::vector<std::string> Documents();

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_CLIENT_CLI_PARAPHE_COMMAND_H_

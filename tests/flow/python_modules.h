// The protos as modules of Python, made with Debian's own tools.
#ifndef PARAPHE_TESTS_FLOW_PYTHON_MODULES_H_
#define PARAPHE_TESTS_FLOW_PYTHON_MODULES_H_

#include <filesystem>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

#include "tests/client/cli/paraphe_command.h"
#include "tests/testing/or_die.h"
#include "tests/testing/run_command.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::test {

inline constexpr char kPython[] = "/usr/bin/python3";  // Debian's, which sees Debian's modules

// Generates them, and returns their folder, which is in `dir`. Dies where that fails.
inline std::string PythonModulesIn(const TempDir& dir) {
  const std::string modules = dir.Join("modules");
  std::filesystem::create_directory(modules);
  const std::string root = Project("proto");
  std::vector<std::string> generate = {kPython,
                                       "-m",
                                       "grpc_tools.protoc",
                                       absl::StrCat("-I", root),
                                       absl::StrCat("--python_out=", modules),
                                       absl::StrCat("--grpc_python_out=", modules)};
  for (const auto& file : std::filesystem::directory_iterator(root + "/paraphe/v1")) {
    generate.push_back(file.path().string());
  }
  const auto generated = RunCommand(generate);
  CheckOrDie(generated.ok() && generated->exit_code == 0,
             generated.ok() ? generated->err.c_str() : "grpc_tools cannot be run");
  return modules;
}

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_FLOW_PYTHON_MODULES_H_

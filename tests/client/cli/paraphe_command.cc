#include "tests/client/cli/paraphe_command.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>

namespace paraphe::test {
namespace {

void AddDocuments(const std::string& folder, std::vector<std::string>* documents) {
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.path().extension() == ".xml") documents->push_back(entry.path().string());
  }
}

}  // namespace

CommandResult Paraphe(const std::vector<std::string>& arguments,
                      const std::string& standard_input) {
  std::vector<std::string> line = {OurProgram("paraphe")};
  line.insert(line.end(), arguments.begin(), arguments.end());
  CommandOptions options;
  options.standard_input = standard_input;
  const absl::StatusOr<CommandResult> result = RunCommand(line, options);
  if (!result.ok() || result->timed_out) {
    std::cerr << "cannot run " << line[0] << ": " << result.status() << std::endl;
    std::abort();
  }
  return *result;
}

nlohmann::json JsonOf(const CommandResult& result) {
  const nlohmann::json json =
      nlohmann::json::parse(result.out, nullptr, /*allow_exceptions=*/false);
  return json.is_discarded() ? nlohmann::json() : json;
}

std::string Project(const std::string& path) {
  const char* const source = std::getenv("PARAPHE_SOURCE");
  return source == nullptr ? path : std::string(source) + "/" + path;
}

std::vector<std::string> Documents() {
  std::vector<std::string> documents;
  AddDocuments(Project("deploy/samples"), &documents);
  const char* const corpus = std::getenv("PARAPHE_CORPUS");
  if (corpus != nullptr) AddDocuments(std::string(corpus) + "/documents", &documents);
  if (corpus == nullptr) std::cout << "PARAPHE_CORPUS is not set: own samples only\n";
  std::sort(documents.begin(), documents.end());
  return documents;
}

}  // namespace paraphe::test

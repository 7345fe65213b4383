#include "tests/testing/temp_dir.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <system_error>

#include "absl/strings/str_cat.h"

#include "tests/testing/or_die.h"

namespace paraphe::test {

TempDir::TempDir()
    : path_((std::filesystem::temp_directory_path() / "paraphe-test-XXXXXX").string()) {
  CheckOrDie(mkdtemp(path_.data()) != nullptr, "mkdtemp");
}

TempDir::~TempDir() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string TempDir::Join(absl::string_view name) const { return absl::StrCat(path_, "/", name); }

std::string TempDir::WriteFileOrDie(absl::string_view name, absl::string_view bytes) const {
  const std::string path = Join(name);
  std::error_code error;
  std::filesystem::create_directories(std::filesystem::path(path).parent_path(), error);
  std::ofstream file(path, std::ios::binary);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  CheckOrDie(file.good(), "writing a temporary file");
  return path;
}

std::string TempDir::ReadFileOrDie(absl::string_view name) const {
  std::ifstream file(Join(name), std::ios::binary);
  CheckOrDie(file.good(), "opening a temporary file");
  return std::string(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
}

}  // namespace paraphe::test

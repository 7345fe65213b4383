// A folder of its own for one test.
#ifndef PARAPHE_TESTS_TESTING_TEMP_DIR_H_
#define PARAPHE_TESTS_TESTING_TEMP_DIR_H_

#include <string>

#include "absl/strings/string_view.h"

namespace paraphe::test {

// A new, empty folder under the system's temporary one; removed with all it holds on destruction.
// The program dies where it cannot be made.
class TempDir {
 public:
  TempDir();
  ~TempDir();
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;

  const std::string& path() const { return path_; }
  // The path of `name` in the folder; `name` may hold slashes.
  std::string Join(absl::string_view name) const;
  // Writes a file, making the folders on its way; returns its path. Dies where it cannot be
  // written.
  std::string WriteFileOrDie(absl::string_view name, absl::string_view bytes) const;
  // The bytes of a file of the folder. Dies where it cannot be read.
  std::string ReadFileOrDie(absl::string_view name) const;

 private:
  std::string path_;
};

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_TESTING_TEMP_DIR_H_

#include "common/build_info.h"

#include <array>
#include <fstream>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

#include "build_commit.h"
#include "common/hash.h"

namespace paraphe {
namespace {

std::string DigestOwnFile() {
  std::ifstream file("/proc/self/exe", std::ios::binary);
  absl::StatusOr<Hasher> hasher = Hasher::Create(v1::SHA256);
  if (!hasher.ok()) return "unknown";
  std::array<char, 65536> block;
  while (file.read(block.data(), block.size()) || file.gcount() > 0) {
    hasher->Update(absl::string_view(block.data(), static_cast<size_t>(file.gcount())));
  }
  if (!file.eof()) return "unknown";
  return absl::BytesToHexString(hasher->Finish());
}

}  // namespace

absl::string_view ProgramVersion() { return PARAPHE_VERSION; }

std::string ProgramBuild() {
  return absl::StrCat("commit ", kBuildCommit, ", ", PARAPHE_COMPILER, ", ", PARAPHE_BUILD_TYPE);
}

const std::string& ProgramSha256() {
  static const std::string digest = DigestOwnFile();
  return digest;
}

std::string VersionLine(absl::string_view name) {
  return absl::StrCat(name, " ", ProgramVersion());
}

std::string VersionLines(absl::string_view name) {
  return absl::StrCat(VersionLine(name), "\nbuild: ", ProgramBuild(),
                      "\nsha256: ", ProgramSha256());
}

}  // namespace paraphe

#include "server/integrity.h"

#include <cstdio>
#include <filesystem>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

#include "common/bounds.h"
#include "common/build_info.h"
#include "common/errors.h"
#include "common/file.h"
#include "common/hash.h"
#include "common/status_macros.h"
#include "server/given.h"

namespace paraphe::server {

std::string Sha256sumLine(absl::string_view sha256, absl::string_view path) {
  const std::string escaped = absl::StrReplaceAll(path, {{"\\", "\\\\"}, {"\n", "\\n"}});
  return absl::StrCat(escaped == path ? "" : "\\", sha256, "  ", escaped, "\n");
}

// REQ: ADM-3
absl::Status PrintIntegrity(const std::string& config) {
  ASSIGN_OR_RETURN(const Given given, ReadGiven(config));
  const std::string& certificate = given.settings.tls.certificate_file();
  ASSIGN_OR_RETURN(const std::string pem, ReadFile(certificate, kMaxPemBytes));
  std::error_code error;
  std::string text =
      absl::StrCat("# ", VersionLine("paraphed"), ", ", ProgramBuild(), "\n",
                   Sha256sumLine(ProgramSha256(),
                                 std::filesystem::read_symlink("/proc/self/exe", error).string()),
                   Sha256sumLine(given.config_sha256, config));
  for (const GivenFile& file : given.files) {
    absl::StrAppend(&text, Sha256sumLine(file.sha256, file.path));
  }
  absl::StrAppend(&text, Sha256sumLine(absl::BytesToHexString(Sha256(pem)), certificate));
  if (std::fputs(text.c_str(), stdout) >= 0 && std::fflush(stdout) == 0) return absl::OkStatus();
  return MakeError(v1::FILE_UNWRITABLE, "cannot write to standard output");
}

}  // namespace paraphe::server

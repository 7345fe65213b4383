#include "tests/client/testing/nss_token.h"

#include <cstdlib>

#include "absl/strings/str_cat.h"

#include "tests/testing/or_die.h"
#include "tests/testing/run_command.h"

namespace paraphe::test {
namespace {

void RunOrDie(const std::vector<std::string>& arguments) {
  const auto result = RunCommand(arguments);
  CheckOrDie(result.ok() && result->exit_code == 0,
             result.ok() ? result->err.c_str() : arguments.front().c_str());
}

}  // namespace

NssToken::NssToken(const TestCert& signer, const std::string& password) {
  const std::string database = "sql:" + dir_.path();
  const std::string file = dir_.WriteFileOrDie("password", password + "\n");
  const std::string pkcs12 = dir_.WriteFileOrDie("signer.p12", signer.Pkcs12("transport"));
  RunOrDie({"certutil", "-N", "-d", database, "-f", file});
  RunOrDie({"pk12util", "-i", pkcs12, "-d", database, "-k", file, "-W", "transport"});
  const std::string parameters =
      absl::StrCat("configdir='", database, "' certPrefix='' keyPrefix='' secmod='secmod.db'");
  setenv("PARAPHE_NSS_PARAMETERS", parameters.c_str(), /*overwrite=*/1);
}

v1::DeviceConfig NssToken::Config() {
  v1::DeviceConfig config;
  config.set_module(PARAPHE_NSS_MODULE);
  config.set_label("NSS Certificate DB");
  return config;
}

}  // namespace paraphe::test

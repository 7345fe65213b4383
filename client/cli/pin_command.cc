// REQ: CHN-2
#include <memory>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"

#include "client/cli/commands.h"
#include "client/cli/output.h"
#include "common/bounds.h"
#include "common/errors.h"
#include "common/file.h"
#include "common/key_pin.h"
#include "common/status_macros.h"

namespace paraphe::cli {
namespace {

absl::Status PrintPin(const std::string& file, bool json) {
  ASSIGN_OR_RETURN(const std::string text, ReadFile(file, kMaxPemBytes));
  const absl::StatusOr<std::string> digits = KeyPinOfPem(text);
  if (!digits.ok()) return Annotate(digits.status(), file);
  if (json) return PrintJson({{"file", file}, {"spki_sha256", *digits}});
  return Print(absl::StrCat(*digits, "\n"));
}

}  // namespace

void AddPinCommand(CLI::App& app, Outcome* outcome) {
  const auto file = std::make_shared<std::string>("-");
  CLI::App* command = app.add_subcommand(
      "pin", "Print the SHA-256 digest that pins a key, of a certificate or of the key itself");
  command->footer(
      "Take the file from the server's operator: what a server shows to whoever asks proves "
      "nothing.\n  paraphe pin build/demo/pki/tls.pem");
  command->add_option(
      "FILE", *file, "a certificate, a public or a private key, PEM; - or nothing: standard input");
  command->add_flag("--json", outcome->json, "the digest as JSON");
  command->callback([=] { outcome->status = PrintPin(*file, outcome->json); });
}

}  // namespace paraphe::cli

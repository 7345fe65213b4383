#include "tests/xades/judges.h"

#include <cstdlib>
#include <vector>

#include "absl/strings/str_cat.h"

#include "tests/testing/or_die.h"
#include "tests/testing/run_command.h"
#include "tests/testing/temp_dir.h"
#include "xades/forms.h"

namespace paraphe::xades::test {
namespace {

using ::paraphe::test::CheckOrDie;
using ::paraphe::test::CommandOptions;
using ::paraphe::test::CommandResult;
using ::paraphe::test::RunCommand;
using ::paraphe::test::TempDir;

CommandResult RunOrDie(const std::vector<std::string>& arguments,
                       const CommandOptions& options = {}) {
  absl::StatusOr<CommandResult> result = RunCommand(arguments, options);
  CheckOrDie(result.ok(), arguments[0].c_str());
  return *std::move(result);
}

std::string FaultOf(const CommandResult& result) {
  if (result.exit_code == 0) return {};
  return absl::StrCat("exit code ", result.exit_code, "\n", result.out, "\n", result.err);
}

}  // namespace

std::string XmlsecFault(absl::string_view signed_document, v1::SignatureForm form,
                        const ::paraphe::test::TestCert& ca,
                        const ::paraphe::test::TestCert* intermediate) {
  const TempDir dir;
  std::vector<std::string> command = {"xmlsec1", "--verify"};
  command.insert(command.end(), {"--enabled-reference-uris", "empty,same-doc"});
  command.insert(command.end(), {"--id-attr:Id",
                                 absl::StrCat(FindForm(form)->namespace_uri, ":SignedProperties")});
  command.insert(command.end(), {"--trusted-pem", dir.WriteFileOrDie("ca.pem", ca.Pem())});
  if (intermediate != nullptr) {
    command.insert(command.end(),
                   {"--untrusted-pem", dir.WriteFileOrDie("issuer.pem", intermediate->Pem())});
  }
  command.push_back(dir.WriteFileOrDie("signed.xml", signed_document));
  return FaultOf(RunOrDie(command));
}

bool HasSchemas() { return std::getenv("PARAPHE_CORPUS") != nullptr; }

std::string SchemaFault(absl::string_view signature, v1::SignatureForm form) {
  const TempDir dir;
  const std::string folder = absl::StrCat(std::getenv("PARAPHE_CORPUS"), "/xsd/");
  const std::string schema = form == v1::XADES_1_2_2 ? "signature-v122.xsd" : "signature.xsd";
  CommandOptions options;
  options.environment["XML_CATALOG_FILES"] = folder + "catalog.xml";
  return FaultOf(RunOrDie({"xmllint", "--nonet", "--noout", "--schema", folder + schema,
                           dir.WriteFileOrDie("signature.xml", signature)},
                          options));
}

std::string LibxmlCanonical(absl::string_view document) {
  const TempDir dir;
  // Unlike --exc-c14n in all versions, this input has no comments; so both forms are one.
  const CommandResult result =
      RunOrDie({"xmllint", "--exc-c14n", dir.WriteFileOrDie("document.xml", document)});
  CheckOrDie(result.exit_code == 0, "xmllint --exc-c14n");
  return result.out;
}

}  // namespace paraphe::xades::test

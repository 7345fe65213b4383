// What `paraphe verify` prints.
#ifndef PARAPHE_CLIENT_CLI_VERIFY_REPORT_H_
#define PARAPHE_CLIENT_CLI_VERIFY_REPORT_H_

#include <string>
#include <vector>

#include "client/cli/output.h"
#include "xades/verify_any_form.h"

namespace paraphe::cli {

struct VerifyRequest {
  std::string file = "-";
  std::vector<std::string> ca_files;  // PEM or DER; none: the certificate path is not checked
  bool allow_sha1 = false;
};

// For people: what was signed, by whom, when and where (as claimed), in which role, under which
// policy, with which commitment; then each check by itself; then the verdict. Values come out of
// the document: control and invisible characters in them are shown as marks.
std::string VerifyText(const VerifyRequest& request, const xades::VerifiedDocument& verified);

// For programs: the same, values as they are.
Json VerifyJson(const VerifyRequest& request, const xades::VerifiedDocument& verified);

}  // namespace paraphe::cli

#endif  // PARAPHE_CLIENT_CLI_VERIFY_REPORT_H_

// What `paraphe verify` prints.
#ifndef PARAPHE_CLIENT_CLI_VERIFY_REPORT_H_
#define PARAPHE_CLIENT_CLI_VERIFY_REPORT_H_

#include <string>

#include "client/cli/output.h"
#include "client/cli/verified_file.h"

namespace paraphe::cli {

// For people: what was signed, by whom, when and where (as claimed), in which role, under which
// policy, with which commitment; then each check by itself; then the verdict. Values come out of
// the document: control and invisible characters in them are shown as marks.
std::string VerifyText(const VerifyRequest& request, const VerifiedFile& verified);

// For programs: the same, values as they are.
Json VerifyJson(const VerifyRequest& request, const VerifiedFile& verified);

}  // namespace paraphe::cli

#endif  // PARAPHE_CLIENT_CLI_VERIFY_REPORT_H_

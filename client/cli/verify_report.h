// What `paraphe verify` prints.
#ifndef PARAPHE_CLIENT_CLI_VERIFY_REPORT_H_
#define PARAPHE_CLIENT_CLI_VERIFY_REPORT_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"

#include "client/cli/output.h"
#include "xades/verify_any_form.h"

namespace paraphe::cli {

struct VerifyRequest {
  std::string file = "-";
  std::vector<std::string> ca_files;  // PEM or DER; none: the certificate path is not checked
  bool without_path = false;          // nor is it asked for: integrity alone
  absl::Time time;                    // of the judgement
  bool time_given = false;            // by --at; else it is now
  bool allow_sha1 = false;
};

// The verdict on a file, as validation reports give it.
//
// REQ: ETSI EN 319 102-1 §5.1.3
struct FileVerdict {
  xades::Verdict verdict = xades::Verdict::kIndeterminate;  // never kNotChecked
  std::string reason;  // see xades/verification_report.h; "NOT_SUPPORTED" where this program cannot
                       // judge the file; empty where valid
  std::string words;   // one line; empty where valid
};

// Of a signature that was judged. A path that was not checked, and not left out on purpose, leaves
// it indeterminate.
FileVerdict VerdictOn(const VerifyRequest& request, const xades::VerificationReport& report);

// Of a file that could not be judged, for `error`: invalid where it is no signature of any sense,
// indeterminate where this program does not know its like; nullopt where there is no signature to
// speak of.
std::optional<FileVerdict> VerdictOn(const absl::Status& error);

// For people: what was signed, by whom, when and where (as claimed), in which role, under which
// policy, with which commitment; then each check by itself; then the verdict. Values come out of
// the document: control and invisible characters in them are shown as marks.
std::string VerifyText(const VerifyRequest& request, const xades::VerifiedDocument& verified);

// For programs: the same, values as they are.
Json VerifyJson(const VerifyRequest& request, const xades::VerifiedDocument& verified);

// What both say of a file that could not be judged.
std::string UnjudgedText(const FileVerdict& verdict);
Json UnjudgedJson(const VerifyRequest& request, const FileVerdict& verdict,
                  const absl::Status& error);

}  // namespace paraphe::cli

#endif  // PARAPHE_CLIENT_CLI_VERIFY_REPORT_H_

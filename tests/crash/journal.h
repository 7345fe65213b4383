// What a client writes down of one session, on disk: before each request that it will be made, after
// each answer what the server said. The server is killed and the client is not, so that a line that
// is written counts.
#ifndef PARAPHE_TESTS_CRASH_JOURNAL_H_
#define PARAPHE_TESTS_CRASH_JOURNAL_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

#include "paraphe/v1/error_detail.pb.h"
#include "paraphe/v1/session.pb.h"

namespace paraphe::test {

// What a client does with a session.
enum class Act {
  kPrepare,
  kAmend,
  kRedeem,  // Present with the ticket
  kChoose,  // Present with the token and a chosen certificate
  kConsent,
  kRelease,
  kDeliver,       // Sign with the device's signature
  kDeliverWrong,  // Sign with a signature that does not verify
  kFail,          // Sign with the device's failure
  kFinalize,
  kExport,
  kAbort,
  kLook,  // Watch, the first event only
  kTime,  // no request: from here on the server's clock may jump
};

enum class Word {
  kIntent,   // the request is about to leave
  kAck,      // it was answered OK
  kRefused,  // it was answered with an error of the server's
  kLost,     // it was not answered
};

// Only what its word and its act have is set.
struct JournalLine {
  JournalLine() = default;
  JournalLine(Word the_word, Act the_act, int the_start)
      : word(the_word), act(the_act), start(the_start) {}

  Word word = Word::kIntent;
  Act act = Act::kLook;
  int start = 0;  // which start of the server it was, from 1
  std::string session_id;
  v1::SessionState state = v1::SESSION_STATE_UNSPECIFIED;
  uint64_t version = 0;
  // Hexadecimal SHA-256: of the DTBS (kRelease), or of the signed document (kFinalize, kExport).
  std::string sha256;
  bool verified = false;  // the signed document is the one sent, validly signed
  v1::ErrorReason reason = v1::ERROR_REASON_UNSPECIFIED;  // kRefused
};

absl::string_view NameOf(Act act);

// One line, without its end.
std::string ToText(const JournalLine& line);
// Dies where the line is not one of ToText's.
JournalLine ParseJournalLine(const std::string& text);

// Not thread-safe.
class Journal {
 public:
  // Makes the file. Dies where that fails, as each Write does.
  explicit Journal(std::string path);

  const std::string& path() const { return path_; }
  // The line has left this process when it returns.
  void Write(const JournalLine& line);

 private:
  std::string path_;
};

// The lines of a journal, from the disk. Dies where it cannot be read.
std::vector<JournalLine> ReadJournal(const std::string& path);

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_CRASH_JOURNAL_H_

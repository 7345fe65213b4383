// A card that speaks the PIV application (NIST SP 800-73-4 part 2): SELECT, GET DATA, VERIFY, GENERAL
// AUTHENTICATE, with command chaining and GET RESPONSE. It is given commands and answers them; how
// they reach it is the reader's (virtual_reader.h).
#ifndef PARAPHE_TESTS_TESTING_CARD_PIV_CARD_H_
#define PARAPHE_TESTS_TESTING_CARD_PIV_CARD_H_

#include <map>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"

#include "tests/testing/card/apdu.h"
#include "tests/testing/card/piv_objects.h"

namespace paraphe::test {

// The PIN of each new card.
inline constexpr char kCardPin[] = "123456";

// Thread-safe.
class PivCard {
 public:
  // `guid`: 16 bytes, the card's number. RSA and EC keys.
  PivCard(const std::string& guid, PivKeys keys);
  PivCard(const PivCard&) = delete;
  PivCard& operator=(const PivCard&) = delete;

  // Answer to reset: T=1, and in the historical bytes the PIV application.
  static std::string AnswerToReset();

  // Power comes, or goes: nothing is selected, and no PIN is entered any more.
  void Reset();

  // The answer to a command.
  std::string Answer(const Apdu& command);

  // How often a wrong PIN may still be entered (0 to 15); 3 at first, and after each right one.
  int tries_left() const;
  void SetTriesLeft(int tries);

  // How many signatures it made.
  int signatures() const;

 private:
  std::string Dispatch(const Apdu& command) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  std::string Select(const Apdu& command) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  std::string GetData(const Apdu& command) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  std::string Verify(const Apdu& command) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  std::string Authenticate(const Apdu& command, bool pin_just_now)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // As much of `data` as is wanted; GET RESPONSE asks for the rest.
  std::string Give(const std::string& data, size_t room) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const PivKeys keys_;
  const std::map<std::string, std::string> objects_;
  mutable absl::Mutex mutex_;
  bool selected_ ABSL_GUARDED_BY(mutex_) = false;
  bool pin_entered_ ABSL_GUARDED_BY(mutex_) = false;
  bool pin_just_now_ ABSL_GUARDED_BY(mutex_) = false;  // by the command before this one
  int tries_left_ ABSL_GUARDED_BY(mutex_) = 3;
  int signatures_ ABSL_GUARDED_BY(mutex_) = 0;
  std::string chained_ ABSL_GUARDED_BY(mutex_);  // data of the commands before the last one
  std::string rest_ ABSL_GUARDED_BY(mutex_);     // what GET RESPONSE gives
};

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_TESTING_CARD_PIV_CARD_H_

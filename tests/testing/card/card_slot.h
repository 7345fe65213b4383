// A slot of a virtual reader, a port where vpcd listens, the reader driver of vsmartcard. A card is put
// in and pulled out here, and fails here where a test says so.
//
// A card is in the slot while it is connected. vpcd and the card talk in messages: two bytes of length,
// most significant first, and so many bytes. A single byte is for the slot itself (power off, on,
// reset, answer to reset), anything else is a command for the card.
#ifndef PARAPHE_TESTS_TESTING_CARD_CARD_SLOT_H_
#define PARAPHE_TESTS_TESTING_CARD_CARD_SLOT_H_

#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"

#include "tests/testing/card/piv_card.h"

namespace paraphe::test {

// What a card does in place of answering.
enum class CardFault {
  kPulled,   // it is pulled out of the slot
  kGarbage,  // it answers bytes that mean nothing, and "done"
  kCut,      // it answers a single byte
  kHangs,    // it answers once Release() is called
};

// A card in it lives on a thread of its own. Not thread-safe otherwise.
class CardSlot {
 public:
  // `port` of this machine. Nobody needs to listen there before a card is put in.
  explicit CardSlot(uint16_t port) : port_(port) {}
  // Pulls the card out.
  ~CardSlot() { Pull(); }
  CardSlot(const CardSlot&) = delete;
  CardSlot& operator=(const CardSlot&) = delete;

  // What was in it is pulled out first. The reader notices within half a second. Ends the program
  // where nobody listens.
  void Insert(std::shared_ptr<PivCard> card);
  // Faults are forgotten, and what hangs does not any more.
  void Pull();
  bool occupied();

  // The card fails at a command: that with INS `instruction`, or any where it is 0; of VERIFY at one with
  // a PIN, as others only ask how many tries are left. The first `skip` of them are answered. Once, but for garbage: all that follow are garbage too.
  void FailAt(CardFault fault, uint8_t instruction, int skip = 0);

  // Waits until the card hangs; false where it does not within a minute.
  bool AwaitHanging();
  void Release();

 private:
  struct Plan {
    CardFault fault;
    uint8_t instruction;
    int skip;
  };

  void Converse();
  // The answer to a message, empty where there is none; nullopt where the card was pulled out.
  std::optional<std::string> Answer(absl::string_view message);
  std::optional<std::string> AnswerOfCard(absl::string_view message);
  std::optional<CardFault> FaultOf(const Apdu& command) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void PullLocked() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const uint16_t port_;
  int connection_ = -1;  // changes where no thread runs only
  std::thread thread_;
  absl::Mutex mutex_;
  std::shared_ptr<PivCard> card_ ABSL_GUARDED_BY(mutex_);
  std::optional<Plan> plan_ ABSL_GUARDED_BY(mutex_);
  bool hangs_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_TESTING_CARD_CARD_SLOT_H_

// Card readers without hardware: Debian's pcscd with the two virtual readers of vpcd, and cards of our
// own in them, for OpenSC's PKCS#11 module.
//
//   CardReaders& readers = CardReaders::Get();
//   readers.Insert(0, std::make_shared<PivCard>("0123456789ABCDEF", keys));
//   ... device::OpenDevice(CardReaders::Config(), "agent.textproto") ...
#ifndef PARAPHE_TESTS_TESTING_CARD_READER_H_
#define PARAPHE_TESTS_TESTING_CARD_READER_H_

#include <memory>
#include <string>
#include <vector>

#include "paraphe/v1/config.pb.h"
#include "tests/flow/running_program.h"
#include "tests/testing/card/card_slot.h"
#include "tests/testing/card/piv_card.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::test {

// One in a process, which has a pcscd of its own: another one of the machine is left alone. Sets
// PCSCLITE_CSOCK_NAME and OPENSC_CONF in this process's environment, for modules loaded and programs
// started afterwards. Needs root, and the packages opensc, pcscd, systemd and vsmartcard-vpcd; every
// function ends the program with a sentence where something of this is missing. Not thread-safe.
class CardReaders {
 public:
  static constexpr size_t kCount = 2;

  // Made at first use, with two empty readers.
  static CardReaders& Get();
  ~CardReaders();

  // OpenSC's module, whatever the machine's architecture.
  static std::string ModulePath();
  // The configuration of a device: any card, or that with `serial`.
  static v1::DeviceConfig Config(const std::string& serial = "");
  // What OpenSC calls the serial number of a card with this GUID.
  static std::string SerialOf(const std::string& guid);

  // As the module and pcscd name it.
  static std::string NameOf(size_t reader);

  // Puts a card into reader 0 or 1, which may hold another, and waits until pcscd has seen this, and
  // that the other reader is empty where it is.
  void Insert(size_t reader, std::shared_ptr<PivCard> card);
  // Pulls it out, and waits until pcscd has seen that.
  void Pull(size_t reader);
  // All readers empty, no card that fails any more. pcscd sees it later.
  void Empty();
  // For faults, and for what happens while somebody talks to the card.
  CardSlot& slot(size_t reader) { return *slots_[reader]; }
  // Waits until pcscd knows whether a card is in the reader.
  void Await(size_t reader, bool card);

  // pcscd begins anew: without any reader, or with both again.
  void Unplug();
  void Plug();

 private:
  CardReaders();
  void Start(const std::string& readers);

  TempDir dir_;
  std::vector<std::unique_ptr<CardSlot>> slots_;
  std::unique_ptr<RunningProgram> pcscd_;
};

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_TESTING_CARD_READER_H_

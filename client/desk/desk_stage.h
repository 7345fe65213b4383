// Where a session stands, as the window says it.
#ifndef PARAPHE_CLIENT_DESK_DESK_STAGE_H_
#define PARAPHE_CLIENT_DESK_DESK_STAGE_H_

#include "client/desk/desk_words.h"
#include "client/desk/stop_bar.h"

namespace paraphe::desk {

enum class DeskStage {
  kIdle,        // no request was opened
  kCard,        // the device is being read
  kNoCard,      // it is waited for
  kConnecting,  // the session is being opened
  kShowing,     // the document is there, and what comes next is being prepared
  kChoosing,    // the signer is asked for a certificate
  kConsenting,  // the signer is asked for consent
  kAwaiting,    // what the signer answered is with the server
  kPin,         // the signer is asked for the PIN
  kChecking,    // the card checks it; the release is asked for
  kSigning,     // the digest was released: nothing can be taken back any more
  kDelivering,  // the signature is handed over
  kDone,
  kStopping,  // the signer stopped; the server is being told
  kStopped,   // by the signer
  kFailed,    // by anything else
};

// What the window says at a stage, whether the signer waits then, and what the button at its foot
// does. A stage in which something is waited for has a way out.
//
// REQ: CONS-2, SES-3
struct StageLook {
  DeskWord status;
  bool busy;
  WayOut way_out;
};

StageLook LookOf(DeskStage stage);

// Whether a session runs.
bool IsRunning(DeskStage stage);
// Whether the signer may be shown the page in the other language: what was consented to stays on the
// screen as it was. REQ: PRES-9
bool MayChangeLanguage(DeskStage stage);

}  // namespace paraphe::desk

#endif  // PARAPHE_CLIENT_DESK_DESK_STAGE_H_

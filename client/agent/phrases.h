// Everything that the agent says to a signer, in French and English, in one table.
#ifndef PARAPHE_CLIENT_AGENT_PHRASES_H_
#define PARAPHE_CLIENT_AGENT_PHRASES_H_

#include "absl/strings/string_view.h"

#include "common/bilingual.h"

namespace paraphe::agent {

enum class Phrase {
  // The flow.
  kAskTicket,
  kSigning,
  kDelivering,
  kWaitingForServer,
  kSigned,
  kReturnUrl,
  kNothingSigned,
  kNotDelivered,
  kAbortNotDelivered,
  kPresentationChanged,
  kConsentTooOld,
  kCertificateNoLonger,
  kDeviceNotClosed,
  kDetail,
  // The desk.
  kSession,
  kApplication,
  kRole,
  kDocument,
  kDocumentHeading,
  kRawHeading,
  kAttributesHeading,
  kCertificateHeading,
  kCertificatesHeading,
  kRefusedHeading,
  kNoCertificate,
  kIssuedBy,
  kNoName,
  kChosenCertificate,
  kOnlyCertificate,
  kCommandsBeforeChoice,
  kCommands,
  kCommandsRefused,
  kUnknownCommand,
  kNotACertificate,
  kTickBox,
  kYes,
  kBoxTicked,
  kBoxNotTicked,
  kAskLine,
  kConsentLine,
  kNotConsented,
  kAskPin,
  kAskPinAtReader,
  kFinalTry,
  kWrongPinBefore,
  kPagerPrompt,
  kUnattended,
};

absl::string_view TextOf(Phrase phrase, Language language);

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_PHRASES_H_

// Everything that the agent says to a signer, in French and English (ATT-5).
#ifndef PARAPHE_CLIENT_AGENT_PHRASES_H_
#define PARAPHE_CLIENT_AGENT_PHRASES_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

#include "common/bilingual.h"

namespace paraphe::agent {

enum class Phrase {
  // The flow.
  kAskTicket,
  kHelpOfTicket,
  kSigning,
  kDelivering,
  kWaitingForServer,
  kSigned,
  kReturnUrl,
  kNothingSigned,
  kNotDelivered,
  kDeliveredLater,
  kResumed,
  kOpenElsewhere,
  kUnfinished,
  kDeliveredNow,
  kEndedBeforeSigning,
  kEndedWhileSigning,
  kAbortNotDelivered,
  kPresentationChanged,
  kConsentTooOld,
  kCertificateNoLonger,
  kDeviceNotClosed,
  kCertificatesHidden,
  kTooLateToStop,
  kPerhapsSigned,
  kSaved,
  kNotSaved,
  kReceiptSaved,
  kReceiptNotSaved,
  kNothingToKeep,
  kNotCompared,
  kDetail,
  // The desk.
  kSession,
  kRefusedOpenings,
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
  kDemandHeading,
  kDemandMissing,
  kIssuedBy,
  kNoName,
  kSerialNumber,
  kValidUntil,
  kOnlyCertificate,
  kChooseNumber,
  kCommandsBeforeChoice,
  kCommands,
  kCommandsRefused,
  kCommandsDemand,
  kHelpOfCommands,
  kHelpOfAnswer,
  kUnknownCommand,
  kNotACertificate,
  kNothingToSignWith,
  kInsertCard,
  kInsertFirstCard,
  kHtmlOpened,
  kHtmlWritten,
  kDocumentLeft,
  kDocumentNotRead,
  kAttributesNotRead,
  kSummaryHeading,
  kSigner,
  kTechnicalHeading,
  kSignedAs,
  kTickBox,
  kYes,
  kBoxTicked,
  kBoxNotTicked,
  kAskLine,
  kConsentLine,
  kNotConsented,
  kAskAbandon,
  kGoesOn,
  kAskReason,
  kReasonUnusable,
  kAskPin,
  kAskPinAtReader,
  kHelpOfPin,
  kPinTooLong,
  kAskSave,
  kHelpOfSave,
  kFinalTry,
  kPinMustChange,
  kWrongPinBefore,
  kPagerMore,
  kPagerMoreShort,
  kPagerEnd,
  kPagerEndShort,
  kPagerHelp,
  kPagerAfterHelp,
  kErrorCode,
  kErrorCodeOfCard,
  kUnattended,
};

absl::string_view TextOf(Phrase phrase, Language language);

// A sentence or two for the reason of `status`, which is not OK, and the tries left of a PIN where
// the error tells them. The status's own message is not in it.
//
// REQ: DEV-3
std::string WordsForError(const absl::Status& status, Language language);

// What support needs to know of an error, in figures: those of ErrorReason and of the card.
std::string CodeOfError(const absl::Status& status, Language language);

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_PHRASES_H_

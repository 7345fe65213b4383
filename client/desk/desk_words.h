// What the window itself says to a signer, in French and English; what it shares with the terminal is in
// client/agent/phrases.h, and so are the words for errors.
#ifndef PARAPHE_CLIENT_DESK_DESK_WORDS_H_
#define PARAPHE_CLIENT_DESK_DESK_WORDS_H_

#include "absl/strings/string_view.h"

#include "common/bilingual.h"

namespace paraphe::desk {

enum class DeskWord {
  // The window.
  kWindowTitle,
  kSettings,
  kOtherLanguage,
  kGuide,
  kMessages,
  kRetry,
  kClose,
  // No request.
  kHowToOpen,
  kLink,
  kLinkName,
  kOpenLink,
  kOpenNext,
  kLinkWaits,
  // Headings.
  kWhoAsks,
  kTheDocument,
  kWhatIsSigned,
  kYourCertificate,
  kYourConsent,
  kTheSignature,
  // How a section stands.
  kToCome,
  kVerified,
  kBeingAsked,
  kReadWhole,
  kLayingOut,
  kReadToTheEnd,
  kToBeRead,
  kToBeChosen,
  kNoneUsable,
  kCertificateChosen,
  kCardMissing,
  kConsentAsked,
  kConsentGiven,
  kSignatureDone,
  kNotSigned,
  kSeeMessage,
  // Who asks.
  kApplication,
  kInRoleOf,
  kRequestCode,
  kServer,
  kServerVerified,
  // The certificate.
  kViewCertificate,
  kViewCertificateOf,
  kUseCertificate,
  kChangeCertificate,
  kReadOtherCard,
  kReadOtherCardHelp,
  kRefusedBecause,
  // The consent.
  kConsentSentence,
  kConsentBox,
  kSign,
  kReadDocumentFirst,
  kReadAttributesFirst,
  // The PIN.
  kPin,
  kPinName,
  kPinAtReader,
  kEnterPin,
  kGoOnAtReader,
  kSeeCertificates,
  kTriesLeft,
  kPinHelp,
  kPinHelpBefore,
  // The result.
  kSignedResult,
  kSaveResult,
  kSaveTitle,
  kLookAtReceipt,
  kReceiptTitle,
  kPrintReceipt,
  kGoOnInBrowser,
  // What goes on.
  kStatusIdle,
  kStatusCard,
  kStatusNoCard,
  kStatusConnecting,
  kStatusShowing,
  kStatusAwaiting,
  kStatusChoosing,
  kStatusNoCertificate,
  kStatusConsenting,
  kStatusTick,
  kStatusAskToSign,
  kStatusPin,
  kStatusChecking,
  kStatusSigning,
  kStatusDelivering,
  kStatusDone,
  kStatusStopping,
  kStatusStopped,
  kStatusFailed,
  kStatusCardFailed,
  kStatusSeeMessage,
  kBusyName,
  // The way out.
  kStop,
  kStopHelp,
  kStopQuestion,
  kStopReason,
  kStopReasonName,
  kConfirmStop,
  kGoOnSigning,
  kWaitNoLonger,
  kWaitNoLongerHelp,
  kStoppingHelp,
  kLeaveQuestion,
  kConfirmLeave,
  kGoOnWaiting,
};

// "&" stands before the letter of a button's Alt key; no two that can be seen together share one.
absl::string_view TextOf(DeskWord word, Language language);

}  // namespace paraphe::desk

#endif  // PARAPHE_CLIENT_DESK_DESK_WORDS_H_

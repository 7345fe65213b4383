// What the parts of the window say, in French and English: document, attributes, certificate, guide,
// settings, first start. The window's own words are in client/desk/desk_words.h.
#ifndef PARAPHE_CLIENT_DESK_WIDGET_WORDS_H_
#define PARAPHE_CLIENT_DESK_WIDGET_WORDS_H_

#include <QString>

#include "absl/strings/string_view.h"

#include "common/bilingual.h"

namespace paraphe::desk {

enum class WidgetWord {
  // The document.
  kPageMode,
  kPageModeHelp,
  kRawMode,
  kRawModeHelp,
  kPageName,
  kRawName,
  kSmaller,
  kLarger,
  kUsualSize,
  kSizeName,
  kLayingOut,
  kUnseen,
  kGoToUnseen,
  kGoToUnseenHelp,
  kFind,
  kFindHelp,
  kFindField,
  kFindNext,
  kFindPrevious,
  kFindClose,
  kFoundOf,
  kFoundMany,
  kNotFound,
  kFoldClosed,
  kFoldOpen,
  kPageUnreadable,
  // The attributes and certificates.
  kExactShow,
  kExactHide,
  kExactValuesHelp,
  kTechnicalShow,
  kTechnicalHide,
  kTechnicalHelp,
  kValueAsSigned,
  kCertificateTitle,
  kAttributesName,
  kCertificateName,
  // The guide.
  kGuideTitle,
  kClose,
  // How many there are.
  kCount
};

// A text may hold %1, %2, which the caller fills in (QString::arg).
QString TextOf(WidgetWord word, Language language);

// Text of the project, or of others, for a widget. What others wrote was made visible before
// (render/visible.h).
QString ToQString(absl::string_view text);

}  // namespace paraphe::desk

#endif  // PARAPHE_CLIENT_DESK_WIDGET_WORDS_H_

// What first start and settings say, in French and English.
#ifndef PARAPHE_CLIENT_DESK_SETUP_WORDS_H_
#define PARAPHE_CLIENT_DESK_SETUP_WORDS_H_

#include <QString>

#include "common/bilingual.h"

namespace paraphe::desk {

enum class SetupWord {
  // Devices.
  kDevicesHelp,
  kDeviceListName,
  kAddDevice,
  kKnownModule,
  kOtherModule,
  kPkcs12,
  kRemove,
  kUp,
  kDown,
  kLookForCards,
  kLooking,
  kAnyCard,
  kCard,
  kCardOf,
  kCardChoiceName,
  kNoReader,
  kEmptyReader,
  kFoundCards,
  kChooseModuleTitle,
  kChoosePkcs12Title,
  kModuleFiles,
  kPkcs12Files,
  kAllFiles,
  kFile,
  kNoDevice,
  // Settings.
  kSettingsTitle,
  kServers,
  kServersHelp,
  kServersFixed,
  kServerLine,
  kReaderAndCard,
  kLanguage,
  kLanguageOfDesktop,
  kFrench,
  kEnglish,
  kZoom,
  kZoomSuffix,
  kWhereKept,
  kFromAdministrator,
  kSave,
  kCancel,
  kNotSaved,
  // First start.
  kFirstTitle,
  kWelcome,
  kServerStep,
  kServerStepHelp,
  kChooseServerFile,
  kServerFileTitle,
  kTextFiles,
  kServerFileName,
  kServerFileBad,
  kNoServerFile,
  kServerFirst,
  kDeviceStep,
  kDeviceStepHelp,
  kLanguageStep,
  kLanguageStepHelp,
  kNext,
  kBack,
  kFinish,
  kLeave,
  kOtherLanguage,
  // How many there are.
  kCount
};

// A text may hold %1, %2, which the caller fills in (QString::arg).
QString TextOf(SetupWord word, Language language);

}  // namespace paraphe::desk

#endif  // PARAPHE_CLIENT_DESK_SETUP_WORDS_H_

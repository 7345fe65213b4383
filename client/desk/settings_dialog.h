// The settings of the desk: the modules and readers, the card, the language, the size of writing. The
// same as the configuration file (client/desk/desk_config.h), which they are written to.
#ifndef PARAPHE_CLIENT_DESK_SETTINGS_DIALOG_H_
#define PARAPHE_CLIENT_DESK_SETTINGS_DIALOG_H_

#include <QWidget>
#include <string>

#include "client/desk/desk_config.h"
#include "common/bilingual.h"

namespace paraphe::desk {

// Shows the settings of the file `file`, which is FindConfig's or that of --config, and lets the
// signer change them. Servers and their keys are shown, and not changed here: they come from the
// administrator. Where `file` is the administrator's, what is changed is written to the user's file,
// which holds the rest as it is; where it is another, to that. Fields that the dialog does not know
// stay as they are.
//
// Blocks until the dialog is closed, with events going on. True where a file was written: the
// configuration is to be loaded again. To be called in the window's thread.
bool EditSettings(QWidget* parent, const ConfigPlaces& places, const std::string& file,
                  Language language);

}  // namespace paraphe::desk

#endif  // PARAPHE_CLIENT_DESK_SETTINGS_DIALOG_H_

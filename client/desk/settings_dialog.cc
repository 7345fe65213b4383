#include "client/desk/settings_dialog.h"

namespace paraphe::desk {

bool EditSettings(QWidget*, const ConfigPlaces&, const std::string&, Language) { return false; }

}  // namespace paraphe::desk

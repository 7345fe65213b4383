#include "client/desk/guide_window.h"

namespace paraphe::desk {

QString GuidePage(Language) { return {}; }

void ShowGuide(QWidget*, Language) {}

}  // namespace paraphe::desk

#include "client/desk/certificate_window.h"

namespace paraphe::desk {

void ShowCertificateWindow(QWidget*, const Certificate&, Language) {}

}  // namespace paraphe::desk

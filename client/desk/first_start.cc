#include "client/desk/first_start.h"

namespace paraphe::desk {

FirstStart RunFirstStart(QWidget*, const ConfigPlaces&, Language language) {
  return {"", language};
}

}  // namespace paraphe::desk

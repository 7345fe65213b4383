#include "render/raw_view.h"

#include "render/visible.h"

namespace paraphe {

// REQ: PRES-1, PRES-6
std::string RenderRaw(absl::string_view document, Language language) {
  return VisibleText(document, language);
}

}  // namespace paraphe

#include "render/html_output.h"

namespace paraphe {

HtmlDigest::HtmlDigest(HtmlOutput* next)
    : hasher_(Hasher::Create(v1::SHA256).value()), next_(next) {}

void HtmlDigest::Write(absl::string_view piece) {
  hasher_.Update(piece);
  if (next_ != nullptr) next_->Write(piece);
}

}  // namespace paraphe

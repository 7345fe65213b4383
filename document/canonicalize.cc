#include "document/canonicalize.h"

#include "absl/strings/str_cat.h"

#include "common/errors.h"
#include "common/status_macros.h"
#include "document/canonicalizer.h"
#include "document/xml_encoding.h"

namespace paraphe {

absl::StatusOr<std::string> Canonicalize(absl::string_view bytes, size_t limit) {
  if (bytes.size() > limit) {
    return MakeError(v1::DOCUMENT_BEYOND_BOUND,
                     absl::StrCat("document of ", bytes.size(), " bytes; the bound is ", limit));
  }
  std::string storage;
  ASSIGN_OR_RETURN(const absl::string_view text, XmlToUtf8(bytes, limit, &storage));
  xml::Bounds bounds;
  bounds.document_bytes = limit;
  return xml::CanonicalForm(text, bounds);
}

}  // namespace paraphe

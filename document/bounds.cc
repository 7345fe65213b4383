#include "document/bounds.h"

#include "absl/strings/str_cat.h"

#include "common/bounds.h"
#include "common/text_file.h"
#include "paraphe/v1/config.pb.h"

namespace paraphe::xml {
namespace {

struct LimitRow {
  const char* field;
  uint32_t (v1::Limits::*get)() const;
  uint32_t Bounds::*target;
  uint32_t most;
};

constexpr LimitRow kLimits[] = {
    {"depth", &v1::Limits::depth, &Bounds::depth, 4096},
    {"attributes_per_element", &v1::Limits::attributes_per_element, &Bounds::attributes, 16384},
    {"namespace_declarations_per_element", &v1::Limits::namespace_declarations_per_element,
     &Bounds::namespace_declarations, 4096},
    {"name_bytes", &v1::Limits::name_bytes, &Bounds::name_bytes, 16384},
};

void CheckMost(const char* field, uint64_t value, uint64_t most, TextFile& file) {
  if (value > most) file.AddFault({{"limits"}, {field}}, absl::StrCat("at most ", most));
}

}  // namespace

// REQ: DOC-6
Bounds TakeLimits(const v1::Limits& limits, TextFile& file) {
  Bounds bounds;
  CheckMost("document_bytes", limits.document_bytes(), kMaxDocumentBytes, file);
  if (limits.document_bytes() != 0) bounds.document_bytes = limits.document_bytes();
  for (const LimitRow& row : kLimits) {
    const uint32_t value = (limits.*row.get)();
    CheckMost(row.field, value, row.most, file);
    if (value != 0) bounds.*row.target = value;
  }
  return bounds;
}

}  // namespace paraphe::xml

#include "document/comparison.h"

#include <algorithm>

#include "document/escape.h"

namespace paraphe::xml {
namespace {

// Escaped values are compared in slices, so that a large one is not copied whole (DOC-6).
constexpr size_t kSliceBytes = 4096;

}  // namespace

void Comparison::Expect(absl::string_view piece) {
  if (differs_) return;
  const absl::string_view found = document_.substr(at_, piece.size());
  if (found.data() == piece.data() || found == piece) {
    at_ += found.size();
    differs_ = found.size() < piece.size();
    return;
  }
  const auto [first, unused] =
      std::mismatch(found.begin(), found.end(), piece.begin(), piece.end());
  at_ += static_cast<size_t>(first - found.begin());
  differs_ = true;
}

void Comparison::ExpectValue(absl::string_view value) {
  const absl::string_view found = document_.substr(std::min(at_, document_.size()), value.size());
  if (found.data() == value.data()) return Expect(value);
  for (; !value.empty() && !differs_; value.remove_prefix(std::min(kSliceBytes, value.size()))) {
    escaped_.clear();
    AppendCanonicalAttributeValue(value.substr(0, kSliceBytes), &escaped_);
    Expect(escaped_);
  }
}

}  // namespace paraphe::xml

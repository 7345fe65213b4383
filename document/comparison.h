// Comparison of canonical bytes, handed over piece by piece, with a document. Internal to
// common/xml.
#ifndef PARAPHE_DOCUMENT_COMPARISON_H_
#define PARAPHE_DOCUMENT_COMPARISON_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

namespace paraphe::xml {

class Comparison {
 public:
  Comparison(absl::string_view document, size_t at) : document_(document), at_(at) {}

  // Canonical form goes on with `piece`. Costs nothing where the piece is a view of that very
  // place. Nothing more is compared after a difference.
  void Expect(absl::string_view piece);
  // Canonical form goes on with an attribute's value, escaped.
  void ExpectValue(absl::string_view value);

  bool differs() const { return differs_; }
  // The first differing byte; without a difference, behind what was compared.
  size_t at() const { return at_; }

 private:
  absl::string_view document_;
  size_t at_;
  bool differs_ = false;
  std::string escaped_;
};

}  // namespace paraphe::xml

#endif  // PARAPHE_DOCUMENT_COMPARISON_H_

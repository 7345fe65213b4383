// A canonical form while it is written. Most of it stands in the document as it is to be: such parts
// are copied in one piece, as far as they are neighbours. Internal to document/.
//
// REQ: DOC-5
#ifndef PARAPHE_DOCUMENT_CANONICAL_OUTPUT_H_
#define PARAPHE_DOCUMENT_CANONICAL_OUTPUT_H_

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"

namespace paraphe::xml {

// `document` must outlive it. Not thread-safe.
class CanonicalOutput {
 public:
  // Room is set aside once for twice the document, up to `most` bytes: memory that is never written
  // costs nothing, but moving what was written does.
  CanonicalOutput(absl::string_view document, size_t most) : document_(document) {
    out_.reserve(std::max(document.size(), std::min(2 * document.size(), most)));
  }

  // Continues with [begin, end) of the document.
  void Keep(size_t begin, size_t end) {
    if (begin != end_) {
      Flush();
      begin_ = begin;
    }
    end_ = end;
    if (end_ - begin_ >= kPiece) Flush();
  }

  // Continues with other bytes.
  void Write(absl::string_view bytes) { Text()->append(bytes.data(), bytes.size()); }

  // What was written so far; whoever appends to it continues it.
  std::string* Text() {
    Flush();
    return &out_;
  }

  size_t size() const { return out_.size() + (end_ - begin_); }
  std::string Take() && { return std::move(*Text()); }

 private:
  // Copied while the processor still has it at hand.
  static constexpr size_t kPiece = size_t{1} << 15;

  void Flush() {
    out_.append(document_.data() + begin_, end_ - begin_);
    begin_ = end_;
  }

  absl::string_view document_;
  std::string out_;
  // Of the document, still to be copied.
  size_t begin_ = 0;
  size_t end_ = 0;
};

}  // namespace paraphe::xml

#endif  // PARAPHE_DOCUMENT_CANONICAL_OUTPUT_H_

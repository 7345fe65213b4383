// Where a page goes while it is written: to memory, to a hash, or to both at once. Who needs the
// digest alone holds no page.
#ifndef PARAPHE_RENDER_HTML_OUTPUT_H_
#define PARAPHE_RENDER_HTML_OUTPUT_H_

#include <cstddef>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"

#include "common/hash.h"

namespace paraphe {

// Receives a page piece by piece, in order. Not thread-safe.
class HtmlOutput {
 public:
  virtual ~HtmlOutput() = default;
  virtual void Write(absl::string_view piece) = 0;
};

// The page as one text.
class HtmlText final : public HtmlOutput {
 public:
  // Few pages are longer than three times their document: they are not moved while they grow. What
  // stays unused of that room takes no memory.
  explicit HtmlText(size_t document_bytes) { text_.reserve(3 * document_bytes); }
  void Write(absl::string_view piece) override { text_.append(piece.data(), piece.size()); }
  std::string Take() && { return std::move(text_); }

 private:
  std::string text_;
};

// The page's digest.
class HtmlDigest final : public HtmlOutput {
 public:
  // `next`, where it is not null, gets each piece too, and outlives the object.
  explicit HtmlDigest(HtmlOutput* next = nullptr);
  void Write(absl::string_view piece) override;
  // SHA-256, raw. Called once, last.
  std::string Finish() { return hasher_.Finish(); }

 private:
  Hasher hasher_;
  HtmlOutput* const next_;
};

}  // namespace paraphe

#endif  // PARAPHE_RENDER_HTML_OUTPUT_H_

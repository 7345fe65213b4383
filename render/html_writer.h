// Writes HTML from typed values: elements of a closed list, classes of a closed list, and text,
// which it escapes. There is no way to hand it markup (PRES-7).
#ifndef PARAPHE_RENDER_HTML_WRITER_H_
#define PARAPHE_RENDER_HTML_WRITER_H_

#include <array>
#include <cstddef>
#include <cstring>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

#include "common/bilingual.h"
#include "render/html_output.h"
#include "render/html_tag.h"

namespace paraphe {

// What a writer has written, to be written again. Only a writer makes one (PRES-7).
class HtmlFragment {
 public:
  bool empty() const { return bytes_.empty(); }

 private:
  friend class HtmlWriter;
  std::string bytes_;
};

// Not thread-safe.
class HtmlWriter {
 public:
  // Begins a page, up to the start tag of body. `output` gets it in pieces, and outlives the writer.
  // Of a page longer than `limit` bytes it gets `limit` at most, and overflown() tells.
  HtmlWriter(absl::string_view title, Language language, size_t limit, HtmlOutput& output);

  void Open(HtmlTag tag, HtmlClass html_class = HtmlClass::kNone) {
    AppendMarkup(OpeningOf(tag, html_class));
    open_.push_back(tag);
  }
  // Closes the innermost open element; body stays open until Finish.
  void Close() {
    if (open_.back() == HtmlTag::kBody) return;
    AppendMarkup(ClosingOf(open_.back()));
    open_.pop_back();
  }
  // A br or wbr.
  void Break(HtmlTag tag) { AppendMarkup(BreakOf(tag)); }
  void Text(absl::string_view text) { AppendEscaped(text); }
  // The same, of nothing but blanks.
  void Blanks(absl::string_view blanks) { Append(blanks); }
  // An element that holds nothing but `text`.
  void Element(HtmlTag tag, HtmlClass html_class, absl::string_view text);

  // Returns what `write` writes to this writer; it closes all that it opens. Nothing where the buffer
  // was emptied meanwhile.
  template <typename Function>
  HtmlFragment Keep(Function write) {
    const size_t begin = used_;
    const size_t given = given_;
    write();
    HtmlFragment fragment;
    if (given_ == given) fragment.bytes_.assign(buffer_.data() + begin, used_ - begin);
    return fragment;
  }
  void Write(const HtmlFragment& fragment) { Append(fragment.bytes_); }

  // The innermost open element, and how many are open, html and body included.
  HtmlTag innermost() const { return open_.back(); }
  size_t depth() const { return open_.size(); }
  bool overflown() const { return given_ + used_ > limit_; }

  // Closes what is open; the output has all of the page then. Called once, last.
  void Finish();

 private:
  void Append(absl::string_view bytes) {
    if (bytes.size() > buffer_.size() - used_) return AppendBeyond(bytes);
    std::memcpy(buffer_.data() + used_, bytes.data(), bytes.size());
    used_ += bytes.size();
  }
  void AppendMarkup(const Markup& markup) {
    if (markup.bytes.size() > buffer_.size() - used_) Empty();
    std::memcpy(buffer_.data() + used_, markup.bytes.data(), markup.bytes.size());
    used_ += markup.size;
  }
  void AppendBeyond(absl::string_view bytes);
  void AppendEscaped(absl::string_view text);
  void Empty();
  void Give(absl::string_view bytes);

  const size_t limit_;
  HtmlOutput& output_;
  size_t given_ = 0;  // bytes that left the buffer
  size_t used_ = 0;   // bytes in the buffer
  std::vector<HtmlTag> open_;
  std::array<char, size_t{16} << 10> buffer_{};
};

}  // namespace paraphe

#endif  // PARAPHE_RENDER_HTML_WRITER_H_

// Protobuf's tokenizer over a text file, without its faults: the parser reports those.
#ifndef PARAPHE_COMMON_TEXT_TOKENS_H_
#define PARAPHE_COMMON_TEXT_TOKENS_H_

#include <string>

#include "absl/strings/string_view.h"
#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"

namespace paraphe {

// Refers to the text. Not movable: the tokenizer holds on to the other parts.
class TextTokens {
 public:
  explicit TextTokens(absl::string_view text)
      : input_(text.data(), static_cast<int>(text.size())), tokens_(&input_, &silence_) {
    tokens_.set_comment_style(google::protobuf::io::Tokenizer::SH_COMMENT_STYLE);
  }
  TextTokens(const TextTokens&) = delete;
  TextTokens& operator=(const TextTokens&) = delete;

  google::protobuf::io::Tokenizer& get() { return tokens_; }

 private:
  class Silence final : public google::protobuf::io::ErrorCollector {
    void AddError(int, google::protobuf::io::ColumnNumber, const std::string&) override {}
  };

  google::protobuf::io::ArrayInputStream input_;
  Silence silence_;
  google::protobuf::io::Tokenizer tokens_;
};

}  // namespace paraphe

#endif  // PARAPHE_COMMON_TEXT_TOKENS_H_

// Files that people write: protobuf text format, read with every fault by line and column.
#ifndef PARAPHE_COMMON_TEXT_PROTO_H_
#define PARAPHE_COMMON_TEXT_PROTO_H_

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "google/protobuf/text_format.h"

#include "common/errors.h"
#include "common/text_statement.h"

namespace paraphe {

// One fault of a text file. Line and column are 1-based.
struct TextFault {
  uint32_t line;
  uint32_t column;
  std::string message;
};

// A parsed file, with where each field stood.
class TextProto {
 public:
  // Parses `text`, UTF-8, into `message`, which is cleared first. Collects every fault of syntax
  // into faults(); true where there is none. Unknown fields and values,
  // duplicate singular fields and trailing text are faults. A fault stands at the word that is
  // wrong.
  bool Parse(absl::string_view text, google::protobuf::Message& message);

  // Whether `message` holds what the faults of syntax left: faulty statements are missing, an
  // unknown value is 0. Then faults of meaning may be looked for even where Parse was false.
  bool readable() const { return readable_; }

  // Adds a fault of meaning at field `name` (its `index`-th value where repeated) of the message
  // whose places `tree` holds; nullptr stands for the whole file's. Where the field is absent: at
  // the message. None where a fault of syntax is about the same statement.
  void AddFault(const google::protobuf::TextFormat::ParseInfoTree* tree,
                const google::protobuf::Message& message, const std::string& field, int index,
                absl::string_view words);

  // The places of a nested message, to descend with. Never null.
  const google::protobuf::TextFormat::ParseInfoTree* Nested(
      const google::protobuf::TextFormat::ParseInfoTree* tree,
      const google::protobuf::Message& message, const std::string& field, int index) const;

  // The places of the whole file, to begin with.
  const google::protobuf::TextFormat::ParseInfoTree* places() const { return places_.get(); }

  // Whether the text itself has the field (its `index`-th value where repeated), be it with its
  // default value.
  bool IsWritten(const google::protobuf::TextFormat::ParseInfoTree* tree,
                 const google::protobuf::Message& message, const std::string& field,
                 int index) const;

  // In the order found.
  const std::vector<TextFault>& faults() const { return faults_; }

  // OK without faults; else one error of `reason`, positioned at the first fault, whose message has
  // one line per fault in the order of the text: "FILE:LINE:COL: words".
  absl::Status ToStatus(v1::ErrorReason reason, absl::string_view file) const;

 private:
  bool IsText(absl::string_view text);
  bool ReadStatements(absl::string_view text, google::protobuf::Message& message);
  void AddAt(const TextPlace& place, std::string words);

  std::unique_ptr<google::protobuf::TextFormat::ParseInfoTree> places_ =
      std::make_unique<google::protobuf::TextFormat::ParseInfoTree>();
  std::vector<TextFault> faults_;
  std::set<TextPlace> set_aside_;  // where statements begin that hold a fault of syntax
  bool readable_ = false;
};

}  // namespace paraphe

#endif  // PARAPHE_COMMON_TEXT_PROTO_H_

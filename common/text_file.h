// Files that people write as protobuf text format: configurations, policies, tables. Read in one
// way, and every fault told by line and column.
#ifndef PARAPHE_COMMON_TEXT_FILE_H_
#define PARAPHE_COMMON_TEXT_FILE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "google/protobuf/text_format.h"

#include "common/errors.h"

namespace paraphe {

// One step from a message to a field of it and, where the field is repeated, to which value.
struct FieldStep {
  std::string field;
  int index = 0;
};

// From the file's message to a field. Empty: the file itself.
using FieldPath = std::vector<FieldStep>;

// "attribute_rules.allowed_claimed_roles[1]", of a message of the type `root`.
std::string PathText(const google::protobuf::Descriptor& root, const FieldPath& path);

// A file while it is read: where each field stands, and what is wrong.
class TextFile {
 public:
  // Parses `text`, UTF-8, into `message`, which must outlive it. False where the syntax is wrong:
  // faults() then holds what protobuf's parser reports up to where it ends, each at the wrong word
  // or just behind it. Unknown fields and values, singular fields that are given twice and text at
  // the end are wrong. Called once.
  bool Parse(absl::string_view text, google::protobuf::Message& message);

  // Adds a fault of meaning at the field that `path` leads to. Where the text lacks that field, it
  // stands at the last one on the path that the text has.
  void AddFault(const FieldPath& path, absl::string_view message);

  // The same, and nothing where `message`, as common/value_rules.h gives them, are empty.
  void AddFaultUnlessEmpty(const FieldPath& path, absl::string_view message) {
    if (!message.empty()) AddFault(path, message);
  }

  // "required and missing", where `value` is empty.
  void AddFaultIfEmpty(const FieldPath& path, absl::string_view value) {
    if (value.empty()) AddFault(path, "required and missing");
  }

  // Whether the text itself has the field, be it with its default value.
  bool IsWritten(const FieldPath& path);

  // One fault. Line and column are 1-based; columns count bytes, and a tab to the next multiple of
  // 8.
  struct Fault {
    uint32_t line;
    uint32_t column;
    std::string message;
  };
  const std::vector<Fault>& faults() const { return faults_; }

  // OK without faults; else one error of `reason`, positioned at the first fault, whose message has
  // one line per fault in the order of the text: "FILE:LINE:COL: message".
  absl::Status ToStatus(v1::ErrorReason reason, absl::string_view file) const;

 private:
  bool IsText(absl::string_view text);
  const google::protobuf::TextFormat::ParseInfoTree& Places();
  std::pair<size_t, google::protobuf::TextFormat::ParseLocation> Find(const FieldPath& path);

  std::string text_;
  const google::protobuf::Message* message_ = nullptr;
  std::unique_ptr<google::protobuf::TextFormat::ParseInfoTree> places_;  // null: not asked for
  std::vector<Fault> faults_;
};

// Adds to the file what is wrong with the meaning of its message.
using TextFileCheck = absl::FunctionRef<void(TextFile& file)>;

// Parses `text` into `message` and, where the syntax is right, lets `check` judge the meaning.
// `file` names it in errors.
// Errors:
//   `reason`  a line "FILE:LINE:COL: message" for each fault
absl::Status ParseTextFile(absl::string_view text, const std::string& file, v1::ErrorReason reason,
                           google::protobuf::Message& message, TextFileCheck check);

// Reads the file at `path` ("-": standard input) of at most `limit` bytes, and parses it.
// Errors:
//   FILE_UNREADABLE  it cannot be read
//   TOO_LARGE        it is longer than `limit`
//   and those of ParseTextFile
absl::Status ReadTextFile(const std::string& path, size_t limit, v1::ErrorReason reason,
                          google::protobuf::Message& message, TextFileCheck check);

}  // namespace paraphe

#endif  // PARAPHE_COMMON_TEXT_FILE_H_

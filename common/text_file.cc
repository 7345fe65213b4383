#include "common/text_file.h"

#include <algorithm>
#include <memory>
#include <string>
#include <tuple>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"

#include "common/file.h"
#include "common/status_macros.h"
#include "common/utf8.h"

namespace paraphe {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::TextFormat;

// Protobuf counts lines and columns from 0, and gives -1 for what has no place.
uint32_t OneBased(int number) { return static_cast<uint32_t>(std::max(number, 0)) + 1; }

class Collector final : public google::protobuf::io::ErrorCollector {
 public:
  explicit Collector(std::vector<TextFile::Fault>& faults) : faults_(faults) {}

  void AddError(int line, google::protobuf::io::ColumnNumber column,
                const std::string& message) override {
    faults_.push_back({OneBased(line), OneBased(column), message});
  }

 private:
  std::vector<TextFile::Fault>& faults_;
};

// Of a list in brackets, protobuf knows the place of the first value only.
TextFormat::ParseLocation PlaceOf(const TextFormat::ParseInfoTree& places,
                                  const FieldDescriptor* field, int index) {
  if (!field->is_repeated()) return places.GetLocation(field, -1);
  const TextFormat::ParseLocation place = places.GetLocation(field, index);
  return place.line >= 0 ? place : places.GetLocation(field, 0);
}

}  // namespace

std::string PathText(const Descriptor& root, const FieldPath& path) {
  const Descriptor* message = &root;
  std::string text;
  for (const FieldStep& step : path) {
    absl::StrAppend(&text, text.empty() ? "" : ".", step.field);
    const auto* field = message == nullptr ? nullptr : message->FindFieldByName(step.field);
    if (field == nullptr) break;
    if (field->is_repeated()) absl::StrAppend(&text, "[", step.index, "]");
    message = field->message_type();
  }
  return text;
}

bool TextFile::IsText(absl::string_view text) {
  if (absl::StartsWith(text, "\xEF\xBB\xBF")) {
    faults_.push_back({1, 1, "byte order mark; save the file without one"});
    return false;
  }
  const size_t valid = Utf8PrefixLength(text);
  if (valid == text.size()) return true;
  const absl::string_view before = text.substr(0, valid);
  const auto line = static_cast<uint32_t>(std::count(before.begin(), before.end(), '\n'));
  const auto column = static_cast<uint32_t>(valid - (before.rfind('\n') + 1));
  faults_.push_back({line + 1, column + 1, "not UTF-8; save the file in that encoding"});
  return false;
}

bool TextFile::Parse(absl::string_view text, Message& message) {
  message.Clear();
  text_ = std::string(text);
  message_ = &message;
  if (!IsText(text)) return false;
  Collector collector(faults_);
  TextFormat::Parser parser;
  parser.RecordErrorsTo(&collector);
  google::protobuf::io::ArrayInputStream input(text.data(), static_cast<int>(text.size()));
  if (parser.Parse(&input, &message)) return true;
  if (faults_.empty()) faults_.push_back({1, 1, "does not parse"});
  return false;
}

// Where the fields stand. Most files have no fault: the text is read for this only where somebody
// asks.
const TextFormat::ParseInfoTree& TextFile::Places() {
  if (places_ != nullptr) return *places_;
  places_ = std::make_unique<TextFormat::ParseInfoTree>();
  const std::unique_ptr<Message> again(message_->New());
  TextFormat::Parser parser;
  parser.WriteLocationsTo(places_.get());
  google::protobuf::io::ArrayInputStream input(text_.data(), static_cast<int>(text_.size()));
  parser.Parse(&input, again.get());
  return *places_;
}

// How many steps of the path the text has, and where the last of them stands.
std::pair<size_t, TextFormat::ParseLocation> TextFile::Find(const FieldPath& path) {
  const Descriptor* message = message_->GetDescriptor();
  const TextFormat::ParseInfoTree* places = &Places();
  TextFormat::ParseLocation found(0, 0);
  for (size_t i = 0; i < path.size(); ++i) {
    const FieldDescriptor* field =
        message == nullptr ? nullptr : message->FindFieldByName(path[i].field);
    if (field == nullptr || places == nullptr) return {i, found};
    const TextFormat::ParseLocation place = PlaceOf(*places, field, path[i].index);
    if (place.line < 0) return {i, found};
    found = place;
    places = places->GetTreeForNested(field, field->is_repeated() ? path[i].index : -1);
    message = field->message_type();
  }
  return {path.size(), found};
}

void TextFile::AddFault(const FieldPath& path, absl::string_view message) {
  const TextFormat::ParseLocation place = Find(path).second;
  const std::string name = PathText(*message_->GetDescriptor(), path);
  faults_.push_back({OneBased(place.line), OneBased(place.column),
                     absl::StrCat(name, name.empty() ? "" : ": ", message)});
}

bool TextFile::IsWritten(const FieldPath& path) { return Find(path).first == path.size(); }

absl::Status TextFile::ToStatus(v1::ErrorReason reason, absl::string_view file) const {
  if (faults_.empty()) return absl::OkStatus();
  std::vector<Fault> faults = faults_;
  std::stable_sort(faults.begin(), faults.end(), [](const Fault& a, const Fault& b) {
    return std::tie(a.line, a.column) < std::tie(b.line, b.column);
  });
  std::string message;
  for (const Fault& fault : faults) {
    absl::StrAppend(&message, message.empty() ? "" : "\n", file, ":", fault.line, ":", fault.column,
                    ": ", fault.message);
  }
  v1::SourcePosition position;
  position.set_line(faults.front().line);
  position.set_column(faults.front().column);
  return MakeErrorAt(reason, position, message);
}

absl::Status ParseTextFile(absl::string_view text, const std::string& file, v1::ErrorReason reason,
                           Message& message, TextFileCheck check) {
  TextFile parsed;
  if (parsed.Parse(text, message)) check(parsed);
  return parsed.ToStatus(reason, file);
}

absl::Status ReadTextFile(const std::string& path, size_t limit, v1::ErrorReason reason,
                          Message& message, TextFileCheck check) {
  ASSIGN_OR_RETURN(const std::string text, ReadFile(path, limit));
  return ParseTextFile(text, path, reason, message, check);
}

}  // namespace paraphe

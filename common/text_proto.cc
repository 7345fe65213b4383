#include "common/text_proto.h"

#include <algorithm>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"

namespace paraphe {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::TextFormat;

// Protobuf counts lines and columns from 0.
class Collector final : public google::protobuf::io::ErrorCollector {
 public:
  explicit Collector(std::vector<TextFault>& faults) : faults_(faults) {}
  void AddError(int line, google::protobuf::io::ColumnNumber column,
                const std::string& message) override {
    faults_.push_back({static_cast<uint32_t>(std::max(line, 0) + 1),
                       static_cast<uint32_t>(std::max(column, 0) + 1), message});
  }

 private:
  std::vector<TextFault>& faults_;
};

// The faults which protobuf reports at the token after the one that is wrong.
bool StandsOneTokenLate(absl::string_view message) {
  for (const absl::string_view beginning : {"Unknown enumeration value", "Message type",
                                            "Non-repeated field", "Invalid value for boolean"}) {
    if (absl::StartsWith(message, beginning)) return true;
  }
  return false;
}

// Takes the tokenizer's own faults: the parser has reported them already.
class Silence final : public google::protobuf::io::ErrorCollector {
 public:
  void AddError(int, google::protobuf::io::ColumnNumber, const std::string&) override {}
};

void MoveOneTokenBack(absl::string_view text, TextFault& fault) {
  using google::protobuf::io::Tokenizer;
  google::protobuf::io::ArrayInputStream input(text.data(), static_cast<int>(text.size()));
  Silence silence;
  Tokenizer tokens(&input, &silence);
  tokens.set_comment_style(Tokenizer::SH_COMMENT_STYLE);
  const int line = static_cast<int>(fault.line) - 1;
  const int column = static_cast<int>(fault.column) - 1;
  while (tokens.Next() && (tokens.current().line != line || tokens.current().column != column)) {
  }
  const Tokenizer::Token& wrong = tokens.previous();
  if (wrong.type == Tokenizer::TYPE_START) return;
  fault.line = static_cast<uint32_t>(wrong.line + 1);
  fault.column = static_cast<uint32_t>(wrong.column + 1);
}

const FieldDescriptor* FindField(const Message& message, const std::string& field) {
  return message.GetDescriptor()->FindFieldByName(field);
}

// Protobuf wants -1 for the one value of a singular field.
int PlaceIndex(const FieldDescriptor* field, int index) {
  return field->is_repeated() ? index : -1;
}

}  // namespace

bool TextProto::Parse(absl::string_view text, Message& message) {
  faults_.clear();
  message.Clear();
  Collector collector(faults_);
  TextFormat::Parser parser;
  parser.RecordErrorsTo(&collector);
  parser.WriteLocationsTo(&places_);
  google::protobuf::io::ArrayInputStream input(text.data(), static_cast<int>(text.size()));
  const bool parsed = parser.Parse(&input, &message);
  for (TextFault& fault : faults_) {
    if (StandsOneTokenLate(fault.message)) MoveOneTokenBack(text, fault);
  }
  if (!parsed && faults_.empty()) faults_.push_back({1, 1, "does not parse"});
  return faults_.empty();
}

void TextProto::AddFault(const TextFormat::ParseInfoTree* tree, const Message& message,
                         const std::string& field, int index, absl::string_view words) {
  const FieldDescriptor* descriptor = FindField(message, field);
  const TextFormat::ParseInfoTree* places = tree != nullptr ? tree : &places_;
  TextFormat::ParseLocation place(-1, -1);
  if (descriptor != nullptr) {
    place = places->GetLocation(descriptor, PlaceIndex(descriptor, index));
  }
  faults_.push_back({static_cast<uint32_t>(std::max(place.line, 0) + 1),
                     static_cast<uint32_t>(std::max(place.column, 0) + 1), std::string(words)});
}

const TextFormat::ParseInfoTree* TextProto::Nested(const TextFormat::ParseInfoTree* tree,
                                                   const Message& message, const std::string& field,
                                                   int index) const {
  const TextFormat::ParseInfoTree* places = tree != nullptr ? tree : &places_;
  const FieldDescriptor* descriptor = FindField(message, field);
  if (descriptor == nullptr) return places;
  const TextFormat::ParseInfoTree* nested =
      places->GetTreeForNested(descriptor, PlaceIndex(descriptor, index));
  return nested != nullptr ? nested : places;
}

bool TextProto::IsWritten(const TextFormat::ParseInfoTree* tree, const Message& message,
                          const std::string& field, int index) const {
  const TextFormat::ParseInfoTree* places = tree != nullptr ? tree : &places_;
  const FieldDescriptor* descriptor = FindField(message, field);
  return descriptor != nullptr &&
         places->GetLocation(descriptor, PlaceIndex(descriptor, index)).line >= 0;
}

absl::Status TextProto::ToStatus(v1::ErrorReason reason, absl::string_view file) const {
  if (faults_.empty()) return absl::OkStatus();
  std::string message;
  for (const TextFault& fault : faults_) {
    absl::StrAppend(&message, message.empty() ? "" : "\n", file, ":", fault.line, ":", fault.column,
                    ": ", fault.message);
  }
  v1::SourcePosition position;
  position.set_line(faults_.front().line);
  position.set_column(faults_.front().column);
  return MakeErrorAt(reason, position, message);
}

}  // namespace paraphe

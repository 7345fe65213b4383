#include "common/text_proto.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"

#include "common/text_hints.h"
#include "common/text_tokens.h"
#include "common/utf8.h"

namespace paraphe {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::TextFormat;

// A file with more faulty statements than this is not read to its end.
constexpr int kMostRereads = 20;

// A fault as protobuf reports it.
struct RawFault {
  TextPlace place;
  std::string message;
};

class Collector final : public google::protobuf::io::ErrorCollector {
 public:
  void AddError(int line, google::protobuf::io::ColumnNumber column,
                const std::string& message) override {
    errors.push_back({{std::max(line, 0), std::max(column, 0)}, message});
  }

  std::vector<RawFault> errors;
};

// The faults which protobuf reports at the token after the one that is wrong.
bool StandsOneTokenLate(absl::string_view message) {
  for (const absl::string_view beginning : {"Unknown enumeration value", "Message type",
                                            "Non-repeated field", "Invalid value for boolean"}) {
    if (absl::StartsWith(message, beginning)) return true;
  }
  return false;
}

// Moves each fault whose place is late to the token before. `faults` are in the order of the text.
void MoveLateFaults(absl::string_view text, std::vector<RawFault>* faults) {
  using google::protobuf::io::Tokenizer;
  TextTokens reader(text);
  Tokenizer& tokens = reader.get();
  for (RawFault& fault : *faults) {
    if (!StandsOneTokenLate(fault.message)) continue;
    while (TextPlace{tokens.current().line, tokens.current().column} < fault.place) {
      if (!tokens.Next()) break;
    }
    const Tokenizer::Token& wrong = tokens.previous();
    if (wrong.type != Tokenizer::TYPE_START) fault.place = {wrong.line, wrong.column};
  }
}

bool IsUnknownValue(const RawFault& fault) {
  return absl::StartsWith(fault.message, "Unknown enumeration value");
}

// Takes the faulty statement, or its value where that is no choice, out of the text; false where
// there is nothing to take.
bool SetAside(const RawFault& fault, std::string* text, std::set<TextPlace>* set_aside) {
  const TextStatement statement = StatementAround(*text, fault.place);
  if (statement.empty()) return false;
  set_aside->insert(statement.begin);
  if (IsUnknownValue(fault)) {
    BlankOut(statement.value, statement.end, "0", text);
  } else {
    BlankOut(statement.begin, statement.end, "", text);
  }
  return true;
}

const FieldDescriptor* FindField(const Message& message, const std::string& field) {
  return message.GetDescriptor()->FindFieldByName(field);
}

bool ReadOnce(absl::string_view text, Collector& collector, Message& message,
              TextFormat::ParseInfoTree& places) {
  TextFormat::Parser parser;
  parser.RecordErrorsTo(&collector);
  parser.WriteLocationsTo(&places);
  google::protobuf::io::ArrayInputStream input(text.data(), static_cast<int>(text.size()));
  return parser.Parse(&input, &message);
}

// Protobuf wants -1 for the one value of a singular field.
int PlaceIndex(const FieldDescriptor* field, int index) {
  return field->is_repeated() ? index : -1;
}

}  // namespace

bool TextProto::Parse(absl::string_view text, Message& message) {
  faults_.clear();
  set_aside_.clear();
  message.Clear();
  readable_ = IsText(text) && ReadStatements(text, message);
  return faults_.empty();
}

bool TextProto::IsText(absl::string_view text) {
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

// Protobuf ends at the first faulty statement. Its own way to go on behind an unknown field
// recurses without bound.
bool TextProto::ReadStatements(absl::string_view text, Message& message) {
  std::string left(text);
  for (int i = 0;; ++i) {
    Collector collector;
    places_ = std::make_unique<TextFormat::ParseInfoTree>();
    if (ReadOnce(left, collector, message, *places_)) return true;
    MoveLateFaults(left, &collector.errors);
    for (const RawFault& fault : collector.errors) {
      AddAt(fault.place,
            absl::StrCat(fault.message, HintFor(fault.message, *message.GetDescriptor())));
    }
    if (collector.errors.empty()) AddAt({}, "does not parse");
    if (collector.errors.empty() || i == kMostRereads) return false;
    if (!SetAside(collector.errors.back(), &left, &set_aside_)) return false;
  }
}

void TextProto::AddAt(const TextPlace& place, std::string words) {
  faults_.push_back({static_cast<uint32_t>(place.line + 1), static_cast<uint32_t>(place.column + 1),
                     std::move(words)});
}

void TextProto::AddFault(const TextFormat::ParseInfoTree* tree, const Message& message,
                         const std::string& field, int index, absl::string_view words) {
  const FieldDescriptor* descriptor = FindField(message, field);
  const TextFormat::ParseInfoTree* places = tree != nullptr ? tree : places_.get();
  TextFormat::ParseLocation place(-1, -1);
  if (descriptor != nullptr) {
    place = places->GetLocation(descriptor, PlaceIndex(descriptor, index));
    // Of a list in brackets, protobuf knows the place of the first value only.
    if (place.line < 0 && descriptor->is_repeated()) place = places->GetLocation(descriptor, 0);
  }
  const TextPlace at{std::max(place.line, 0), std::max(place.column, 0)};
  if (place.line < 0 || set_aside_.count(at) == 0) AddAt(at, std::string(words));
}

const TextFormat::ParseInfoTree* TextProto::Nested(const TextFormat::ParseInfoTree* tree,
                                                   const Message& message, const std::string& field,
                                                   int index) const {
  const TextFormat::ParseInfoTree* places = tree != nullptr ? tree : places_.get();
  const FieldDescriptor* descriptor = FindField(message, field);
  if (descriptor == nullptr) return places;
  const TextFormat::ParseInfoTree* nested =
      places->GetTreeForNested(descriptor, PlaceIndex(descriptor, index));
  return nested != nullptr ? nested : places;
}

bool TextProto::IsWritten(const TextFormat::ParseInfoTree* tree, const Message& message,
                          const std::string& field, int index) const {
  const TextFormat::ParseInfoTree* places = tree != nullptr ? tree : places_.get();
  const FieldDescriptor* descriptor = FindField(message, field);
  return descriptor != nullptr &&
         places->GetLocation(descriptor, PlaceIndex(descriptor, index)).line >= 0;
}

absl::Status TextProto::ToStatus(v1::ErrorReason reason, absl::string_view file) const {
  if (faults_.empty()) return absl::OkStatus();
  std::vector<TextFault> faults = faults_;
  std::stable_sort(faults.begin(), faults.end(), [](const TextFault& a, const TextFault& b) {
    return std::tie(a.line, a.column) < std::tie(b.line, b.column);
  });
  std::string message;
  for (const TextFault& fault : faults) {
    absl::StrAppend(&message, message.empty() ? "" : "\n", file, ":", fault.line, ":", fault.column,
                    ": ", fault.message);
  }
  v1::SourcePosition position;
  position.set_line(faults.front().line);
  position.set_column(faults.front().column);
  return MakeErrorAt(reason, position, message);
}

}  // namespace paraphe

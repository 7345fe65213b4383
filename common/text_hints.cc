#include "common/text_hints.h"

#include <set>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace paraphe {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;

// The text between the `index`-th pair of double quotes, from 0.
std::string Quoted(absl::string_view fault, int index) {
  size_t open = fault.find('"');
  for (; index > 0 && open != absl::string_view::npos; --index) {
    const size_t close = fault.find('"', open + 1);
    open = close == absl::string_view::npos ? close : fault.find('"', close + 1);
  }
  if (open == absl::string_view::npos) return "";
  const absl::string_view rest = fault.substr(open + 1);
  return std::string(rest.substr(0, rest.find('"')));
}

std::string FieldNames(const Descriptor& message) {
  std::vector<std::string> names;
  for (int i = 0; i < message.field_count(); ++i) names.push_back(message.field(i)->name());
  return absl::StrJoin(names, ", ");
}

// Value 0 is "unspecified", which nobody is to write.
std::string ValueNames(const EnumDescriptor& choices) {
  std::vector<std::string> names;
  for (int i = 0; i < choices.value_count(); ++i) {
    if (choices.value(i)->number() != 0) names.push_back(choices.value(i)->name());
  }
  return absl::StrJoin(names, ", ");
}

// The enumeration of the first field `name` that is one, in `message` or in what it holds.
const EnumDescriptor* FindChoices(const Descriptor& message, const std::string& name,
                                  std::set<const Descriptor*>* seen) {
  if (!seen->insert(&message).second) return nullptr;
  const FieldDescriptor* field = message.FindFieldByName(name);
  if (field != nullptr && field->enum_type() != nullptr) return field->enum_type();
  const EnumDescriptor* found = nullptr;
  for (int i = 0; i < message.field_count() && found == nullptr; ++i) {
    const Descriptor* nested = message.field(i)->message_type();
    if (nested != nullptr) found = FindChoices(*nested, name, seen);
  }
  return found;
}

}  // namespace

std::string HintFor(absl::string_view fault, const Descriptor& root) {
  if (absl::StartsWith(fault, "Message type")) {
    const Descriptor* message = root.file()->pool()->FindMessageTypeByName(Quoted(fault, 0));
    return message == nullptr ? "" : absl::StrCat(" Its fields are ", FieldNames(*message), ".");
  }
  if (absl::StartsWith(fault, "Unknown enumeration value")) {
    std::set<const Descriptor*> seen;
    const EnumDescriptor* choices = FindChoices(root, Quoted(fault, 1), &seen);
    return choices == nullptr ? "" : absl::StrCat(" Use one of ", ValueNames(*choices), ".");
  }
  return "";
}

}  // namespace paraphe

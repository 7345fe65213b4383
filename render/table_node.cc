#include "render/table_node.h"

#include "google/protobuf/descriptor.h"

namespace paraphe {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

TableNode::TableNode(const TableNode* parent, const Message& message, const std::string& field,
                     int index)
    : file_(parent->file_),
      message_(message),
      tree_(file_.Nested(parent->tree_, parent->message_, field, index)),
      parent_(parent),
      field_(field),
      index_(index) {}

TableNode TableNode::Child(const Message& message, const std::string& field, int index) const {
  return TableNode(this, message, field, index);
}

bool TableNode::IsGiven(const std::string& field, int index) const {
  const FieldDescriptor* descriptor = message_.GetDescriptor()->FindFieldByName(field);
  return tree_->GetLocation(descriptor, descriptor->is_repeated() ? index : -1).line >= 0;
}

void TableNode::Fault(const std::string& field, int index, absl::string_view words) const {
  if (!IsGiven(field, index)) return FaultHere(words);
  file_.AddFault(tree_, message_, field, index, words);
}

void TableNode::FaultHere(absl::string_view words) const {
  if (parent_ == nullptr) return file_.AddFault(tree_, message_, "", 0, words);
  file_.AddFault(parent_->tree_, parent_->message_, field_, index_, words);
}

}  // namespace paraphe

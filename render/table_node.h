// A message inside a table file that is being checked, and its place in the file, so that a fault
// is reported where the file's writer has to look.
#ifndef PARAPHE_RENDER_TABLE_NODE_H_
#define PARAPHE_RENDER_TABLE_NODE_H_

#include <string>

#include "absl/strings/string_view.h"

#include "common/text_proto.h"

namespace paraphe {

// Keeps references to the file and to its parent node, which must outlive it.
class TableNode {
 public:
  TableNode(TextProto& file, const google::protobuf::Message& root)
      : file_(file), message_(root), tree_(file.places()) {}

  // The message in `field`; in a repeated field the one at `index`.
  TableNode Child(const google::protobuf::Message& message, const std::string& field,
                  int index = 0) const;

  // Reports a fault at a field of this message; where the field is left out, at the message itself.
  void Fault(const std::string& field, absl::string_view words) const { Fault(field, 0, words); }
  void Fault(const std::string& field, int index, absl::string_view words) const;

  // Reports a fault at the message itself.
  void FaultHere(absl::string_view words) const;

 private:
  TableNode(const TableNode* parent, const google::protobuf::Message& message,
            const std::string& field, int index);

  bool IsGiven(const std::string& field, int index) const;

  TextProto& file_;
  const google::protobuf::Message& message_;
  const google::protobuf::TextFormat::ParseInfoTree* tree_;
  const TableNode* parent_ = nullptr;
  std::string field_;
  int index_ = 0;
};

}  // namespace paraphe

#endif  // PARAPHE_RENDER_TABLE_NODE_H_

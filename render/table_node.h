// A message inside a table file that is being checked, with its place, so that each fault can be
// laid where its writer should look.
#ifndef PARAPHE_RENDER_TABLE_NODE_H_
#define PARAPHE_RENDER_TABLE_NODE_H_

#include <string>

#include "absl/strings/string_view.h"

#include "common/text_proto.h"

namespace paraphe {

// Refers to the file and to its parent, which must outlive it.
class TableNode {
 public:
  TableNode(TextProto& file, const google::protobuf::Message& root)
      : file_(file), message_(root), tree_(file.places()) {}

  // The message in `field` (its `index`-th where repeated).
  TableNode Child(const google::protobuf::Message& message, const std::string& field,
                  int index = 0) const;

  // Lays a fault at a field of this message; where that is left out, at the message itself.
  void Fault(const std::string& field, absl::string_view words) const { Fault(field, 0, words); }
  void Fault(const std::string& field, int index, absl::string_view words) const;

  // Lays a fault at the message itself.
  void FaultHere(absl::string_view words) const;

 private:
  TableNode(const TableNode* parent, const google::protobuf::Message& message,
            const std::string& field, int index);

  bool Stands(const std::string& field, int index) const;

  TextProto& file_;
  const google::protobuf::Message& message_;
  const google::protobuf::TextFormat::ParseInfoTree* tree_;
  const TableNode* parent_ = nullptr;
  std::string field_;
  int index_ = 0;
};

}  // namespace paraphe

#endif  // PARAPHE_RENDER_TABLE_NODE_H_

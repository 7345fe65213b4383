// What a table file must say beyond its syntax.
#ifndef PARAPHE_RENDER_TABLE_CHECK_H_
#define PARAPHE_RENDER_TABLE_CHECK_H_

#include "common/text_proto.h"
#include "paraphe/v1/table.pb.h"

namespace paraphe {

// Lays every fault of meaning of `table`, which was read from `file`, into `file`. REQ: PRES-3
void CheckTable(const v1::Table& table, TextProto& file);

}  // namespace paraphe

#endif  // PARAPHE_RENDER_TABLE_CHECK_H_

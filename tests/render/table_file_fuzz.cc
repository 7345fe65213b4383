// Fuzz target: table files. What is accepted can be compiled and, written out again, reads back the
// same; what is refused says where.
#include <string>

#include "google/protobuf/stubs/logging.h"
#include "google/protobuf/text_format.h"
#include "google/protobuf/util/message_differencer.h"

#include "common/utf8.h"
#include "render/table.h"
#include "render/table_file.h"
#include "tests/fuzz/property.h"

namespace paraphe::test {
namespace {

void JudgeRefusal(absl::string_view text, const absl::Status& status) {
  RequireReason(status, {v1::TABLE_INVALID});
  Require(!IsUtf8(text) || GetErrorDetail(status)->has_position(), "a refusal says where",
          status.ToString());
}

void RunOne(absl::string_view text) {
  const absl::StatusOr<v1::Table> table = ParseTable(text, "table");
  const auto compiled = Table::Create(text, "table");
  Require(table.ok() == compiled.ok(), "what is accepted can be compiled",
          compiled.status().ToString());
  if (!table.ok()) return JudgeRefusal(text, table.status());
  std::string written;
  Require(google::protobuf::TextFormat::PrintToString(*table, &written), "a table can be written");
  const absl::StatusOr<v1::Table> again = ParseTable(written, "table");
  Require(again.ok(), "what was accepted is accepted again", again.status().ToString());
  Require(google::protobuf::util::MessageDifferencer::Equals(*table, *again), "and is the same",
          written);
}

}  // namespace
}  // namespace paraphe::test

extern "C" int LLVMFuzzerInitialize(int* /*count*/, char*** /*arguments*/) {
  google::protobuf::SetLogHandler(nullptr);
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  paraphe::test::RunOne(paraphe::test::InputText(data, size));
  return 0;
}

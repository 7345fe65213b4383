#include "server/rpc/answer_bytes.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/wire_format_lite.h"
#include "grpcpp/support/proto_buffer_writer.h"
#include "grpcpp/support/slice.h"

#include "common/errors.h"
#include "common/status_macros.h"

namespace paraphe::server {
namespace {

using ::google::protobuf::internal::WireFormatLite;
using ::google::protobuf::io::CodedOutputStream;

// What stands before the bytes of a field.
grpc::Slice HeadOf(int number, size_t size) {
  constexpr size_t kMost = 20;  // two numbers of at most ten bytes
  uint8_t head[kMost];
  uint8_t* end = CodedOutputStream::WriteVarint32ToArray(
      WireFormatLite::MakeTag(number, WireFormatLite::WIRETYPE_LENGTH_DELIMITED), head);
  end = CodedOutputStream::WriteVarint64ToArray(size, end);
  return grpc::Slice(head, static_cast<size_t>(end - head));
}

// Holds `text` until nobody sends it any more.
grpc::Slice Keep(std::string text) {
  auto kept = std::make_unique<std::string>(std::move(text));
  std::string& bytes = *kept;
  return grpc::Slice(
      bytes.data(), bytes.size(),
      [](void* done) { const std::unique_ptr<std::string> last(static_cast<std::string*>(done)); },
      kept.release());
}

}  // namespace

absl::Status SerializeMessage(const google::protobuf::MessageLite& message,
                              grpc::ByteBuffer& bytes) {
  constexpr size_t kLargestBlock = size_t{1} << 20;
  const size_t size = message.ByteSizeLong();
  grpc::ProtoBufferWriter writer(&bytes, static_cast<int>(std::min(size, kLargestBlock)),
                                 static_cast<int>(size));
  if (message.SerializeToZeroCopyStream(&writer)) return absl::OkStatus();
  return MakeError(v1::INTERNAL, "the answer cannot be written");
}

absl::Status SerializeAnswer(google::protobuf::MessageLite& answer, const LargeFields& large,
                             grpc::ByteBuffer& bytes) {
  std::vector<grpc::Slice> slices;
  for (const LargeField& field : large) {
    if (field.value->size() < kLeastKept) continue;
    slices.push_back(HeadOf(field.number, field.value->size()));
    slices.push_back(Keep(std::exchange(*field.value, std::string())));
  }
  if (slices.empty()) return SerializeMessage(answer, bytes);
  grpc::ByteBuffer rest;
  RETURN_IF_ERROR(SerializeMessage(answer, rest));
  std::vector<grpc::Slice> all;
  if (!rest.Dump(&all).ok()) return MakeError(v1::INTERNAL, "the answer cannot be written");
  std::move(slices.begin(), slices.end(), std::back_inserter(all));
  bytes = grpc::ByteBuffer(all.data(), all.size());
  return absl::OkStatus();
}

}  // namespace paraphe::server

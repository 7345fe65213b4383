#include "server/rpc/answer_bytes.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/wire_format_lite.h"
#include "grpcpp/support/proto_buffer_writer.h"
#include "grpcpp/support/slice.h"

#include "common/errors.h"

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

absl::Status SerializeMessage(const google::protobuf::MessageLite& answer,
                              grpc::ByteBuffer& bytes) {
  constexpr size_t kLargestBlock = size_t{1} << 20;
  const size_t size = answer.ByteSizeLong();
  grpc::ProtoBufferWriter writer(&bytes, static_cast<int>(std::min(size, kLargestBlock)),
                                 static_cast<int>(size));
  if (answer.SerializeToZeroCopyStream(&writer)) return absl::OkStatus();
  return MakeError(v1::INTERNAL, "the answer cannot be written");
}

absl::Status SerializeWithDocument(google::protobuf::MessageLite& answer, DocumentField document,
                                   grpc::ByteBuffer& bytes) {
  if (document.value == nullptr || document.value->size() < kLeastKept) {
    return SerializeMessage(answer, bytes);
  }
  std::string text = std::exchange(*document.value, std::string());
  std::string rest;
  if (!answer.SerializeToString(&rest)) {
    return MakeError(v1::INTERNAL, "the answer cannot be written");
  }
  const grpc::Slice slices[] = {grpc::Slice(rest), HeadOf(document.number, text.size()),
                                Keep(std::move(text))};
  bytes = grpc::ByteBuffer(slices, std::size(slices));
  return absl::OkStatus();
}

}  // namespace paraphe::server

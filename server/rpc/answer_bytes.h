// Answers as bytes. Documents, tables and pages in them are not copied: the bytes that go out are those that the store gave.
#ifndef PARAPHE_SERVER_RPC_ANSWER_BYTES_H_
#define PARAPHE_SERVER_RPC_ANSWER_BYTES_H_

#include <string>

#include "absl/container/inlined_vector.h"
#include "absl/status/status.h"
#include "google/protobuf/message_lite.h"
#include "grpcpp/support/byte_buffer.h"

#include "paraphe/v1/caller_service.pb.h"
#include "paraphe/v1/signer_service.pb.h"

namespace paraphe::server {

// The fields of an answer, of type bytes or string, that may be large. A string must be UTF-8, which is not looked at again.
struct LargeField {
  int number;
  std::string* value;
};
using LargeFields = absl::InlinedVector<LargeField, 3>;
inline LargeFields LargeFieldsOf(google::protobuf::MessageLite& /*answer*/) { return {}; }
inline LargeFields LargeFieldsOf(v1::PresentResponse& answer) {
  return {{v1::PresentResponse::kDocumentFieldNumber, answer.mutable_document()},
          {v1::PresentResponse::kTableFieldNumber, answer.mutable_table()},
          {v1::PresentResponse::kHtmlFieldNumber, answer.mutable_html()}};
}
inline LargeFields LargeFieldsOf(v1::FinalizeResponse& answer) {
  return {{v1::FinalizeResponse::kSignedDocumentFieldNumber, answer.mutable_signed_document()}};
}
inline LargeFields LargeFieldsOf(v1::SignerExportResponse& answer) {
  return {{v1::SignerExportResponse::kSignedDocumentFieldNumber, answer.mutable_signed_document()}};
}

// Writes a message with nothing large in it to `bytes`.
// Errors:
//   INTERNAL  it cannot be written
absl::Status SerializeMessage(const google::protobuf::MessageLite& message,
                              grpc::ByteBuffer& bytes);

// Writes `answer` to `bytes`. What has kLeastKept bytes or more of its `large` fields is taken out of the answer and kept
// as it is until the bytes are gone; it then stands last in them, which is as good: readers take fields in any order.
// Errors:
//   INTERNAL  the answer cannot be written
inline constexpr size_t kLeastKept = size_t{1} << 14;
absl::Status SerializeAnswer(google::protobuf::MessageLite& answer, const LargeFields& large,
                             grpc::ByteBuffer& bytes);

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_RPC_ANSWER_BYTES_H_

// Answers as bytes. A document in an answer is not copied: the bytes that go out are those that the store gave.
#ifndef PARAPHE_SERVER_RPC_ANSWER_BYTES_H_
#define PARAPHE_SERVER_RPC_ANSWER_BYTES_H_

#include <string>

#include "absl/status/status.h"
#include "google/protobuf/message_lite.h"
#include "grpcpp/support/byte_buffer.h"

#include "paraphe/v1/caller_service.pb.h"
#include "paraphe/v1/signer_service.pb.h"

namespace paraphe::server {

// The field of an answer that holds a document: `value` is null where it has none.
struct DocumentField {
  int number = 0;
  std::string* value = nullptr;
};
inline DocumentField DocumentOf(google::protobuf::MessageLite& /*answer*/) { return {}; }
inline DocumentField DocumentOf(v1::PresentResponse& answer) {
  return {v1::PresentResponse::kDocumentFieldNumber, answer.mutable_document()};
}
inline DocumentField DocumentOf(v1::FinalizeResponse& answer) {
  return {v1::FinalizeResponse::kSignedDocumentFieldNumber, answer.mutable_signed_document()};
}
inline DocumentField DocumentOf(v1::SignerExportResponse& answer) {
  return {v1::SignerExportResponse::kSignedDocumentFieldNumber, answer.mutable_signed_document()};
}

// Writes `answer` to `bytes`. A document of kLeastKept bytes or more is taken out of the answer and kept as it is until the
// bytes are gone; it then stands last in them, which is as good: readers take fields in any order.
// Errors:
//   INTERNAL  the answer cannot be written
inline constexpr size_t kLeastKept = size_t{1} << 16;
absl::Status SerializeMessage(const google::protobuf::MessageLite& answer, grpc::ByteBuffer& bytes);
absl::Status SerializeWithDocument(google::protobuf::MessageLite& answer, DocumentField document,
                                   grpc::ByteBuffer& bytes);

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_RPC_ANSWER_BYTES_H_

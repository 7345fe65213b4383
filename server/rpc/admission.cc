#include "server/rpc/admission.h"

#include <limits>

#include "absl/strings/str_cat.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/wire_format_lite.h"
#include "grpcpp/support/proto_buffer_reader.h"

#include "common/errors.h"
#include "common/status_macros.h"
#include "common/value_rules.h"
#include "paraphe/v1/caller_service.pb.h"
#include "server/rpc/calls.h"
#include "server/rpc/session_facts.h"
#include "server/rpc/unary_call.h"

namespace paraphe::server {
namespace {

using google::protobuf::internal::WireFormatLite;
using google::protobuf::io::CodedInputStream;
using v1::PrepareRequest;

// A request has fewer fields, and its short texts are shorter.
constexpr int kMostFields = 256;
constexpr uint32_t kMostTextBytes = 1024;

std::string* TextOf(int field, PrepareHead& head) {
  switch (field) {
    case PrepareRequest::kSessionIdFieldNumber:
      return &head.session_id;
    case PrepareRequest::kApplicationFieldNumber:
      return &head.application;
    case PrepareRequest::kIdempotencyKeyFieldNumber:
      return &head.idempotency_key;
    default:
      return nullptr;
  }
}

// A field with a length: a text is read, all else is passed over.
bool ReadSized(CodedInputStream& input, int field, PrepareHead& head) {
  uint32_t size = 0;
  if (!input.ReadVarint32(&size) || size > uint32_t{std::numeric_limits<int>::max()}) return false;
  if (std::string* const text = TextOf(field, head)) {
    return size <= kMostTextBytes && input.ReadString(text, static_cast<int>(size));
  }
  if (field == PrepareRequest::kDocumentFieldNumber) head.document_bytes = size;
  return input.Skip(static_cast<int>(size));
}

bool ReadFields(CodedInputStream& input, PrepareHead& head) {
  for (int fields = 0; fields < kMostFields; ++fields) {
    const uint32_t tag = input.ReadTag();
    if (tag == 0) return input.ConsumedEntireMessage();
    uint64_t number = 0;
    switch (WireFormatLite::GetTagWireType(tag)) {
      case WireFormatLite::WIRETYPE_LENGTH_DELIMITED:
        if (!ReadSized(input, WireFormatLite::GetTagFieldNumber(tag), head)) return false;
        break;
      case WireFormatLite::WIRETYPE_VARINT:
        if (!input.ReadVarint64(&number)) return false;
        break;
      default:
        return false;
    }
  }
  return false;
}

// The store is asked about nothing that no session can have.
bool MayBeMeant(const PrepareHead& head) {
  return FaultOfApplicationName(head.application).empty() &&
         FaultOfIdempotencyKey(head.idempotency_key).empty();
}

// REQ: DOC-6
absl::Status CheckSize(const PrepareHead& head, size_t most) {
  if (head.document_bytes <= most) return absl::OkStatus();
  return MakeError(v1::TOO_LARGE,
                   absl::StrCat("document: it has ", head.document_bytes,
                                " bytes; the server takes ", most, " (limits.document_bytes)"));
}

}  // namespace

std::optional<PrepareHead> ReadPrepareHead(grpc::ByteBuffer& bytes) {
  if (!bytes.Valid()) return std::nullopt;
  grpc::ProtoBufferReader reader(&bytes);
  CodedInputStream input(&reader);
  PrepareHead head;
  if (!ReadFields(input, head) || !MayBeMeant(head)) return std::nullopt;
  return head;
}

absl::Status Admit(const ServerContext& context, const PrepareHead& head) {
  const bool opens = head.session_id.empty();
  absl::Status room = CheckSize(head, context.settings.bounds.document_bytes);
  if (room.ok() && opens) room = context.machine.CheckRoom(head.application, head.document_bytes);
  if (room.ok() || !opens || head.idempotency_key.empty()) return room;
  ASSIGN_OR_RETURN(const bool repeated,
                   context.machine.IsUsed({head.application, head.idempotency_key}));
  return repeated ? absl::OkStatus() : room;
}

// What cannot be read may as well be a new session.
TaskClass ClassOfPrepare(grpc::ByteBuffer& request) {
  const std::optional<PrepareHead> head = ReadPrepareHead(request);
  return head.has_value() && !head->session_id.empty() ? TaskClass::kOpenSession
                                                       : TaskClass::kNewSession;
}

absl::Status AnswerPrepare(const ServerContext& context, const Peer& peer,
                           grpc::ByteBuffer& request, grpc::ByteBuffer& response,
                           CallFacts& facts) {
  if (const std::optional<PrepareHead> head = ReadPrepareHead(request)) {
    const absl::Status admitted = Admit(context, *head);
    if (!admitted.ok()) {
      NoteApplication(peer, head->application, facts);
      return admitted;
    }
  }
  v1::PrepareRequest message;
  RETURN_IF_ERROR(ParseMessage(request, message));
  return EndWith(context, peer, message, Prepare(context, peer, message), response, facts);
}

}  // namespace paraphe::server

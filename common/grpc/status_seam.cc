#include "common/grpc/status_seam.h"

#include <optional>
#include <string>

#include "absl/strings/str_cat.h"

#include "common/errors.h"
#include "common/log.h"
#include "common/utf8.h"
#include "paraphe/v1/rpc_status.pb.h"

namespace paraphe {
namespace {

// What gRPC's own failures mean to us.
struct CodeRow {
  grpc::StatusCode code;
  v1::ErrorReason reason;
};

constexpr CodeRow kReasonsOfCodes[] = {
    {grpc::StatusCode::UNAVAILABLE, v1::NOT_REACHABLE},
    // What a peer that shuts down leaves of a running call.
    {grpc::StatusCode::CANCELLED, v1::NOT_REACHABLE},
    {grpc::StatusCode::DEADLINE_EXCEEDED, v1::DEADLINE},
    {grpc::StatusCode::RESOURCE_EXHAUSTED, v1::TOO_LARGE},
    {grpc::StatusCode::PERMISSION_DENIED, v1::NOT_ALLOWED},
    {grpc::StatusCode::UNAUTHENTICATED, v1::NOT_ALLOWED},
};

v1::ErrorReason ReasonOfCode(grpc::StatusCode code) {
  for (const CodeRow& row : kReasonsOfCodes) {
    if (row.code == code) return row.reason;
  }
  return v1::INTERNAL;
}

// At most kMaxStatusMessageBytes, cut before a character, never inside one.
std::string Shortened(absl::string_view message) {
  constexpr absl::string_view kMark = "...";
  if (message.size() <= kMaxStatusMessageBytes) return std::string(message);
  return absl::StrCat(CutUtf8(message, kMaxStatusMessageBytes - kMark.size()), kMark);
}

// Without control characters: C0 and DEL as bytes, C1 as its two bytes in UTF-8. LF stays: reports
// of files have a line a fault.
std::string Printable(absl::string_view message) {
  std::string printable;
  printable.reserve(message.size());
  for (size_t i = 0; i < message.size(); ++i) {
    const auto byte = static_cast<unsigned char>(message[i]);
    const bool c1 =
        byte == 0xC2 && i + 1 < message.size() && static_cast<unsigned char>(message[i + 1]) < 0xA0;
    if (c1) ++i;
    const bool control = c1 || byte == 0x7F || (byte < 0x20 && byte != '\n');
    printable.push_back(control ? '?' : message[i]);
  }
  return printable;
}

void LogRefusal(absl::string_view call, const absl::Status& status, v1::ErrorReason reason) {
  const bool loud =
      status.code() == absl::StatusCode::kInternal || status.code() == absl::StatusCode::kDataLoss;
  Log(loud ? LogLevel::kError : LogLevel::kInfo, "call_refused",
      {{"call", std::string(call)}, {"reason", v1::ErrorReason_Name(reason)}});
}

// A status that carries no payload says nothing to a peer but that something is wrong here.
absl::Status Anonymous(absl::string_view call, const absl::Status& status) {
  Log(LogLevel::kError, "defect", {{"call", std::string(call)}, {"status", status.ToString()}});
  return MakeError(v1::INTERNAL, "internal error; the server's log names it");
}

grpc::Status Encode(const absl::Status& status, const v1::ErrorDetail& detail) {
  v1::RpcStatus wire;
  wire.set_code(static_cast<int>(status.code()));
  wire.set_message(Shortened(status.message()));
  google::protobuf::Any& any = *wire.add_details();
  any.set_type_url(kErrorDetailTypeUrl);
  any.set_value(detail.SerializeAsString());
  return {static_cast<grpc::StatusCode>(status.code()), wire.message(), wire.SerializeAsString()};
}

// The server's own words, if that is what came.
std::optional<v1::ErrorDetail> Decode(const grpc::Status& status) {
  v1::RpcStatus wire;
  if (!wire.ParseFromString(status.error_details())) return std::nullopt;
  if (wire.code() != static_cast<int>(status.error_code())) return std::nullopt;
  for (const google::protobuf::Any& any : wire.details()) {
    v1::ErrorDetail detail;
    if (any.type_url() != kErrorDetailTypeUrl || !detail.ParseFromString(any.value())) continue;
    if (detail.reason() != v1::ERROR_REASON_UNSPECIFIED) return detail;
  }
  return std::nullopt;
}

}  // namespace

grpc::Status ToGrpcStatus(absl::string_view call, const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  const std::optional<v1::ErrorDetail> detail = GetErrorDetail(status);
  if (!detail.has_value()) return ToGrpcStatus(call, Anonymous(call, status));
  LogRefusal(call, status, detail->reason());
  return Encode(status, *detail);
}

absl::Status FromGrpcStatus(const grpc::Status& status) {
  if (status.ok()) return absl::OkStatus();
  const std::string message = Shortened(Printable(status.error_message()));
  const std::optional<v1::ErrorDetail> detail = Decode(status);
  if (!detail.has_value()) return MakeError(ReasonOfCode(status.error_code()), message);
  absl::Status decoded(static_cast<absl::StatusCode>(status.error_code()), message);
  SetErrorDetail(*detail, decoded);
  return decoded;
}

}  // namespace paraphe

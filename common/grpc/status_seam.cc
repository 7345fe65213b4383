#include "common/grpc/status_seam.h"

#include <optional>
#include <string>

#include "absl/algorithm/container.h"
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

// Errors whose messages never speak of what a document, a file or an attribute holds (CHN-6).
constexpr v1::ErrorReason kSaidAloud[] = {
    v1::MALFORMED_REQUEST,
    v1::NOT_ALLOWED,
    v1::NOT_IDENTIFIED,
    v1::LOGIN_REFUSED,
    v1::NOT_REACHABLE,
    v1::DEADLINE,
    v1::TOO_LARGE,
    v1::OVERLOADED,
    v1::SESSION_UNKNOWN,
    v1::SESSION_WRONG_STATE,
    v1::SESSION_CONFLICT,
    v1::SESSION_ABORTED,
    v1::SESSION_EXPIRED,
    v1::SESSION_FAILED,
    v1::TICKET_USED,
    v1::DIGEST_RELEASED,
    v1::CONSENT_MISMATCH,
    v1::CONSENT_INCOMPLETE,
    v1::CONSENT_TOO_OLD,
    v1::SIGNATURE_ALREADY_DELIVERED,
    v1::STORE_UNAVAILABLE,
    v1::POLICY_UNKNOWN,
    v1::POLICY_INLINE_NOT_GRANTED,
    v1::TABLE_UNKNOWN,
    v1::IDEMPOTENCY_CONFLICT,
};

// What is quoted in a message may be the peer's.
std::string WithoutQuoted(absl::string_view message) {
  std::string kept;
  bool quoted = false;
  for (const char c : message) {
    if (c == '"') quoted = !quoted;
    if (c == '"' || !quoted) kept.push_back(c);
  }
  return kept;
}

std::string LoggedWords(const absl::Status& status, v1::ErrorReason reason) {
  constexpr size_t kMaxLoggedBytes = 256;
  if (!absl::c_linear_search(kSaidAloud, reason)) return "-";
  return std::string(CutUtf8(WithoutQuoted(status.message()), kMaxLoggedBytes));
}

void LogCall(LogLevel level, absl::string_view call, const CallFacts& facts,
             const std::string& reason, const std::string& words) {
  const auto known = [](const std::string& value) { return value.empty() ? "-" : value; };
  Log(level, "call_refused",
      {{"call", std::string(call)},
       {"reason", reason},
       {"application", known(facts.application)},
       {"session", known(facts.session)},
       {"peer", known(facts.peer)},
       {"words", words}});
}

void LogRefusal(absl::string_view call, const absl::Status& status, v1::ErrorReason reason,
                const CallFacts& facts) {
  LogCall(reason == v1::INTERNAL ? LogLevel::kError : LogLevel::kInfo, call, facts,
          v1::ErrorReason_Name(reason), LoggedWords(status, reason));
}

// Without the port, which is another for each connection.
std::string AddressOf(const std::string& peer) { return peer.substr(0, peer.rfind(':')); }

bool MayLog(const CallFacts& facts, LogBound* bound) {
  return bound == nullptr || bound->Admits(AddressOf(facts.peer));
}

void LogDefect(absl::string_view call, const absl::Status& status) {
  Log(LogLevel::kError, "defect", {{"call", std::string(call)}, {"status", status.ToString()}});
}

// A status that carries no payload says nothing to a peer but that something is wrong here.
absl::Status Anonymous() {
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

grpc::Status ToGrpcStatus(absl::string_view call, const absl::Status& status,
                          const CallFacts& facts, LogBound* bound) {
  if (status.ok()) return grpc::Status::OK;
  const bool logged = MayLog(facts, bound);
  const bool ours = GetErrorDetail(status).has_value();
  if (!ours && logged) LogDefect(call, status);
  const absl::Status answer = ours ? status : Anonymous();
  const std::optional<v1::ErrorDetail> detail = GetErrorDetail(answer);
  if (logged) LogRefusal(call, answer, detail->reason(), facts);
  return Encode(answer, *detail);
}

grpc::Status ToLoggedGrpcStatus(const absl::Status& status) {
  const std::optional<v1::ErrorDetail> detail = GetErrorDetail(status);
  return detail.has_value() ? Encode(status, *detail) : ToGrpcStatus("-", status);
}

grpc::Status UnknownMethod(const CallFacts& facts, LogBound* bound) {
  if (MayLog(facts, bound)) {
    LogCall(LogLevel::kInfo, "-", facts, "UNIMPLEMENTED", "there is no such method");
  }
  return {grpc::StatusCode::UNIMPLEMENTED, "there is no such method"};
}

grpc::Status UnknownService() { return {grpc::StatusCode::NOT_FOUND, "there is no such service"}; }

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

// What one connection may take of the server: gRPC's bounds, over a real port.
#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "grpcpp/grpcpp.h"
#include "gtest/gtest.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "paraphe/v1/caller_service.grpc.pb.h"
#include "server/server.h"
#include "tests/server/testing/session_world.h"

namespace paraphe::server {
namespace {

using test::SessionWorld;

// As gRPC says it: what is refused here comes from gRPC, before our own code.
absl::StatusCode CodeOf(const grpc::Status& status) {
  return static_cast<absl::StatusCode>(status.error_code());
}

class ServerBoundsTest : public testing::Test {
 protected:
  ServerBoundsTest() {
    SessionWorld::Parts parts;
    parts.credentials = grpc::InsecureServerCredentials();
    world_ = std::make_unique<SessionWorld>(nullptr, parts);
  }

  std::unique_ptr<v1::CallerService::Stub> Connect(grpc::ChannelArguments arguments = {}) {
    return v1::CallerService::NewStub(
        grpc::CreateCustomChannel(absl::StrCat("127.0.0.1:", world_->server().ports().front()),
                                  grpc::InsecureChannelCredentials(), arguments));
  }

  static void SetDeadline(grpc::ClientContext& context, std::chrono::milliseconds after) {
    context.set_deadline(std::chrono::system_clock::now() + after);
  }

  // What a good Prepare is answered, with what `adjust` does to the call.
  template <typename Adjust>
  absl::StatusCode Prepare(Adjust adjust) {
    grpc::ClientContext context;
    SetDeadline(context, std::chrono::minutes(1));
    adjust(context);
    v1::PrepareResponse response;
    return CodeOf(Connect()->Prepare(&context, SessionWorld::GoodRequest(), &response));
  }

  // How a Watch of a session in which nothing happens ends, where the client pings each `interval`.
  absl::StatusCode WatchWithPings(std::chrono::milliseconds interval,
                                  std::chrono::milliseconds deadline) {
    grpc::ChannelArguments arguments;
    arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, static_cast<int>(interval.count()));
    arguments.SetInt(GRPC_ARG_HTTP2_MAX_PINGS_WITHOUT_DATA, 0);
    const auto stub = Connect(arguments);
    const v1::PrepareResponse prepared = world_->PrepareOrDie();
    v1::CallerWatchRequest request;
    request.set_session_id(prepared.session_id());
    request.set_caller_token(prepared.caller_token());
    grpc::ClientContext context;
    SetDeadline(context, deadline);
    const auto stream = stub->Watch(&context, request);
    v1::SessionEvent event;
    EXPECT_TRUE(stream->Read(&event));
    EXPECT_FALSE(stream->Read(&event));
    return CodeOf(stream->Finish());
  }

  std::unique_ptr<SessionWorld> world_;
};

TEST_F(ServerBoundsTest, ACompressedRequestIsRefused) {
  for (const auto algorithm : {GRPC_COMPRESS_GZIP, GRPC_COMPRESS_DEFLATE}) {
    EXPECT_EQ(Prepare([&](auto& context) { context.set_compression_algorithm(algorithm); }),
              absl::StatusCode::kUnimplemented);
  }
  EXPECT_EQ(Prepare([](auto&) {}), absl::StatusCode::kOk);
}

TEST_F(ServerBoundsTest, ACallWithTooMuchMetadataIsRefused) {
  const auto with = [](size_t bytes) {
    return [bytes](auto& context) { context.AddMetadata("x-note", std::string(bytes, 'n')); };
  };
  EXPECT_EQ(Prepare(with(4 << 10)), absl::StatusCode::kOk);
  EXPECT_EQ(Prepare(with(9 << 10)), absl::StatusCode::kResourceExhausted);
}

// The fourth ping would end it if the interval were held against the client.
TEST_F(ServerBoundsTest, AWatchOutlivesTheKeepaliveOfItsClient) {
  EXPECT_EQ(WatchWithPings(std::chrono::milliseconds(1250), std::chrono::seconds(6)),
            absl::StatusCode::kDeadlineExceeded);
}

// A bare HTTP/2 connection (RFC 9113), for what no gRPC client would send or show.
class RawConnection {
 public:
  explicit RawConnection(int port) : fd_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
  }
  ~RawConnection() { close(fd_); }
  RawConnection(const RawConnection&) = delete;
  RawConnection& operator=(const RawConnection&) = delete;

  void Send(const std::string& bytes) {
    EXPECT_EQ(send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL), ssize_t(bytes.size()));
  }
  std::string Receive(size_t size) {
    std::string bytes(size, '\0');
    EXPECT_EQ(recv(fd_, bytes.data(), size, MSG_WAITALL), ssize_t(size));
    return bytes;
  }
  std::string ReceiveAll() {
    std::string all;
    std::array<char, 4096> chunk;
    for (ssize_t got; (got = recv(fd_, chunk.data(), chunk.size(), 0)) > 0;) {
      all.append(chunk.data(), static_cast<size_t>(got));
    }
    return all;
  }

 private:
  int fd_;
};

uint32_t BigEndian(const std::string& bytes) {
  uint32_t value = 0;
  for (const char byte : bytes) value = value << 8 | static_cast<unsigned char>(byte);
  return value;
}

TEST_F(ServerBoundsTest, AClientThatPingsWithoutPauseIsCutOff) {
  const std::string preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  const std::string no_settings("\0\0\0\4\0\0\0\0\0", 9);
  const std::string ping("\0\0\10\6\0\0\0\0\0NOW HERE", 17);
  RawConnection client(world_->server().ports().front());
  client.Send(preface + no_settings + ping + ping + ping + ping + ping);
  EXPECT_THAT(client.ReceiveAll(), testing::HasSubstr("too_many_pings"));
}

TEST_F(ServerBoundsTest, TheClientIsToldHowManyStreamsItMayOpen) {
  constexpr uint32_t kMaxConcurrentStreams = 3;
  RawConnection client(world_->server().ports().front());
  const std::string head = client.Receive(9);
  ASSERT_EQ(head[3], 4) << "not a SETTINGS frame";
  const std::string entries = client.Receive(BigEndian(head.substr(0, 3)));
  std::map<uint32_t, uint32_t> settings;
  for (size_t at = 0; at + 6 <= entries.size(); at += 6) {
    settings[BigEndian(entries.substr(at, 2))] = BigEndian(entries.substr(at + 2, 4));
  }
  EXPECT_EQ(settings[kMaxConcurrentStreams], 4096u);
}

}  // namespace
}  // namespace paraphe::server

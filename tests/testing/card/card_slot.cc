#include "tests/testing/card/card_slot.h"

#include <utility>

#include "absl/time/time.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/testing/or_die.h"

namespace paraphe::test {
namespace {

// Messages of one byte, as vpcd knows them. It waits for an answer to the last one only.
enum Control : char { kPowerOff = 0, kPowerOn = 1, kReset = 2, kAnswerToReset = 4 };

int Connect(uint16_t port) {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  if (connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) return fd;
  close(fd);
  return -1;
}

bool ReadAll(int fd, char* bytes, size_t size) {
  return recv(fd, bytes, size, MSG_WAITALL) == static_cast<ssize_t>(size);
}

std::optional<std::string> ReadMessage(int fd) {
  char length[2];
  // vpcd sends length and message apart, and the second waits for the first to be acknowledged.
  const int now = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_QUICKACK, &now, sizeof now);
  if (!ReadAll(fd, length, sizeof length)) return std::nullopt;
  const auto high = static_cast<unsigned char>(length[0]);
  std::string message(static_cast<size_t>(high << 8 | static_cast<unsigned char>(length[1])), '\0');
  if (!ReadAll(fd, message.data(), message.size())) return std::nullopt;
  return message;
}

bool WriteMessage(int fd, const std::string& message) {
  std::string bytes = {static_cast<char>(message.size() >> 8), static_cast<char>(message.size())};
  bytes += message;
  return send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size());
}

}  // namespace

void CardSlot::Insert(std::shared_ptr<PivCard> card) {
  Pull();
  card->Reset();
  connection_ = Connect(port_);
  CheckOrDie(connection_ >= 0, "reaching a virtual reader");
  {
    const absl::MutexLock lock(&mutex_);
    card_ = std::move(card);
  }
  thread_ = std::thread([this] { Converse(); });
}

void CardSlot::Pull() {
  {
    const absl::MutexLock lock(&mutex_);
    PullLocked();
  }
  if (thread_.joinable()) thread_.join();
  if (connection_ >= 0) close(std::exchange(connection_, -1));
}

bool CardSlot::occupied() {
  const absl::MutexLock lock(&mutex_);
  return card_ != nullptr;
}

void CardSlot::PullLocked() {
  card_.reset();
  plan_.reset();
  hangs_ = false;
  if (connection_ >= 0) shutdown(connection_, SHUT_RDWR);
}

void CardSlot::FailAt(CardFault fault, uint8_t instruction, int skip) {
  const absl::MutexLock lock(&mutex_);
  plan_ = Plan{fault, instruction, skip};
}

bool CardSlot::AwaitHanging() {
  const absl::MutexLock lock(&mutex_);
  return mutex_.AwaitWithTimeout(absl::Condition(&hangs_), absl::Minutes(1));
}

void CardSlot::Release() {
  const absl::MutexLock lock(&mutex_);
  hangs_ = false;
}

void CardSlot::Converse() {
  while (const std::optional<std::string> message = ReadMessage(connection_)) {
    const std::optional<std::string> answer = Answer(*message);
    if (!answer.has_value()) return;
    if (!answer->empty() && !WriteMessage(connection_, *answer)) return;
  }
}

std::optional<std::string> CardSlot::Answer(absl::string_view message) {
  if (message.size() != 1) return AnswerOfCard(message);
  const absl::MutexLock lock(&mutex_);
  if (card_ == nullptr) return std::nullopt;
  if (message[0] == kAnswerToReset) return PivCard::AnswerToReset();
  card_->Reset();
  return "";
}

std::optional<std::string> CardSlot::AnswerOfCard(absl::string_view message) {
  const std::optional<Apdu> command = ParseApdu(message);
  if (!command.has_value()) return AnswerOf("", kWrongLength);
  const absl::MutexLock lock(&mutex_);
  const std::optional<CardFault> fault = FaultOf(*command);
  if (fault == CardFault::kPulled) PullLocked();
  if (fault == CardFault::kGarbage) return AnswerOf(std::string(40, '\xA5'), kDone);
  if (fault == CardFault::kCut) return "\x7C";
  if (fault == CardFault::kHangs) {
    hangs_ = true;
    const auto released = [this] { return !hangs_; };
    mutex_.Await(absl::Condition(&released));
  }
  if (card_ == nullptr) return std::nullopt;
  return card_->Answer(*command);
}

std::optional<CardFault> CardSlot::FaultOf(const Apdu& command) {
  if (!plan_.has_value() || command.IsChained()) return std::nullopt;
  if (plan_->instruction != 0) {
    const bool asks_for_tries = command.ins == kVerify && command.data.empty();
    if (command.ins != plan_->instruction || asks_for_tries) return std::nullopt;
  }
  if (plan_->skip-- > 0) return std::nullopt;
  const CardFault fault = plan_->fault;
  if (fault == CardFault::kGarbage) {
    *plan_ = {fault, 0, 0};
  } else {
    plan_.reset();
  }
  return fault;
}

}  // namespace paraphe::test

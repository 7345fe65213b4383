#include "client/device/process/module_client.h"

#include <algorithm>
#include <cerrno>
#include <utility>

#include "absl/memory/memory.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include <poll.h>

#include "client/device/process/messages.h"
#include "common/errors.h"
#include "common/status_macros.h"

namespace paraphe::device {
namespace {

// How soon a wait hears that it must end once that was asked for, and what a call gets that begins
// after the end.
constexpr absl::Duration kListening = absl::Milliseconds(50);
constexpr absl::Duration kLeast = absl::Seconds(1);

}  // namespace

ModuleClient::ModuleClient(std::string named, Waiting waiting,
                           std::unique_ptr<ModuleProcess> process)
    : named_(std::move(named)),
      waiting_(std::move(waiting)),
      process_(std::move(process)),
      channel_(process_->TakeSocket(),
               [this](int socket, short events) { return Wait(socket, events); }) {}

absl::StatusOr<std::unique_ptr<ModuleClient>> ModuleClient::Start(const std::string& named,
                                                                  const Waiting& waiting) {
  ASSIGN_OR_RETURN(std::unique_ptr<ModuleProcess> process, ModuleProcess::Start(DeviceProgram()));
  return absl::WrapUnique(new ModuleClient(named, waiting, std::move(process)));
}

// REQ: CONS-4
absl::Status ModuleClient::Over() const {
  const absl::Duration waited = absl::Now() - begun_;
  if (waiting_.ended && waited >= kLeast) RETURN_IF_ERROR(waiting_.ended());
  if (waited < waiting_.patience) return absl::OkStatus();
  return MakeError(v1::DEVICE_ERROR,
                   absl::StrCat("device: ", named_,
                                " does not answer; take the card out, and see whether another "
                                "program uses it"));
}

absl::Status ModuleClient::Wait(int socket, short events) {
  const bool listens = waiting_.ended && waiting_.asked_fd < 0;
  while (true) {
    RETURN_IF_ERROR(Over());
    pollfd fds[] = {{socket, events, 0},
                    {process_->end_fd(), POLLIN, 0},
                    {asked_ ? -1 : waiting_.asked_fd, POLLIN, 0}};
    absl::Duration left = begun_ + waiting_.patience - absl::Now();
    if (asked_ || listens) left = std::min(left, kListening);
    const int64_t milliseconds = std::clamp<int64_t>(absl::ToInt64Milliseconds(left), 0, 60000) + 1;
    if (poll(fds, 3, static_cast<int>(milliseconds)) < 0 && errno != EINTR) break;
    if (fds[0].revents != 0) return absl::OkStatus();
    ended_ = fds[1].revents != 0;
    if (ended_) break;
    asked_ = asked_ || fds[2].revents != 0;
  }
  return MakeError(v1::DEVICE_ERROR, absl::StrCat("device: the process of ", named_, " is gone"));
}

absl::StatusOr<v1::DeviceResponse> ModuleClient::Exchange(const v1::DeviceRequest& request,
                                                          const SecretBuffer* pin) {
  RETURN_IF_ERROR(channel_.Send(request));
  if (pin != nullptr) RETURN_IF_ERROR(channel_.SendPin(*pin));
  v1::DeviceResponse response;
  RETURN_IF_ERROR(channel_.Receive(kMaxResponseBytes, response));
  return response;
}

absl::StatusOr<v1::DeviceResponse> ModuleClient::Call(const v1::DeviceRequest& request,
                                                      const SecretBuffer* pin) {
  if (!left_.ok()) return left_;
  begun_ = absl::Now();
  absl::StatusOr<v1::DeviceResponse> response = Exchange(request, pin);
  if (!response.ok()) return Leave(response.status());
  if (response->has_fault()) return FaultFromMessage(response->fault());
  return response;
}

absl::Status ModuleClient::Distrust(absl::Status why) { return Leave(std::move(why)); }

// What ended by itself is named as that.
absl::Status ModuleClient::Leave(absl::Status why) {
  if (!ended_ && !channel_.gone()) process_->Kill();
  const std::string& how = process_->End();
  left_ = how.empty() ? std::move(why)
                      : MakeError(v1::DEVICE_ERROR,
                                  absl::StrCat("device: ", named_, " ended in the middle (", how,
                                               "); start again, and tell its vendor"));
  return left_;
}

}  // namespace paraphe::device

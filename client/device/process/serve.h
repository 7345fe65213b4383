// What the program paraphe-device does: one device, driven by the requests of its parent.
#ifndef PARAPHE_CLIENT_DEVICE_PROCESS_SERVE_H_
#define PARAPHE_CLIENT_DEVICE_PROCESS_SERVE_H_

#include "absl/status/status.h"

#include "client/device/process/channel.h"

namespace paraphe::device {

// The descriptor of the process's end of the sockets.
inline constexpr int kServedSocket = 3;

// Answers the requests of `channel` until one closes the device, or lists readers, which is all
// that is asked of such a process. What a module leaves behind is not cleaned up: the process must
// end by _Exit, which runs none of its code.
//
// Errors:
//   DEVICE_ERROR  the parent is gone, or what it sent is no request that may come now; the device
//                 was not asked
//
// REQ: DEV-1, DEV-3
absl::Status ServeDevice(Channel& channel);

}  // namespace paraphe::device

#endif  // PARAPHE_CLIENT_DEVICE_PROCESS_SERVE_H_

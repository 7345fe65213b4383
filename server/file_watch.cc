#include "server/file_watch.h"

#include <utility>

namespace paraphe::server {

FileWatch::FileWatch(Files files, std::function<void()> changed, absl::Duration period)
    : files_(std::move(files)), changed_(std::move(changed)), thread_(period, [this] { Look(); }) {}

// REQ: ADM-1
void FileWatch::Look() {
  const std::string now = files_.now();
  const bool quiet = now == std::exchange(last_look_, now);
  if (quiet && now != files_.read()) changed_();
}

}  // namespace paraphe::server

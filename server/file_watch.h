// Sees when files change, and says so once they have been quiet.
#ifndef PARAPHE_SERVER_FILE_WATCH_H_
#define PARAPHE_SERVER_FILE_WATCH_H_

#include <functional>
#include <string>

#include "server/periodic.h"

namespace paraphe::server {

// Looks each second rather than listen to inotify (docs/adr/2026-11-26-looking-at-files.md). A burst of changes is one: it
// is over when two looks in a row see the same.
class FileWatch {
 public:
  struct Files {
    std::function<std::string()> now;   // what they look like (Reloader::Fingerprint)
    std::function<std::string()> read;  // what they looked like when they were last read
  };
  // `changed` is called on a thread of the object's; what it does must make `read` give what `now` gave before it. All
  // must outlive the object.
  FileWatch(Files files, std::function<void()> changed, absl::Duration period = absl::Seconds(1));

 private:
  void Look();

  const Files files_;
  const std::function<void()> changed_;
  std::string last_look_;
  Periodic thread_;
};

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_FILE_WATCH_H_

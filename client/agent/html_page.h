// The document's page in a browser, for comfort.
#ifndef PARAPHE_CLIENT_AGENT_HTML_PAGE_H_
#define PARAPHE_CLIENT_AGENT_HTML_PAGE_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace paraphe::agent {

inline constexpr char kDefaultBrowser[] = "/usr/bin/xdg-open";

// The page as a file in a folder that only this user can enter (0700), in XDG_RUNTIME_DIR, TMPDIR or
// /tmp; file and folder are deleted with the object. What a browser shows is no presentation
// (PRES-9): nobody knows whether it does. Not thread-safe.
class HtmlPage {
 public:
  // Errors:
  //   FILE_UNREADABLE  the folder or the file cannot be made
  static absl::StatusOr<HtmlPage> Write(absl::string_view html);
  ~HtmlPage();
  HtmlPage(HtmlPage&& other) noexcept;
  HtmlPage& operator=(HtmlPage&& other) noexcept;

  const std::string& path() const { return path_; }

  // Starts `browser` (the full path of a program; empty: kDefaultBrowser where that exists and the
  // environment has a display) with the path as its only argument, without a terminal and without
  // waiting for it. False: there is no browser to start, or it could not be started.
  bool Open(const std::string& browser) const;

 private:
  HtmlPage() = default;
  void Delete();

  std::string folder_;
  std::string path_;
};

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_HTML_PAGE_H_

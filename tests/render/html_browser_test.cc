// A browser's word on the pages: Chromium reads from them the tree that was written, and touches no
// network. Needs the Debian package chromium; where there is none the tests say so and are skipped.
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "render/styled_page.h"
#include "tests/render/html_oracle.h"
#include "tests/render/samples.h"
#include "tests/testing/or_die.h"
#include "tests/testing/run_command.h"
#include "tests/testing/temp_dir.h"

namespace paraphe {
namespace {

// Chromium's answer for a page that it had five seconds to load; an error where there is none. In
// `out` the page as Chromium has it, in `err` what its console says, among other things.
absl::StatusOr<test::CommandResult> RunChromium(const std::string& page) {
  const test::TempDir folder;
  const std::string file = folder.WriteFileOrDie("page.html", page);
  test::CommandOptions options;
  options.timeout = absl::Seconds(120);
  return test::RunCommand(
      {"chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
       "--no-first-run", "--disable-background-networking", "--disable-component-update",
       "--disable-sync", "--enable-logging=stderr", "--timeout=5000",
       absl::StrCat("--user-data-dir=", folder.Join("profile")), "--dump-dom",
       absl::StrCat("file://", file)},
      options);
}

// The page as Chromium has it; nothing where there is no Chromium.
std::string LoadInChromium(const std::string& page) {
  const auto result = RunChromium(page);
  if (!result.ok() || result->exit_code != 0) return "";
  // libxml2 does not know that wbr is empty unless told.
  return absl::StrReplaceAll(result->out, {{"<wbr>", "<wbr/>"}});
}

// Whether Chromium refused something on the page for the page's own policy.
bool RefusesSomethingOf(const std::string& page) {
  const auto result = RunChromium(page);
  test::CheckOrDie(result.ok() && result->exit_code == 0, "chromium");
  return absl::StrContains(result->err, "Content Security Policy");
}

// Listens on a free port of this host and tells whether anybody came.
class Listener {
 public:
  Listener() : socket_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* const generic = reinterpret_cast<sockaddr*>(&address);
    socklen_t size = sizeof(address);
    test::CheckOrDie(bind(socket_, generic, size) == 0 && listen(socket_, 8) == 0 &&
                         getsockname(socket_, generic, &size) == 0,
                     "a listening socket");
    port_ = ntohs(address.sin_port);
  }
  ~Listener() { close(socket_); }
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  int port() const { return port_; }
  bool WasCalled() const {
    pollfd wait = {socket_, POLLIN, 0};
    return poll(&wait, 1, 0) > 0;
  }

 private:
  int socket_;
  int port_ = 0;
};

bool HasChromium() { return test::RunCommand({"chromium", "--version"}).ok(); }

#define REQUIRE_CHROMIUM() \
  if (!HasChromium()) GTEST_SKIP() << "chromium is not installed"

// Proves: PRES-7
TEST(HtmlBrowserTest, ReadsTheTreeThatWasWritten) {
  REQUIRE_CHROMIUM();
  for (const test::Sample& sample : test::Samples()) {
    if (sample.table != "arrete" && sample.table != "ubl-invoice")
      continue;  // a browser starts slowly
    const std::string page = test::RenderOrDie(sample.document, *test::TableOrDie(sample.table));
    const std::string loaded = LoadInChromium(page);
    ASSERT_NE(loaded, "") << sample.name;
    EXPECT_EQ(test::Outline(*test::ParseHtmlOrDie(loaded)),
              test::Outline(*test::ParseHtmlOrDie(page)))
        << sample.name;
  }
}

// Every element of the table inside every other, on one page.
std::string EveryNesting() {
  std::string document = "<r>";
  for (int outer = v1::SECTION; outer <= v1::TRANSPARENT; ++outer) {
    for (int inner = v1::SECTION; inner <= v1::TRANSPARENT; ++inner) {
      absl::StrAppend(&document, "<e", outer, " x=\"1\">2<e", inner, ">3</e", inner, "> <e", inner,
                      " y=\"4\">\n</e", inner, ">5</e", outer, ">\n");
    }
  }
  return document + "</r>";
}

std::string NestingRules() {
  std::string rules =
      "elements { name: \"r\" show_as: SECTION } attributes { name: \"x\" } "
      "attributes { name: \"y\" show_as: SPAN }";
  for (int element = v1::SECTION; element <= v1::TRANSPARENT; ++element) {
    absl::StrAppend(&rules, "elements { name: \"e", element,
                    "\" show_as: ", v1::HtmlElement_Name(static_cast<v1::HtmlElement>(element)),
                    " }");
  }
  return rules;
}

// Proves: PRES-5, PRES-7
TEST(HtmlBrowserTest, ReadsEveryNestingAsItWasWritten) {
  REQUIRE_CHROMIUM();
  const std::string page = test::RenderWith(NestingRules(), EveryNesting());
  const std::string loaded = LoadInChromium(page);
  EXPECT_EQ(test::Outline(*test::ParseHtmlOrDie(loaded)),
            test::Outline(*test::ParseHtmlOrDie(page)));
}

// Proves: PRES-7
TEST(HtmlBrowserTest, TouchesNoNetworkAndRunsNothing) {
  REQUIRE_CHROMIUM();
  const Listener listener;
  const std::string url = absl::StrCat("http://127.0.0.1:", listener.port(), "/");
  const std::string hostile = absl::StrCat(
      "&lt;img src=\"", url, "\"&gt;&lt;script src=\"", url,
      "\"&gt;&lt;/script&gt;&lt;link rel=stylesheet href=\"", url,
      "\"&gt;&lt;script&gt;document.body.textContent='ran'&lt;/script&gt;&lt;iframe src=\"", url,
      "\"&gt;");
  const std::string page =
      test::RenderOrDie(absl::StrCat("<script xmlns=\"http://www.w3.org/1999/xhtml\" src=\"", url,
                                     "\" style=\"background:url(", url, ")\"><link href=\"", url,
                                     "\"></link>", hostile, "</script>"),
                        *test::ShowAll());
  const std::string loaded = LoadInChromium(page);
  EXPECT_EQ(test::Outline(*test::ParseHtmlOrDie(loaded)),
            test::Outline(*test::ParseHtmlOrDie(page)));
  EXPECT_FALSE(listener.WasCalled());
}

// Proves: PRES-7
TEST(HtmlBrowserTest, AppliesOurStyleAndNoOther) {
  REQUIRE_CHROMIUM();
  const std::string page =
      *StyledPage(test::RenderOrDie("<a style=\"color:red\">1</a>", *test::ShowAll()));
  EXPECT_FALSE(RefusesSomethingOf(page));
  EXPECT_TRUE(RefusesSomethingOf(absl::StrReplaceAll(page, {{"#1f3a6e", "#1f3a6f"}})));
  EXPECT_TRUE(
      RefusesSomethingOf(absl::StrReplaceAll(page, {{"</body>", "<style>a{}</style></body>"}})));
  EXPECT_TRUE(RefusesSomethingOf(
      absl::StrReplaceAll(page, {{"</body>", "<script>let a = 1;</script></body>"}})));
}

// The listener would notice: a page that does load something is seen.
TEST(HtmlBrowserTest, TheListenerNoticesAPageThatIsNotInert) {
  REQUIRE_CHROMIUM();
  const Listener listener;
  const std::string loaded = LoadInChromium(
      absl::StrCat("<!DOCTYPE html><img src=\"http://127.0.0.1:", listener.port(), "/\">"));
  EXPECT_TRUE(listener.WasCalled());
}

}  // namespace
}  // namespace paraphe

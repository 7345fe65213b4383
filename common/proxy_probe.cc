#include "common/proxy_probe.h"

#include <algorithm>
#include <ctime>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

#include "common/errors.h"
#include "common/openssl.h"

namespace paraphe {
namespace {

constexpr size_t kMaxAnswerBytes = 16384;
constexpr unsigned kNapMilliseconds = 20;

absl::Status Failed(const HttpProxy& proxy, absl::string_view words) {
  return MakeError(v1::PROXY_FAILED, absl::StrCat("the proxy ", proxy.address, " ", words));
}

std::string Request(const HttpProxy& proxy, const std::string& target) {
  std::string request = absl::StrCat("CONNECT ", target, " HTTP/1.1\r\nHost: ", target, "\r\n");
  if (!proxy.authorization.empty()) {
    absl::StrAppend(&request, "Proxy-Authorization: ", proxy.authorization, "\r\n");
  }
  return absl::StrCat(request, "\r\n");
}

// Empty, or why not.
std::string Connect(BIO* bio, time_t until) {
  while (BIO_do_connect(bio) != 1) {
    if (!BIO_should_retry(bio)) return DrainOpensslErrors();
    if (BIO_wait(bio, until, kNapMilliseconds) != 1) return "it does not answer in time";
  }
  return "";
}

// What came up to the end of the header, of the connection or of the time.
std::string ReadAnswer(BIO* bio, time_t until) {
  std::string answer;
  char chunk[1024];
  while (!absl::StrContains(answer, "\r\n\r\n") && answer.size() < kMaxAnswerBytes) {
    const int got = BIO_read(bio, chunk, sizeof chunk);
    if (got > 0) {
      answer.append(chunk, static_cast<size_t>(got));
      continue;
    }
    if (!BIO_should_retry(bio) || BIO_wait(bio, until, kNapMilliseconds) != 1) break;
  }
  return answer;
}

// The status of "HTTP/1.1 200 ..." (RFC 9112 §4); 0 where it is none.
int StatusOf(absl::string_view answer) {
  constexpr size_t kCodeAt = 9;
  int code = 0;
  const bool http = absl::StartsWith(answer, "HTTP/1.") && answer.size() >= kCodeAt + 3 &&
                    answer[kCodeAt - 1] == ' ';
  return http && absl::SimpleAtoi(answer.substr(kCodeAt, 3), &code) ? code : 0;
}

absl::Status Judge(const HttpProxy& proxy, const std::string& target, int code) {
  const std::string said = absl::StrCat("(it answered ", code, ")");
  if (code >= 200 && code < 300) return absl::OkStatus();
  if (code == 407 && proxy.authorization.empty()) {
    return Failed(proxy, absl::StrCat("asks for a user name and a password, and none are "
                                      "configured: set proxy.user and proxy.password_file ",
                                      said));
  }
  // tinyproxy says 401.
  if (code == 407 || (code == 401 && !proxy.authorization.empty())) {
    return Failed(proxy, absl::StrCat("does not accept the user name or the password ", said));
  }
  if (code >= 502 && code <= 504) {
    return Failed(proxy, absl::StrCat("cannot reach ", target, " ", said));
  }
  if (code >= 400 && code < 500) {
    return Failed(proxy, absl::StrCat("refuses to connect to ", target, " ", said,
                                      ": its administrator must allow this host and port"));
  }
  return Failed(proxy, absl::StrCat("does not connect to ", target, " ", said));
}

}  // namespace

absl::Status ProbeProxy(const HttpProxy& proxy, const std::string& target,
                        absl::Duration patience) {
  ClearOpensslErrors();
  const auto seconds = std::max<int64_t>(1, absl::ToInt64Seconds(patience));
  const time_t until = time(nullptr) + seconds;
  const UniqueBio bio(BIO_new_connect(proxy.address.c_str()));
  if (bio == nullptr) return Failed(proxy, DrainOpensslErrors());
  BIO_set_nbio(bio.get(), 1);
  if (const std::string why = Connect(bio.get(), until); !why.empty()) {
    return Failed(proxy, absl::StrCat("cannot be reached: ", why));
  }
  const std::string request = Request(proxy, target);
  BIO_write(bio.get(), request.data(), static_cast<int>(request.size()));
  const std::string answer = ReadAnswer(bio.get(), until);
  ClearOpensslErrors();
  if (answer.empty()) return Failed(proxy, "does not answer");
  const int code = StatusOf(answer);
  if (code == 0) return Failed(proxy, "does not speak HTTP: is it one?");
  return Judge(proxy, target, code);
}

}  // namespace paraphe

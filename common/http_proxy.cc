#include "common/http_proxy.h"

#include <cstring>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include <arpa/inet.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/base64.h"
#include "common/errors.h"
#include "common/file.h"
#include "common/status_macros.h"
#include "common/value_rules.h"

namespace paraphe {
namespace {

constexpr size_t kMaxPasswordFileBytes = 4096;
constexpr absl::string_view kPortOfCurl = "1080";

// RFC 7617 §2.
std::string Basic(absl::string_view user, absl::string_view password) {
  return absl::StrCat("Basic ", EncodeBase64(absl::StrCat(user, ":", password)));
}

absl::StatusOr<std::string> ReadPassword(const std::string& path) {
  struct stat facts = {};
  if (stat(path.c_str(), &facts) != 0) {
    return MakeError(v1::FILE_UNREADABLE, absl::StrCat(path, ": cannot be read"));
  }
  const bool ours = facts.st_uid == geteuid() || facts.st_uid == 0;
  if (!ours || (facts.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return MakeError(v1::MALFORMED_FILE,
                     absl::StrCat(path,
                                  ": others could read the proxy's password; make it yours, "
                                  "with mode 0600"));
  }
  ASSIGN_OR_RETURN(const std::string text, ReadFile(path, kMaxPasswordFileBytes));
  const absl::string_view line = absl::string_view(text).substr(0, text.find('\n'));
  std::string password(absl::StripSuffix(line, "\r"));
  if (password.empty() || !CountPlainCharacters(password).has_value()) {
    return MakeError(v1::MALFORMED_FILE, absl::StrCat(path, ": its first line is no password"));
  }
  return password;
}

absl::StatusOr<std::optional<HttpProxy>> Configured(const v1::ProxyConfig& config,
                                                    const std::string& base_file) {
  if (config.address().empty()) return std::nullopt;
  HttpProxy proxy = {config.address(), ""};
  if (config.user().empty()) return proxy;
  ASSIGN_OR_RETURN(const std::string password,
                   ReadPassword(ResolveBeside(base_file, config.password_file())));
  proxy.authorization = Basic(config.user(), password);
  return proxy;
}

std::string PercentDecoded(absl::string_view text) {
  std::string decoded;
  for (size_t i = 0; i < text.size(); ++i) {
    uint32_t byte = 0;
    const bool escaped = text[i] == '%' && i + 2 < text.size() &&
                         absl::ascii_isxdigit(static_cast<unsigned char>(text[i + 1])) &&
                         absl::ascii_isxdigit(static_cast<unsigned char>(text[i + 2])) &&
                         absl::SimpleHexAtoi(text.substr(i + 1, 2), &byte);
    decoded.push_back(escaped ? static_cast<char>(byte) : text[i]);
    if (escaped) i += 2;
  }
  return decoded;
}

// The value is not quoted: it may hold a password.
absl::Status Unusable(absl::string_view variable, absl::string_view words) {
  return MakeError(v1::PROXY_FAILED,
                   absl::StrCat("the proxy of ", variable, " in the environment: ", words));
}

absl::StatusOr<std::optional<HttpProxy>> Parse(absl::string_view variable, absl::string_view url) {
  if (const size_t scheme = url.find("://"); scheme != absl::string_view::npos) {
    if (!absl::EqualsIgnoreCase(url.substr(0, scheme), "http")) {
      return Unusable(variable,
                      "only proxies that speak plain HTTP with CONNECT are used (http://); TLS "
                      "goes through them from end to end");
    }
    url.remove_prefix(scheme + 3);
  }
  url = url.substr(0, url.find_first_of("/?#"));
  HttpProxy proxy;
  if (const size_t at = url.rfind('@'); at != absl::string_view::npos) {
    const std::pair<absl::string_view, absl::string_view> user =
        absl::StrSplit(url.substr(0, at), absl::MaxSplits(':', 1));
    proxy.authorization = Basic(PercentDecoded(user.first), PercentDecoded(user.second));
    url.remove_prefix(at + 1);
  }
  const bool has_port = FaultOfHostPort(url).empty();
  proxy.address = has_port ? std::string(url) : absl::StrCat(url, ":", kPortOfCurl);
  if (url.empty() || !FaultOfHostPort(proxy.address).empty()) {
    return Unusable(variable, "it is not http://HOST:PORT");
  }
  return proxy;
}

// The first of two names that has a value.
std::pair<const char*, absl::string_view> Value(Environment environment, const char* lower,
                                                const char* upper) {
  for (const char* name : {lower, upper}) {
    const char* value = environment(name);
    if (value != nullptr && *value != '\0') return {name, value};
  }
  return {lower, ""};
}

struct Address {
  unsigned char bytes[16] = {};
  size_t bits = 0;  // 32 or 128; 0: none
};

Address ReadAddress(absl::string_view text) {
  Address address;
  const std::string word(text);
  if (inet_pton(AF_INET, word.c_str(), address.bytes) == 1) {
    address.bits = 32;
  } else if (inet_pton(AF_INET6, word.c_str(), address.bytes) == 1) {
    address.bits = 128;
  }
  return address;
}

bool InNetwork(const Address& host, absl::string_view network) {
  const std::pair<absl::string_view, absl::string_view> parts = absl::StrSplit(network, '/');
  const Address start = ReadAddress(parts.first);
  size_t bits = start.bits;
  if (start.bits != host.bits || start.bits == 0) return false;
  if (absl::StrContains(network, '/') &&
      (!absl::SimpleAtoi(parts.second, &bits) || bits > start.bits)) {
    return false;
  }
  for (size_t i = 0; i < bits; ++i) {
    const unsigned mask = 0x80U >> (i % 8);
    if ((start.bytes[i / 8] & mask) != (host.bytes[i / 8] & mask)) return false;
  }
  return true;
}

bool NamesHost(absl::string_view entry, absl::string_view host) {
  absl::ConsumePrefix(&entry, ".");
  absl::ConsumeSuffix(&entry, ".");
  if (entry.empty() || !absl::EndsWithIgnoreCase(host, entry)) return false;
  return host.size() == entry.size() || host[host.size() - entry.size() - 1] == '.';
}

}  // namespace

bool IsExemptFromProxy(absl::string_view list, absl::string_view host) {
  if (list == "*") return true;
  absl::ConsumeSuffix(&host, ".");
  const Address address = ReadAddress(host);
  for (absl::string_view entry : absl::StrSplit(list, absl::ByAnyChar(", \t"), absl::SkipEmpty())) {
    if (address.bits == 0) {
      if (NamesHost(entry, host)) return true;
      continue;
    }
    if (absl::ConsumePrefix(&entry, "[")) absl::ConsumeSuffix(&entry, "]");
    if (InNetwork(address, entry)) return true;
  }
  return false;
}

absl::StatusOr<std::optional<HttpProxy>> ChooseProxy(const v1::ServerAddress& server,
                                                     const std::string& base_file,
                                                     Environment environment) {
  if (server.has_proxy()) return Configured(server.proxy(), base_file);
  const auto [variable, url] = Value(environment, "https_proxy", "HTTPS_PROXY");
  if (url.empty()) return std::nullopt;
  const absl::string_view exempt = Value(environment, "no_proxy", "NO_PROXY").second;
  if (IsExemptFromProxy(exempt, HostOf(server.address()))) return std::nullopt;
  return Parse(variable, url);
}

}  // namespace paraphe

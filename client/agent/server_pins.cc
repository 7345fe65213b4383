#include "client/agent/server_pins.h"

#include <cerrno>
#include <climits>
#include <cstdlib>
#include <set>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include <sys/stat.h>

#include "common/config_file.h"
#include "common/errors.h"
#include "common/status_macros.h"
#include "common/value_rules.h"

namespace paraphe::agent {
namespace {

absl::Status Weak(const std::string& path, const std::string& part, absl::string_view words) {
  return MakeError(v1::MALFORMED_FILE,
                   absl::StrCat(path, ": ", part, " ", words,
                                "; no server is dialled before your administrator has put that "
                                "right"));
}

// Nobody but the owner can change what `part` holds or leads to.
absl::Status CheckPart(const PinFileRules& rules, const std::string& part) {
  struct stat facts = {};
  if (stat(part.c_str(), &facts) != 0) {
    return MakeError(v1::FILE_UNREADABLE, absl::StrCat(rules.path, ": ", part, " cannot be read"));
  }
  if (facts.st_uid != rules.owner && facts.st_uid != 0) {
    return Weak(rules.path, part, "must belong to root");
  }
  const bool kept = S_ISDIR(facts.st_mode) && (facts.st_mode & S_ISVTX) != 0;
  if ((facts.st_mode & (S_IWGRP | S_IWOTH)) != 0 && !kept) {
    return Weak(rules.path, part, "must not be writable by group or others");
  }
  return absl::OkStatus();
}

// `path`, absolute, and every folder above it.
absl::Status CheckParts(const PinFileRules& rules, const std::string& path) {
  for (size_t end = path.size(); end != std::string::npos && end > 0;
       end = path.rfind('/', end - 1)) {
    RETURN_IF_ERROR(CheckPart(rules, path.substr(0, end)));
  }
  return CheckPart(rules, "/");
}

// As it is named, and where its links lead.
absl::Status CheckOwners(const PinFileRules& rules) {
  RETURN_IF_ERROR(CheckParts(rules, rules.path));
  char resolved[PATH_MAX];
  if (realpath(rules.path.c_str(), resolved) == nullptr) {
    return MakeError(v1::FILE_UNREADABLE, absl::StrCat(rules.path, ": cannot be read"));
  }
  return CheckParts(rules, resolved);
}

void CheckPins(const v1::PinFile& pins, TextFile& file) {
  if (pins.servers().empty()) file.AddFault({{"servers"}}, "name at least one");
  for (int i = 0; i < pins.servers_size(); ++i) {
    v1::ServerAddress server;
    server.set_address(pins.servers(i).address());
    *server.mutable_spki_sha256() = pins.servers(i).spki_sha256();
    CheckServerAddress(server, {{"servers", i}}, file);
    if (server.spki_sha256().empty()) {
      file.AddFault({{"servers", i}, {"spki_sha256"}}, "name at least one");
    }
  }
}

// The pins that the file has for `address`; empty where it does not list it.
std::set<std::string> PinsOf(const v1::PinFile& pins, const std::string& address) {
  std::set<std::string> found;
  for (const v1::PinFile::ServerPins& server : pins.servers()) {
    if (!absl::EqualsIgnoreCase(server.address(), address)) continue;
    for (const std::string& key : server.spki_sha256()) found.insert(*ReadSha256Hex(key));
  }
  return found;
}

absl::Status NotPinned(const PinFileRules& rules, absl::string_view words) {
  return MakeError(v1::AGENT_NOT_PINNED_SERVER,
                   absl::StrCat(rules.path, " ", words, "; ask your administrator"));
}

absl::StatusOr<v1::ServerAddress> Narrowed(v1::ServerAddress server, const v1::PinFile& pins,
                                           const PinFileRules& rules) {
  std::set<std::string> allowed = PinsOf(pins, server.address());
  if (allowed.empty()) {
    return NotPinned(rules, absl::StrCat("does not list the server ", server.address()));
  }
  if (!server.spki_sha256().empty()) {
    std::set<std::string> both;
    for (const std::string& key : server.spki_sha256()) {
      const std::string digits = ReadSha256Hex(key).value_or("");
      if (allowed.count(digits) != 0) both.insert(digits);
    }
    allowed = std::move(both);
  }
  if (allowed.empty()) {
    return NotPinned(rules, absl::StrCat("lists none of the keys that the configuration pins for ",
                                         server.address()));
  }
  *server.mutable_spki_sha256() = {allowed.begin(), allowed.end()};
  return server;
}

}  // namespace

absl::StatusOr<v1::ServerAddress> PinnedServer(v1::ServerAddress server,
                                               const std::string& config_file,
                                               const PinFileRules& rules) {
  struct stat facts = {};
  const bool absent =
      lstat(rules.path.c_str(), &facts) != 0 && (errno == ENOENT || errno == ENOTDIR);
  if (!absent) {
    RETURN_IF_ERROR(CheckOwners(rules));
    v1::PinFile pins;
    RETURN_IF_ERROR(
        ReadConfigFile(rules.path, pins, [&pins](TextFile& file) { CheckPins(pins, file); }));
    return Narrowed(std::move(server), pins, rules);
  }
  if (!server.spki_sha256().empty()) return server;
  return MakeError(v1::MALFORMED_FILE,
                   absl::StrCat(config_file, ": the server ", server.address(),
                                " has no pin: add spki_sha256, as `paraphe pin FILE` tells it of "
                                "the server's certificate, or deploy ",
                                rules.path));
}

}  // namespace paraphe::agent

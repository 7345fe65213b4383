#include "tests/server/process_memory.h"

#include <cstring>
#include <fstream>
#include <sstream>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include <fcntl.h>
#include <unistd.h>

#include "tests/testing/or_die.h"

namespace paraphe::test {
namespace {

struct Mapping {
  off_t begin = 0;
  off_t end = 0;
  std::string kind;
};

// Those that can be written to.
std::vector<Mapping> MappingsOf(pid_t process) {
  std::ifstream maps(absl::StrCat("/proc/", process, "/maps"));
  std::vector<Mapping> mappings;
  for (std::string line; std::getline(maps, line);) {
    std::istringstream words(line);
    Mapping mapping;
    char dash = 0;
    std::string rights, offset, device, inode;
    words >> std::hex >> mapping.begin >> dash >> mapping.end >> rights >> offset >> device >>
        inode >> mapping.kind;
    if (absl::StartsWith(rights, "rw")) mappings.push_back(mapping);
  }
  CheckOrDie(!mappings.empty(), "reading the mappings of a process");
  return mappings;
}

// What is not there any more, or cannot be read at all, is left out.
std::string Read(int memory, const Mapping& mapping) {
  std::string bytes(static_cast<size_t>(mapping.end - mapping.begin), '\0');
  size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t count = pread(memory, bytes.data() + done, bytes.size() - done,
                                mapping.begin + static_cast<off_t>(done));
    if (count <= 0) break;
    done += static_cast<size_t>(count);
  }
  bytes.resize(done);
  return bytes;
}

}  // namespace

std::vector<std::string> FindInMemory(pid_t process, const std::vector<std::string>& texts) {
  const int memory = open(absl::StrCat("/proc/", process, "/mem").c_str(), O_RDONLY | O_CLOEXEC);
  CheckOrDie(memory >= 0, "opening the memory of a process");
  std::vector<std::string> found;
  for (const Mapping& mapping : MappingsOf(process)) {
    const std::string bytes = Read(memory, mapping);
    for (const std::string& text : texts) {
      const void* const place = memmem(bytes.data(), bytes.size(), text.data(), text.size());
      if (place == nullptr) continue;
      found.push_back(absl::StrCat(text, " in ", mapping.kind.empty() ? "anonymous" : mapping.kind,
                                   " at ", absl::Hex(mapping.begin), "+",
                                   static_cast<const char*>(place) - bytes.data()));
    }
  }
  close(memory);
  return found;
}

}  // namespace paraphe::test

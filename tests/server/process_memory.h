// The memory of another process, searched: what a debugger or a core file of it would show.
#ifndef PARAPHE_TESTS_SERVER_PROCESS_MEMORY_H_
#define PARAPHE_TESTS_SERVER_PROCESS_MEMORY_H_

#include <string>
#include <vector>

#include <sys/types.h>

namespace paraphe::test {

// Where one of the texts stands in what the process may write to (heap, stacks, data), with the kind of
// memory: "TEXT in [heap]". One entry for each text and mapping. Dies where the memory cannot be read.
std::vector<std::string> FindInMemory(pid_t process, const std::vector<std::string>& texts);

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_SERVER_PROCESS_MEMORY_H_

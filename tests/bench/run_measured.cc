// run-measured FILE PROGRAM ARGUMENT...: runs the program, and writes to FILE what it took: its exit status, seconds
// of CPU and the most bytes of memory of the largest of its processes. A process of its own, and a small
// one, because a program's peak begins with that of the process that started it.
#include <cerrno>
#include <cstdio>
#include <cstdlib>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

double Seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  const pid_t child = fork();
  if (child == 0) {
    execvp(argv[2], argv + 2);
    _exit(127);
  }
  int status = 0;
  rusage usage = {};
  while (wait4(child, &status, 0, &usage) < 0 && errno == EINTR) continue;
  std::FILE* const file = std::fopen(argv[1], "w");
  if (file == nullptr) return 2;
  std::fprintf(file, "%d %.6f %ld\n", WIFEXITED(status) ? WEXITSTATUS(status) : -1,
               Seconds(usage.ru_utime) + Seconds(usage.ru_stime), usage.ru_maxrss * 1024);
  return std::fclose(file) == 0 ? 0 : 2;
}

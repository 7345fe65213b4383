/* Loaded into paraphed by tests: its memory stays readable to its parent, who is to search it. */
#include <stdarg.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

int prctl(int option, ...) {
  va_list given;
  va_start(given, option);
  const unsigned long second = va_arg(given, unsigned long);
  const unsigned long third = va_arg(given, unsigned long);
  const unsigned long fourth = va_arg(given, unsigned long);
  const unsigned long fifth = va_arg(given, unsigned long);
  va_end(given);
  if (option == PR_SET_DUMPABLE) return 0;
  return (int)syscall(SYS_prctl, option, second, third, fourth, fifth);
}

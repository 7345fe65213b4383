// For helpers that cannot go on: names what failed and ends the test program.
#ifndef PARAPHE_TESTS_TESTING_OR_DIE_H_
#define PARAPHE_TESTS_TESTING_OR_DIE_H_

#include <cstdio>
#include <cstdlib>

namespace paraphe::test {

inline void CheckOrDie(bool holds, const char* what) {
  if (holds) return;
  static_cast<void>(std::fprintf(stderr, "test helper: %s failed\n", what));
  std::abort();
}

// `pointer`, which must not be null.
template <typename T>
T* NotNullOrDie(T* pointer, const char* what) {
  CheckOrDie(pointer != nullptr, what);
  return pointer;
}

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_TESTING_OR_DIE_H_

// Large blocks of memory are asked of the kernel in huge pages: a document of 10 MB then costs 5 page faults and not
// 2,500 each time it is held, and giving it back costs as little. Where the kernel has no huge pages nothing changes.
//
// Replaces the C library's malloc for the whole program, and calls it: documents are held by std::string, Protocol
// Buffers and gRPC alike. Not with sanitizers, which replace it too. docs/adr/2026-11-27-huge-pages.md says what this
// is worth.
#include <cerrno>
#include <cstddef>
#include <cstdint>

#include <sys/mman.h>

namespace {

constexpr std::size_t kHugePage = std::size_t{2} << 20;
constexpr std::uintptr_t kPage = 4096;

// Only whole pages can be advised on.
void AskForHugePages(char* block, std::size_t bytes) {
  const int kept = errno;
  const auto begin = reinterpret_cast<std::uintptr_t>(block);
  const std::uintptr_t to_page = (begin + kPage - 1) / kPage * kPage - begin;
  madvise(block + to_page, (bytes - to_page) / kPage * kPage, MADV_HUGEPAGE);
  errno = kept;
}

}  // namespace

extern "C" {

// The C library's own, under the name by which it gives it to those who replace the other; and what is called `malloc`.
void* MallocOfTheCLibrary(std::size_t bytes) noexcept __asm__("__libc_malloc");
void* MallocOfThisProgram(std::size_t bytes) noexcept __asm__("malloc");

void* MallocOfThisProgram(std::size_t bytes) noexcept {
  void* const block = MallocOfTheCLibrary(bytes);
  if (bytes >= kHugePage && block != nullptr) AskForHugePages(static_cast<char*>(block), bytes);
  return block;
}

}  // extern "C"

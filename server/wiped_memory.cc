// Every block of memory that this program lets go of is wiped first, whoever had it: our own strings and
// messages, Protocol Buffers, gRPC, libxml2, SQLite, libpq. So the content of a session that was rolled back
// is gone from the process when its last user lets go (SES-8), and nobody has to remember to wipe.
//
// These replace the C library's functions for the whole process, and call them. Not with sanitizers, which
// replace them too. What stays, and until when: docs/what-stays-in-memory.md.
//
// REQ: SES-8
#include <cstddef>
#include <cstdlib>
#include <cstring>

#include <errno.h>
#include <malloc.h>

extern "C" {

// The C library's own, under the names by which it gives them to those who replace the others.
// NOLINTBEGIN(bugprone-reserved-identifier): the C library chose these names, and may
void __libc_free(void* block);
// NOLINTEND(bugprone-reserved-identifier)

// Whether a block is a mapping of its own, which free gives back to the kernel: nothing of it stays in the process,
// and to wipe it would only bring in what was never written. The C library notes it in the word before the block.
static bool IsOwnMapping(const void* block) {
  constexpr std::size_t kMapped = 2;
  return (static_cast<const std::size_t*>(block)[-1] & kMapped) != 0;
}

void free(void* block) noexcept {
  if (block == nullptr) return;
  const int kept = errno;
  if (!IsOwnMapping(block)) explicit_bzero(block, malloc_usable_size(block));
  __libc_free(block);
  errno = kept;
}

// The C library's would leave what it moves behind. A block that is to become much smaller is moved too.
void* realloc(void* block, std::size_t bytes) noexcept {
  if (block == nullptr) return std::malloc(bytes);
  if (bytes == 0) {
    free(block);
    return nullptr;
  }
  const std::size_t had = malloc_usable_size(block);
  if (bytes <= had && bytes >= had / 2) return block;
  void* const moved = std::malloc(bytes);
  if (moved == nullptr) return nullptr;
  std::memcpy(moved, block, bytes < had ? bytes : had);
  free(block);
  return moved;
}

}  // extern "C"

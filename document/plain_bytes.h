// How many bytes at the beginning of a text are plain: ASCII that canonical form writes as it is, so
// that nobody need look at them one by one. Sixteen are looked at in one step where the processor
// can (SSE2, NEON), else one; both by the same predicate. For document/ and render/.
//
// A kind is a struct with one function, which tells for a byte, or for each of sixteen, whether it
// ends a run of plain bytes. Bytes are signed: those beyond ASCII are negative.
// docs/adr/2026-11-27-sixteen-bytes-at-a-time.md says what this is worth.
#ifndef PARAPHE_DOCUMENT_PLAIN_BYTES_H_
#define PARAPHE_DOCUMENT_PLAIN_BYTES_H_

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "absl/base/attributes.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__ARM_NEON) && defined(__aarch64__)
#include <arm_neon.h>
#endif

namespace paraphe::xml {

// Text of an element: all but < & > and control characters; TAB and LF are plain.
struct PlainTextBytes {
  template <typename Byte>
  static constexpr auto IsEnd(Byte b) {
    return ((b < 0x20) & (b != '\t') & (b != '\n')) | (b == '<') | (b == '&') | (b == '>');
  }
};

// An attribute's value between two `kQuote`: all but these, < & and control characters.
template <char kQuote>
struct PlainValueBytes {
  template <typename Byte>
  static constexpr auto IsEnd(Byte b) {
    return (b < 0x20) | (b == kQuote) | (b == '<') | (b == '&');
  }
};

// A name without colon: A-Z a-z 0-9 _ - .
struct PlainNameBytes {
  template <typename Byte>
  static constexpr auto IsEnd(Byte b) {
    const Byte lower = b | static_cast<Byte>(Byte() + 0x20);
    return ((lower < 'a') | (lower > 'z')) & ((b < '-') | (b > '9') | (b == '/')) & (b != '_');
  }
};

// One byte at a time.
template <typename Kind>
size_t PlainLengthByBytes(const char* bytes, size_t size) {
  static constexpr auto kEnds = [] {
    std::array<bool, 256> ends{};
    for (int byte = 0; byte < 256; ++byte) {
      ends[static_cast<size_t>(byte)] = Kind::IsEnd(static_cast<signed char>(byte)) != 0;
    }
    return ends;
  }();
  size_t at = 0;
  while (at < size && !kEnds[static_cast<unsigned char>(bytes[at])]) ++at;
  return at;
}

#if defined(__SSE2__) || (defined(__ARM_NEON) && defined(__aarch64__))

// Sixteen bytes. Comparing them gives -1 in each where it holds, else 0.
using Block [[gnu::vector_size(16)]] = signed char;
inline constexpr size_t kBlockBytes = sizeof(Block);

// The first of sixteen bytes that is -1; all are -1 or 0, and one is -1.
struct Marks {
#if defined(__SSE2__)
  explicit Marks(Block marks)
      : bits(static_cast<uint32_t>(_mm_movemask_epi8(reinterpret_cast<__m128i>(marks)))) {}
  size_t First() const { return static_cast<size_t>(__builtin_ctz(bits)); }
  uint32_t bits;  // one for each byte
#else
  explicit Marks(Block marks)
      : bits(vget_lane_u64(vreinterpret_u64_u8(vshrn_n_u16(
                               vreinterpretq_u16_s8(reinterpret_cast<int8x16_t>(marks)), 4)),
                           0)) {}
  size_t First() const { return static_cast<size_t>(__builtin_ctzll(bits)) / 4; }
  uint64_t bits;  // four for each byte
#endif
};

template <typename Number>
Number NumberAt(const char* bytes) {
  Number number;
  std::memcpy(&number, bytes, sizeof number);
  return number;
}

template <typename Kind>
Marks EndsIn(const char* bytes) {
  return Marks(Kind::IsEnd(NumberAt<Block>(bytes)));
}

// Less than a block. Of eight bytes and more, the first eight and the last eight are looked at as one
// block; some may be in both.
template <typename Kind>
size_t PlainLengthOfShort(const char* bytes, size_t size) {
  constexpr size_t kHalf = kBlockBytes / 2;
  if (size < kHalf) return PlainLengthByBytes<Kind>(bytes, size);
  const uint64_t halves[] = {NumberAt<uint64_t>(bytes), NumberAt<uint64_t>(bytes + size - kHalf)};
  const Marks ends = EndsIn<Kind>(reinterpret_cast<const char*>(halves));
  if (ends.bits == 0) return size;
  const size_t first = ends.First();
  return first < kHalf ? first : size - kBlockBytes + first;
}

template <typename Kind>
ABSL_ATTRIBUTE_ALWAYS_INLINE inline size_t PlainLength(const char* bytes, size_t size) {
  if (size < kBlockBytes) return PlainLengthOfShort<Kind>(bytes, size);
  const size_t last = size - kBlockBytes;  // where the last block begins
  for (size_t at = 0;; at = std::min(at + kBlockBytes, last)) {
    const Marks ends = EndsIn<Kind>(bytes + at);
    if (ends.bits != 0) return at + ends.First();
    if (at == last) return size;
  }
}

// Whether the first `size` bytes are the same at `a` and, further on in the same text, at `b`, where
// `readable` bytes are left.
inline bool AreSame(const char* a, const char* b, size_t size, size_t readable) {
  if (size > kBlockBytes || readable < kBlockBytes) return std::equal(a, a + size, b);
  const Marks differ(NumberAt<Block>(a) != NumberAt<Block>(b));
  return differ.bits == 0 || differ.First() >= size;
}

#else

template <typename Kind>
size_t PlainLength(const char* bytes, size_t size) {
  return PlainLengthByBytes<Kind>(bytes, size);
}

inline bool AreSame(const char* a, const char* b, size_t size, size_t) {
  return std::equal(a, a + size, b);
}

#endif

}  // namespace paraphe::xml

#endif  // PARAPHE_DOCUMENT_PLAIN_BYTES_H_

#include "common/secret_buffer.h"

#include <algorithm>
#include <string>
#include <type_traits>
#include <utility>

#include "gtest/gtest.h"

namespace paraphe {
namespace {

// Proves: DEV-3
TEST(SecretBufferTest, CannotBeCopied) {
  static_assert(!std::is_copy_constructible_v<SecretBuffer>);
  static_assert(!std::is_copy_assignable_v<SecretBuffer>);
  static_assert(!std::is_convertible_v<SecretBuffer, std::string>);
}

SecretBuffer Filled(absl::string_view secret, size_t capacity) {
  SecretBuffer buffer(capacity);
  for (const char c : secret) EXPECT_TRUE(buffer.Append(c));
  return buffer;
}

// Proves: DEV-3
TEST(SecretBufferTest, HoldsWhatWasAppendedUpToItsCapacity) {
  SecretBuffer buffer = Filled("1234", 5);
  EXPECT_EQ(buffer.RevealForDevice(), "1234");
  EXPECT_TRUE(buffer.Append('5'));
  EXPECT_FALSE(buffer.Append('6'));
  EXPECT_EQ(buffer.RevealForDevice(), "12345");
  buffer.RemoveLast();
  EXPECT_EQ(buffer.RevealForDevice(), "1234");
  EXPECT_EQ(buffer.size(), 4u);
}

bool IsZero(const char* bytes, size_t size) {
  return std::all_of(bytes, bytes + size, [](char c) { return c == 0; });
}

// Proves: DEV-3
TEST(SecretBufferTest, WipesItsMemory) {
  SecretBuffer buffer = Filled("1234", 8);
  const char* bytes = buffer.RevealForDevice().data();
  buffer.RemoveLast();
  EXPECT_EQ(bytes[3], 0);
  buffer.Wipe();
  EXPECT_TRUE(IsZero(bytes, 8));
  EXPECT_TRUE(buffer.empty());
  EXPECT_TRUE(buffer.Append('9'));
}

TEST(SecretBufferTest, RemovingFromAnEmptyBufferDoesNothing) {
  SecretBuffer buffer(1);
  buffer.RemoveLast();
  EXPECT_TRUE(buffer.empty());
  SecretBuffer none(0);
  EXPECT_FALSE(none.Append('x'));
}

// Proves: DEV-3
TEST(SecretBufferTest, MovesLeaveNothingBehind) {
  SecretBuffer first = Filled("1234", 8);
  const char* bytes = first.RevealForDevice().data();
  SecretBuffer second = std::move(first);
  EXPECT_EQ(second.RevealForDevice().data(), bytes);
  EXPECT_TRUE(
      first.empty());  // NOLINT(bugprone-use-after-move): what a moved-from buffer is, is the test
  EXPECT_FALSE(first.Append('x'));
  SecretBuffer third = Filled("5678", 8);
  third = std::move(second);
  EXPECT_EQ(third.RevealForDevice(), "1234");
}

}  // namespace
}  // namespace paraphe

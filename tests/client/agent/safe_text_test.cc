#include "client/agent/safe_text.h"

#include <string>

#include "gtest/gtest.h"

namespace paraphe::agent {
namespace {

// Proves: PRES-6
TEST(SafeTextTest, OrdinaryTextStays) {
  const std::string text = "Réfection de l'école : 1 200 € — «ok» 漢字 🖋\n\tfin\n";
  EXPECT_EQ(SafeText(text), text);
}

// Proves: PRES-6
TEST(SafeTextTest, ControlsAreMarked) {
  EXPECT_EQ(SafeText("\x1b[31m"), "⟦U+001B⟧[31m");
  EXPECT_EQ(SafeText("a\rb\b\x7f"), "a⟦U+000D⟧b⟦U+0008⟧⟦U+007F⟧");
  EXPECT_EQ(SafeText(std::string("\0", 1)), "⟦U+0000⟧");
  EXPECT_EQ(SafeText("\xc2\x9b"
                     "31m"),
            "⟦U+009B⟧31m");
}

// Proves: PRES-6
TEST(SafeTextTest, BytesThatAreNoUtf8AreMarked) {
  EXPECT_EQ(SafeText("\x9b"
                     "31m"),
            "⟦0x9B⟧31m");
  EXPECT_EQ(SafeText("\xc3"), "⟦0xC3⟧");
  EXPECT_EQ(SafeText("\xe9"
                     "A"),
            "⟦0xE9⟧A");
  EXPECT_EQ(SafeText("\xc0\x9b"), "⟦0xC0⟧⟦0x9B⟧");
}

// Proves: PRES-6
TEST(SafeTextTest, NoByteStringPutsAControlOnTheTerminal) {
  for (int first = 0; first < 256; ++first) {
    for (int second = 0; second < 256; ++second) {
      const std::string text = {static_cast<char>(first), static_cast<char>(second), 'A'};
      const std::string safe = SafeText(text);
      for (size_t i = 0; i < safe.size(); ++i) {
        const auto byte = static_cast<unsigned char>(safe[i]);
        ASSERT_TRUE(byte >= 0x20 || byte == '\n' || byte == '\t') << first << " " << second;
        ASSERT_NE(byte, 0x7f);
        const bool c1 = byte == 0xc2 && static_cast<unsigned char>(safe[i + 1]) < 0xa0;
        ASSERT_FALSE(c1) << first << " " << second;
      }
    }
  }
}

}  // namespace
}  // namespace paraphe::agent

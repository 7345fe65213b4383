#include "document/canonical_output.h"

#include <string>
#include <utility>

#include "gtest/gtest.h"

namespace paraphe::xml {
namespace {

// Proves: DOC-5
TEST(CanonicalOutputTest, KeepsAndWritesInTheOrderOfCalls) {
  CanonicalOutput out("0123456789", 100);
  out.Keep(0, 2);
  out.Keep(2, 4);
  EXPECT_EQ(out.size(), 4u);
  out.Keep(6, 7);
  out.Write("-");
  out.Keep(7, 8);
  out.Text()->append("+");
  out.Keep(1, 2);
  EXPECT_EQ(out.size(), 9u);
  EXPECT_EQ(std::move(out).Take(), "01236-7+1");
}

TEST(CanonicalOutputTest, HoldsMoreThanThereIsRoomFor) {
  CanonicalOutput out("01", 1);
  const std::string many(100, 'a');
  out.Keep(1, 2);
  out.Write(many);
  EXPECT_EQ(std::move(out).Take(), "1" + many);
}

}  // namespace
}  // namespace paraphe::xml

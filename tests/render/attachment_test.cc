#include "render/attachment.h"

#include <string>

#include "gtest/gtest.h"

namespace paraphe {
namespace {

// Proves: PRES-7
TEST(AttachmentTest, ANameStaysInItsFolder) {
  const auto name = [](const std::string& given) { return AttachmentFileName({given, "", ""}, 2); };
  EXPECT_EQ(name("devis.pdf"), "2-devis.pdf");
  EXPECT_EQ(name(""), "2");
  EXPECT_EQ(name("../../etc/passwd"), "2-.._.._etc_passwd");
  EXPECT_EQ(name("a b\n\"$(x)'é.pdf"), "2-a_b____x____.pdf");
  EXPECT_EQ(name(std::string("a\0b", 3)), "2-a_b");
  EXPECT_EQ(name(std::string(300, 'x') + ".pdf"), "2-" + std::string(96, 'x') + ".pdf");
}

}  // namespace
}  // namespace paraphe

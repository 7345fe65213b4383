#include "document/tag_difference.h"

#include "gtest/gtest.h"

#include "tests/document/refusal.h"

namespace paraphe::xml {
namespace {

using test::ExpectRefused;
using test::kDiffers;
using test::Refusal;

// Proves: DOC-2
TEST(TagDifferenceTest, TagsAreRefusedAtTheFirstByteThatDiffers) {
  const Refusal refusals[] = {
      {"<a b='1'></a>", kDiffers, 5,
       "attribute value in single quotes; canonical form uses double quotes"},
      {"<a c=\"1\" b=\"2\"></a>", kDiffers, 3, "attribute b must stand before attribute c: "},
      {"<a ab=\"1\" aa=\"2\"></a>", kDiffers, 4, "attribute aa must stand before attribute ab: "},
      {"<a xml:a=\"\" b=\"\"></a>", kDiffers, 3, "attribute b must stand before attribute xml:a"},
      {"<p:a b=\"1\" xmlns:p=\"u:p\"></p:a>", kDiffers, 5,
       "namespace declarations stand before attributes"},
      {"<p:a xmlns:q=\"u:q\" xmlns:p=\"u:p\" q:b=\"\"></p:a>", kDiffers, 11, "ordered by prefix"},
      {"<a xmlns:p=\"u:p\"></a>", kDiffers, 2,
       "namespace declaration of prefix p that this element does not use"},
      {"<a xmlns=\"\"></a>", kDiffers, 2, "default namespace declaration that is in force already"},
      {"<a xmlns=\"u:a\"><b xmlns=\"u:a\"></b></a>", kDiffers, 17, "in force already"},
      {"<a xmlns:xml=\"http://www.w3.org/XML/1998/namespace\"></a>", kDiffers, 2, "never has it"},
      {"<a/>", kDiffers, 2, "empty-element tag; canonical form has a start tag and an end tag"},
      {"<a />", kDiffers, 2, "space before the end of a start tag"},
      {"<a ></a>", kDiffers, 2, "space before the end of a start tag"},
      {"<a  b=\"1\"></a>", kDiffers, 3, "space before attribute b; canonical form has one space"},
      {"<a\nb=\"1\"></a>", kDiffers, 2,
       "line break before attribute b; canonical form has one space"},
      {"<a\tb=\"1\"></a>", kDiffers, 2, "tab before attribute b"},
      {"<a b =\"1\"></a>", kDiffers, 4, "space beside '='"},
      {"<a b= \"1\"></a>", kDiffers, 5, "space beside '='"},
      {"<a></a >", kDiffers, 6, "blank in an end tag"},
      {"<a b=\"\t\"></a>", kDiffers, 6,
       "tab in an attribute value; canonical form has a space here (&#x9;"},
      {"<a b=\"\n\"></a>", kDiffers, 6, "line break in an attribute value"},
      {"<a b=\"\r\n\"></a>", kDiffers, 6, "carriage return in an attribute value"},
      {"<a b=\"&#xE9;\"></a>", kDiffers, 6,
       "character reference &#xE9;; canonical form has the character itself"},
      {"<a b=\"&gt;\"></a>", kDiffers, 6,
       "reference &gt;; canonical form has the character itself, '>'"},
      {"<a b=\"&apos;\"></a>", kDiffers, 6, "&apos;"},
      {"<a b=\"&#9;\"></a>", kDiffers, 8, "character reference &#9;; canonical form writes &#x9;"},
      {"<a b=\"x&#34;\"></a>", kDiffers, 8, "canonical form writes &quot;"},
  };
  for (const Refusal& refusal : refusals) ExpectRefused(refusal);
}

}  // namespace
}  // namespace paraphe::xml

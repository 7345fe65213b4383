// Judges pages with libxml2 instead of our own code: what they show, whether they are inert, and
// which tree a parser reads from them.
#ifndef PARAPHE_TESTS_RENDER_HTML_ORACLE_H_
#define PARAPHE_TESTS_RENDER_HTML_ORACLE_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

#include "common/libxml2.h"

namespace paraphe::test {

// The tree that libxml2's HTML parser, or its XML parser, reads. Dies where there is none.
UniqueXmlDoc ParseHtmlOrDie(absl::string_view html);
UniqueXmlDoc ParseXmlOrDie(absl::string_view xml);

// What a document says: of each element its attributes' values, then its content, joined.
std::string SaidBy(const xmlDoc& document);

// What a page shows of the document: the text of its body without labels, words, gaps and flags,
// each mark replaced by the character that it stands for.
std::string ShownBy(const xmlDoc& page);

// The same without marks and files, text node by text node.
std::vector<std::string> TextsShownBy(const xmlDoc& page);

// The text of all elements of that class, joined by "|".
std::string TextOfClass(const xmlDoc& page, absl::string_view html_class);

// The first thing in a page that is not on the closed lists of render/html.h; empty where there is
// none.
std::string FirstForeign(const xmlDoc& page);

// The tree in one line of text, adjacent texts joined: equal for equal trees.
std::string Outline(const xmlDoc& page);

// `xml` in exclusive canonical form, by libxml2.
std::string CanonicalOrDie(absl::string_view xml);

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_RENDER_HTML_ORACLE_H_

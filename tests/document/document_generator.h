// Random canonical documents, and documents one step away from them.
#ifndef PARAPHE_TESTS_DOCUMENT_DOCUMENT_GENERATOR_H_
#define PARAPHE_TESTS_DOCUMENT_DOCUMENT_GENERATOR_H_

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace paraphe::test {

// What a stretch of a generated document is, so that a step can aim at it.
enum class Piece {
  kStartTag,  // with its brackets
  kEndTag,
  kElementName,  // in the start tag
  kAttribute,    // from its blank to its closing quote
  kDeclaration,  // the same, of a namespace
  kValue,        // between the quotes of either
  kText,         // of one text node
};

struct Span {
  Piece piece;
  size_t begin;
  size_t end;
};

struct GeneratedDocument {
  std::string bytes;
  std::vector<Span> spans;  // in document order of their ends
};

using Random = std::mt19937_64;

// A number in [0, bound); bound is not 0.
size_t Below(size_t bound, Random& random);

// A small random document that is its own exclusive canonical form: nested elements with and
// without prefixes, default namespaces declared, changed and undeclared, prefixes declared again
// with other names, attributes in several namespaces and xml:, every character that is escaped,
// characters of one to four bytes.
GeneratedDocument GenerateCanonical(Random& random);

// `document` with one random step away from canonical form (or, now and then, back to it); `step`
// gets a name for messages.
std::string TakeStep(const GeneratedDocument& document, Random& random, std::string* step);

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_DOCUMENT_DOCUMENT_GENERATOR_H_

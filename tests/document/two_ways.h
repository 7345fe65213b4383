// The scanner has a short and a long way through bytes and tags: whether both lead to the same place.
#ifndef PARAPHE_TESTS_DOCUMENT_TWO_WAYS_H_
#define PARAPHE_TESTS_DOCUMENT_TWO_WAYS_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

namespace paraphe::test {

// How many start tags were read, and how many of them the short way took.
struct TagCount {
  size_t all = 0;
  size_t plain = 0;
};

// Reads the start tags of `document` both ways, up to the first that is refused, as the scanner does
// (end tags are taken for granted). Returns in words where the short way (document/plain_tag.h)
// accepts what the long way refuses, or says something else of it; empty where nowhere. Adds to
// `count`.
std::string CompareTags(absl::string_view document, TagCount* count);

// Looks for plain bytes from each of the first `most` offsets of `document` on, sixteen at a time and
// one at a time (document/plain_bytes.h). Returns where they differ, in words; empty where nowhere.
std::string ComparePlainBytes(absl::string_view document, size_t most);

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_DOCUMENT_TWO_WAYS_H_

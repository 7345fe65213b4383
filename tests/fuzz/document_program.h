// Documents that fuzzers can change without breaking them: a program whose every byte does
// something to a document, which is well-formed whatever the program holds.
#ifndef PARAPHE_TESTS_FUZZ_DOCUMENT_PROGRAM_H_
#define PARAPHE_TESTS_FUZZ_DOCUMENT_PROGRAM_H_

#include <string>

#include "absl/strings/string_view.h"

namespace paraphe::test {

// An input that begins with this is a program; what follows it.
inline constexpr char kProgramMark = '!';

// The document, not canonical. Of the bytes, those below 0x20 begin and end elements, attributes
// and namespace declarations (LF and tab apart, which are text); the others are text where they
// stand: ASCII and UTF-8 as they are, other bytes one of the characters that readers treat
// specially.
std::string DocumentFrom(absl::string_view program);

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_FUZZ_DOCUMENT_PROGRAM_H_

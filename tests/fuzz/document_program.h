// Documents that fuzzers can change without breaking them: each byte of a program adds something to
// a document, which is well-formed whatever the program is.
#ifndef PARAPHE_TESTS_FUZZ_DOCUMENT_PROGRAM_H_
#define PARAPHE_TESTS_FUZZ_DOCUMENT_PROGRAM_H_

#include <string>

#include "absl/strings/string_view.h"

namespace paraphe::test {

// An input that begins with this byte holds a program behind it.
inline constexpr char kProgramMark = '!';

// The document that a program makes; it is not canonical. The bytes of a program:
//   0x00           ends an element
//   0x01 to 0x08   begin an element
//   0x0B to 0x1F   begin an attribute or declare a namespace
//   ASCII, UTF-8   text or value, TAB and LF too
//   other bytes    one of the characters that readers treat specially
// A byte without effect where it stands is skipped; elements that are open at the end are ended.
std::string DocumentFrom(absl::string_view program);

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_FUZZ_DOCUMENT_PROGRAM_H_

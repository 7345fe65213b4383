// What canonical form takes from a document, and what in it deserves a look before it is signed.
#ifndef PARAPHE_DOCUMENT_CANONICAL_REPORT_H_
#define PARAPHE_DOCUMENT_CANONICAL_REPORT_H_

#include <cstddef>
#include <string>
#include <vector>

#include "paraphe/v1/error_detail.pb.h"

namespace paraphe::xml {

// How many of each kind are kept with their places; all are counted.
inline constexpr size_t kMaxFindings = 16;

// A namespace whose declaration canonical form leaves out although a value needs it.
struct LostNamespace {
  v1::SourcePosition position;  // of the first value that needs it
  std::string prefix;           // empty for the default namespace
  std::string uri;
};

struct Finding {
  v1::SourcePosition position;
  std::string name;  // of an instruction: its target; of a character: "U+0092"
};

struct Findings {
  std::vector<Finding> first;  // in document order, at most kMaxFindings
  size_t count = 0;
};

// Positions are of the document as UTF-8.
struct CanonicalReport {
  std::vector<LostNamespace> lost_namespaces;  // each once, at most kMaxFindings
  Findings dropped_instructions;
  Findings kept_instructions;
  // Control characters from U+0080 to U+009F. Texts rarely hold them on purpose: ISO-8859-1 has
  // them where windows-1252 has quotes, dashes and the euro sign.
  Findings c1_controls;
};

}  // namespace paraphe::xml

#endif  // PARAPHE_DOCUMENT_CANONICAL_REPORT_H_

// What a document may hold at most, and where servers and agents are told so.
//
// REQ: DOC-6
#ifndef PARAPHE_DOCUMENT_BOUNDS_H_
#define PARAPHE_DOCUMENT_BOUNDS_H_

#include <cstddef>
#include <cstdint>

namespace paraphe {
class TextFile;
namespace v1 {
class Limits;
}  // namespace v1
}  // namespace paraphe

namespace paraphe::xml {

// What a document may hold at most. A document beyond a bound is refused (DOCUMENT_BEYOND_BOUND) in
// time proportional to what was read of it.
struct Bounds {
  size_t document_bytes = size_t{64} << 20;
  uint32_t depth = 256;        // nested elements; libxml2 verifiers stop there by default
  uint32_t attributes = 1024;  // per element, namespace declarations not counted
  uint32_t namespace_declarations = 256;  // per element
  uint32_t name_bytes = 1024;             // of one qualified name
  uint32_t namespace_name_bytes = 65536;  // of one namespace's URI
  uint32_t ids = uint32_t{1} << 20;       // attributes that are ids; checked by CheckDocument
};

// The bounds that the field `limits` of a configuration asks for; 0 keeps the default. Adds a fault
// to `file` for each limit above the most that config.proto states.
Bounds TakeLimits(const v1::Limits& limits, TextFile& file);

}  // namespace paraphe::xml

#endif  // PARAPHE_DOCUMENT_BOUNDS_H_

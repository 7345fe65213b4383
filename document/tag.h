// A start tag as it was written, before it is judged. Internal to common/xml.
#ifndef PARAPHE_DOCUMENT_TAG_H_
#define PARAPHE_DOCUMENT_TAG_H_

#include <cstddef>
#include <deque>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace paraphe::xml {

// A qualified name; views of the document. `prefix` is empty for none.
struct QName {
  absl::string_view whole;
  absl::string_view prefix;
  absl::string_view local;
};

// One attribute or namespace declaration. Offsets are of the document, in the order of the fields.
struct TagItem {
  size_t blanks_begin = 0;  // of the white space before it
  size_t name_begin = 0;
  size_t value_begin = 0;  // of the opening quote
  size_t end = 0;          // behind the closing quote
  QName name;
  absl::string_view raw;    // between the quotes, as written
  absl::string_view value;  // with references resolved and blanks normalized
  bool is_declaration = false;
  absl::string_view declared_prefix;  // of a declaration; empty for xmlns
  absl::string_view namespace_uri;    // of an attribute
  bool is_rendered = false;           // of a declaration: canonical form has it
};

// Reused from tag to tag, so that its memory is.
struct Tag {
  size_t begin = 0;
  size_t items_end = 0;  // behind the name and the last item; blanks may follow
  size_t end = 0;        // behind the closing bracket
  bool is_empty_element = false;
  QName name;
  absl::string_view namespace_uri;
  std::vector<TagItem> items;          // as written
  std::vector<TagItem*> declarations;  // in canonical order
  std::vector<TagItem*> attributes;    // in canonical order
  std::deque<std::string> values;      // storage of the values that are not as written
  size_t values_used = 0;
};

}  // namespace paraphe::xml

#endif  // PARAPHE_DOCUMENT_TAG_H_

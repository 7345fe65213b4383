// A start tag as it was written, and how it is read: leniently about everything that canonical form
// forbids but XML allows. Whether it is canonical is checked afterwards (canonical_tag.h). Internal
// to document/.
//
// REQ: DOC-6; XML 1.0 §3.1; Namespaces in XML 1.0 §4
#ifndef PARAPHE_DOCUMENT_TAG_H_
#define PARAPHE_DOCUMENT_TAG_H_

#include <cstddef>
#include <deque>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

#include "document/bounds.h"
#include "document/cursor.h"

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

// Whether canonical form writes the item as it stands in the document, with what is before its name.
bool IsSpelledCanonically(absl::string_view document, const TagItem& item);

// Reused for tag after tag, to allocate memory once.
struct Tag {
  size_t begin = 0;
  size_t items_end = 0;  // of the last item, or of the name if there is none; blanks may follow
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

// Reads the qualified name at the cursor; `where` says in an error what is being read.
absl::Status ReadQName(Cursor& cursor, const Bounds& bounds, absl::string_view where, QName* name);

// Reads the start tag whose '<' is at the cursor into `tag`. Stops at the first attribute,
// declaration or name that is beyond its bound.
// Errors:
//   DOCUMENT_NOT_WELL_FORMED  what stands there is no start tag
//   DOCUMENT_BAD_ENCODING     a byte that is not UTF-8, or a character that XML forbids
//   DOCUMENT_BEYOND_BOUND     too many items, or one too long
absl::Status ReadTag(Cursor& cursor, const Bounds& bounds, Tag* tag);

}  // namespace paraphe::xml

#endif  // PARAPHE_DOCUMENT_TAG_H_

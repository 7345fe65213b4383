// The short way through a start tag that is written as nearly all are: names in ASCII, values
// without references, namespaces that were declared before. It accepts only what the long way
// (tag.h, canonical_tag.h) accepts, in one look at each byte; what it cannot tell goes the long way,
// which alone finds and words what is wrong. Internal to document/.
//
// REQ: DOC-2; Exclusive XML Canonicalization 1.0 §3
#ifndef PARAPHE_DOCUMENT_PLAIN_TAG_H_
#define PARAPHE_DOCUMENT_PLAIN_TAG_H_

#include "document/accepted_namespaces.h"
#include "document/bounds.h"
#include "document/canonical_tag.h"
#include "document/cursor.h"
#include "document/namespace_scope.h"

namespace paraphe::xml {

// Reads the start tag whose '<' is at the cursor into `tag`, and adds its declarations to `scope`.
// Returns false where this cannot be done the short way: then the scope is as before, and the tag
// may be canonical or not. `accepted` holds names of namespaces that need no further look.
bool ReadPlainTag(const Cursor& cursor, const Bounds& bounds, const AcceptedNamespaces& accepted,
                  NamespaceScope* scope, CheckedTag* tag);

}  // namespace paraphe::xml

#endif  // PARAPHE_DOCUMENT_PLAIN_TAG_H_

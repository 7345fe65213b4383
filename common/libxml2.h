// The one place that includes libxml2's headers: owners for its types, and its errors as values
// instead of lines on standard error.
#ifndef PARAPHE_COMMON_LIBXML2_H_
#define PARAPHE_COMMON_LIBXML2_H_

#include <string>

#include <libxml/HTMLparser.h>
#include <libxml/c14n.h>
#include <libxml/encoding.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/tree.h>
#include <libxml/uri.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlmemory.h>

#include "common/unique_handle.h"

namespace paraphe {

// xmlFree is a variable, not a function.
inline void FreeXmlChars(xmlChar* chars) { xmlFree(chars); }

using UniqueXmlBuffer = UniqueHandle<xmlBuffer, xmlBufferFree>;
using UniqueXmlChars = UniqueHandle<xmlChar, FreeXmlChars>;
using UniqueXmlDoc = UniqueHandle<xmlDoc, xmlFreeDoc>;
using UniqueXmlParserCtxt = UniqueHandle<xmlParserCtxt, xmlFreeParserCtxt>;
using UniqueXmlUri = UniqueHandle<xmlURI, xmlFreeURI>;

// While it lives, the errors of libxml2 on this thread are kept here and nothing goes to standard
// error. Collectors nest: the inner one collects. Not thread-safe: use it on the thread that made
// it.
class LibxmlErrors {
 public:
  LibxmlErrors();
  ~LibxmlErrors();
  LibxmlErrors(const LibxmlErrors&) = delete;
  LibxmlErrors& operator=(const LibxmlErrors&) = delete;

  // The first error (not warning) since construction, and how many there were.
  struct First {
    int domain = 0;       // xmlErrorDomain; 0 where there was none
    int code = 0;         // xmlParserErrors
    int line = 0;         // 1-based; 0 where unknown
    int column = 0;       // 1-based; 0 where unknown
    std::string message;  // libxml2's, one line; it may quote the document
  };
  const First& first() const { return first_; }
  size_t count() const { return count_; }

 private:
  static void Collect(void* self, xmlErrorPtr error);

  xmlStructuredErrorFunc previous_;
  void* previous_context_;
  First first_;
  size_t count_ = 0;
};

}  // namespace paraphe

#endif  // PARAPHE_COMMON_LIBXML2_H_

// Files inside a document, where the table says so (ATTACHMENT).
#ifndef PARAPHE_RENDER_ATTACHMENT_H_
#define PARAPHE_RENDER_ATTACHMENT_H_

#include <cstddef>
#include <string>

#include "common/bilingual.h"

namespace paraphe {

struct Attachment {
  std::string file_name;   // as the document gives it, nothing where it does not
  std::string media_type;  // the same
  std::string bytes;
};

// "Fichier joint « devis.pdf », de type application/pdf, 12 345 octets, SHA-256 9f86…": what a page
// says of a file. Thread-safe.
std::string AttachmentInWords(const Attachment& attachment, Language language);

// "2-devis.pdf": a name of one folder for the file that is the `number`-th of its document, from 1
// on. The document's own name for it is hostile: letters and digits of ASCII, ".", "-" and "_" are
// kept, every other byte becomes "_", and of a long name the last 100 bytes are kept. No two numbers
// give one name. Thread-safe.
std::string AttachmentFileName(const Attachment& attachment, size_t number);

}  // namespace paraphe

#endif  // PARAPHE_RENDER_ATTACHMENT_H_

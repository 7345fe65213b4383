#include "document/xml_encoding.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

#include "common/errors.h"
#include "common/libxml2.h"
#include "common/status_macros.h"
#include "document/names.h"

namespace paraphe::xml {
namespace {

using UniqueEncodingHandler = UniqueHandle<xmlCharEncodingHandler, xmlCharEncCloseFunc>;

// An encoding that a document's first bytes tell (XML 1.0 appendix F). The first match counts.
struct FirstBytes {
  absl::string_view bytes;
  size_t mark_size;  // how many of them are a byte order mark
  absl::string_view encoding;
  // With what the encoding's name in the XML declaration may begin, in lower case: a list.
  absl::string_view declared;
};

constexpr absl::string_view Bytes(const char* bytes, size_t size) { return {bytes, size}; }

constexpr absl::string_view kUnicode = "utf ucs iso-10646";

const FirstBytes kFirstBytes[] = {
    {Bytes("\xFF\xFE\0\0", 4), 4, "UCS-4LE", kUnicode},
    {Bytes("\0\0\xFE\xFF", 4), 4, "UCS-4BE", kUnicode},
    {Bytes("<\0\0\0", 4), 0, "UCS-4LE", kUnicode},
    {Bytes("\0\0\0<", 4), 0, "UCS-4BE", kUnicode},
    {Bytes("\xEF\xBB\xBF", 3), 3, "UTF-8", "utf-8 utf8"},
    {Bytes("\xFE\xFF", 2), 2, "UTF-16BE", kUnicode},
    {Bytes("\xFF\xFE", 2), 2, "UTF-16LE", kUnicode},
    {Bytes("<\0", 2), 0, "UTF-16LE", kUnicode},
    {Bytes("\0<", 2), 0, "UTF-16BE", kUnicode},
};

// "<?xm" in EBCDIC. The declaration says which of its many forms it is.
constexpr absl::string_view kEbcdicBegin = "\x4C\x6F\xA7\x94";
constexpr absl::string_view kEbcdic = "IBM037";

// Enough for any XML declaration, in the widest encoding.
constexpr size_t kHeadBytes = 1024;
// How much is converted at a time.
constexpr size_t kSliceBytes = 65536;
// More bytes than one character takes in any encoding, shift sequences included.
constexpr int kMostCharacterBytes = 32;

absl::Status BadEncoding(absl::string_view words) {
  return MakeError(v1::DOCUMENT_BAD_ENCODING, words);
}

absl::Status NotIn(absl::string_view encoding, size_t at) {
  return BadEncoding(
      absl::StrCat("byte ", at, ": not ", encoding, ", which is the document's encoding"));
}

// Converts what `in` holds, except for the beginning of a character whose rest is in the next
// slice. `done` is how much of the document has been put into `in`.
absl::Status ConvertSlice(xmlCharEncodingHandler* handler, absl::string_view encoding, size_t done,
                          xmlBuffer* in, xmlBuffer* out) {
  int result = 0;
  for (int left = -1; xmlBufferLength(in) > 0 && xmlBufferLength(in) != left;) {
    left = xmlBufferLength(in);
    result = xmlCharEncInFunc(handler, out, in);
  }
  const int rest = xmlBufferLength(in);
  if (result != -2 && rest < kMostCharacterBytes) return absl::OkStatus();
  return NotIn(encoding, done - static_cast<size_t>(rest));
}

void Drain(xmlBuffer* buffer, std::string* out) {
  out->append(reinterpret_cast<const char*>(xmlBufferContent(buffer)),
              static_cast<size_t>(xmlBufferLength(buffer)));
  xmlBufferEmpty(buffer);
}

// Appends `bytes` to `out` in UTF-8.
absl::Status Convert(absl::string_view bytes, const std::string& encoding, size_t limit,
                     std::string* out) {
  const UniqueEncodingHandler handler(xmlFindCharEncodingHandler(encoding.c_str()));
  if (handler == nullptr) return BadEncoding(absl::StrCat("unknown encoding ", encoding));
  const UniqueXmlBuffer in(xmlBufferCreate());
  const UniqueXmlBuffer slice_out(xmlBufferCreate());
  for (size_t done = 0; done < bytes.size();) {
    const absl::string_view slice = bytes.substr(done, kSliceBytes);
    xmlBufferAdd(in.get(), reinterpret_cast<const xmlChar*>(slice.data()),
                 static_cast<int>(slice.size()));
    done += slice.size();
    RETURN_IF_ERROR(ConvertSlice(handler.get(), encoding, done, in.get(), slice_out.get()));
    Drain(slice_out.get(), out);
    if (out->size() > limit) {
      return MakeError(v1::DOCUMENT_BEYOND_BOUND,
                       absl::StrCat("document too large; the bound is ", limit, " bytes"));
    }
  }
  const auto rest = static_cast<size_t>(xmlBufferLength(in.get()));
  return rest == 0 ? absl::OkStatus() : NotIn(encoding, bytes.size() - rest);
}

// The beginning of the document in UTF-8, as far as it can be converted.
std::string ConvertHead(absl::string_view bytes, absl::string_view encoding) {
  std::string head;
  const absl::Status ignored =
      Convert(bytes.substr(0, kHeadBytes), std::string(encoding), kHeadBytes * 4, &head);
  return head;
}

absl::string_view SkipBlanks(absl::string_view text) {
  return absl::StripLeadingAsciiWhitespace(text);
}

// The name in the XML declaration that `head` begins with; empty for none.
std::string DeclaredEncoding(absl::string_view head) {
  // "<?xml-stylesheet" begins something else.
  if (!absl::ConsumePrefix(&head, "<?xml") || SkipBlanks(head) == head) return "";
  head = head.substr(0, head.find("?>"));
  const size_t found = head.find("encoding");
  if (found == absl::string_view::npos) return "";
  absl::string_view rest = SkipBlanks(head.substr(found + 8));
  if (!absl::StartsWith(rest, "=")) return "";
  rest = SkipBlanks(rest.substr(1));
  if (rest.empty() || (rest[0] != '"' && rest[0] != '\'')) return "";
  const size_t close = rest.find(rest[0], 1);
  return close == absl::string_view::npos ? "" : std::string(rest.substr(1, close - 1));
}

// Only such a name is passed to a converter or put into a message.
bool IsShortEncodingName(absl::string_view name) {
  return name.size() <= 40 && IsEncodingName(name);
}

bool MayBeDeclared(const FirstBytes& first, absl::string_view name) {
  const std::string lower = absl::AsciiStrToLower(name);
  absl::string_view rest = first.declared;
  while (!rest.empty()) {
    const absl::string_view beginning = rest.substr(0, rest.find(' '));
    if (absl::StartsWith(lower, beginning)) return true;
    rest.remove_prefix(std::min(beginning.size() + 1, rest.size()));
  }
  return false;
}

bool IsUtf8Name(absl::string_view name) {
  return absl::EqualsIgnoreCase(name, "UTF-8") || absl::EqualsIgnoreCase(name, "UTF8");
}

// The encoding of a document whose first bytes tell it; `text` follows the byte order mark.
absl::StatusOr<std::string> EncodingByFirstBytes(const FirstBytes& first, absl::string_view text) {
  const std::string head = IsUtf8Name(first.encoding) ? std::string(text.substr(0, kHeadBytes))
                                                      : ConvertHead(text, first.encoding);
  const std::string declared = DeclaredEncoding(head);
  if (declared.empty() || MayBeDeclared(first, declared)) return std::string(first.encoding);
  return BadEncoding(
      absl::StrCat("the document begins as ", first.encoding,
                   " and declares another encoding; correct the declaration, or the bytes"));
}

// The encoding of a document that only its declaration tells.
absl::StatusOr<std::string> EncodingByDeclaration(absl::string_view bytes) {
  const bool is_ebcdic = absl::StartsWith(bytes, kEbcdicBegin);
  const std::string head =
      is_ebcdic ? ConvertHead(bytes, kEbcdic) : std::string(bytes.substr(0, kHeadBytes));
  const std::string declared = DeclaredEncoding(head);
  if (declared.empty()) return std::string(is_ebcdic ? kEbcdic : "UTF-8");
  if (!IsShortEncodingName(declared)) return BadEncoding("the declared encoding is not a name");
  // The encoding must read the declaration as it was read to find the encoding's name: some
  // converters drop control characters, which no document may hold. The forms of EBCDIC agree on
  // its beginning only.
  const absl::string_view declaration =
      is_ebcdic ? "<?xml" : absl::string_view(head).substr(0, head.find("?>"));
  if (!IsUtf8Name(declared) && !absl::StartsWith(ConvertHead(bytes, declared), declaration)) {
    return BadEncoding(absl::StrCat("the document declares encoding ", declared,
                                    ", which is unknown, or not the one that it is in"));
  }
  return declared;
}

}  // namespace

absl::StatusOr<absl::string_view> ToUtf8(absl::string_view bytes, size_t limit,
                                         std::string* storage) {
  const LibxmlErrors quiet;
  const auto* first = std::find_if(
      std::begin(kFirstBytes), std::end(kFirstBytes),
      [&](const FirstBytes& candidate) { return absl::StartsWith(bytes, candidate.bytes); });
  const bool is_told = first != std::end(kFirstBytes);
  if (is_told) bytes.remove_prefix(first->mark_size);
  ASSIGN_OR_RETURN(const std::string encoding,
                   is_told ? EncodingByFirstBytes(*first, bytes) : EncodingByDeclaration(bytes));
  if (IsUtf8Name(encoding)) return bytes;
  storage->clear();
  RETURN_IF_ERROR(Convert(bytes, encoding, limit, storage));
  return absl::string_view(*storage);
}

}  // namespace paraphe::xml

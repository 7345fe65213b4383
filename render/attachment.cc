#include "render/attachment.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

#include "common/hash.h"
#include "render/value_words.h"

namespace paraphe {
namespace {

constexpr size_t kLongestName = 100;

bool IsHarmless(char byte) {
  return absl::ascii_isalnum(static_cast<unsigned char>(byte)) || byte == '.' || byte == '-' ||
         byte == '_';
}

}  // namespace

std::string AttachmentInWords(const Attachment& attachment, Language language) {
  const bool french = language == Language::kFrench;
  std::string words = french ? "Fichier joint" : "Attached file";
  if (!attachment.file_name.empty()) {
    absl::StrAppend(&words, french ? " « " : " “", attachment.file_name, french ? " »" : "”");
  }
  if (!attachment.media_type.empty()) {
    absl::StrAppend(&words, french ? ", de type " : ", of type ", attachment.media_type);
  }
  absl::StrAppend(&words, ", ",
                  ValueInWords(v1::AMOUNT, absl::StrCat(attachment.bytes.size()), "", language),
                  french ? " octets, SHA-256 " : " bytes, SHA-256 ",
                  absl::BytesToHexString(Sha256(attachment.bytes)));
  return words;
}

// REQ: PRES-7
std::string AttachmentFileName(const Attachment& attachment, size_t number) {
  absl::string_view given = attachment.file_name;
  given.remove_prefix(given.size() - std::min(given.size(), kLongestName));
  std::string name(given);
  std::replace_if(
      name.begin(), name.end(), [](char byte) { return !IsHarmless(byte); }, '_');
  return absl::StrCat(number, name.empty() ? "" : "-", name);
}

}  // namespace paraphe

#include "tests/document/c14n_oracle.h"

#include <algorithm>

#include "common/libxml2.h"

namespace paraphe::test {
namespace {

constexpr int kOptions = XML_PARSE_NONET | XML_PARSE_HUGE;

UniqueXmlDoc Parse(absl::string_view document) {
  const LibxmlErrors errors;
  const UniqueXmlParserCtxt context(xmlNewParserCtxt());
  UniqueXmlDoc tree(xmlCtxtReadMemory(context.get(), document.data(),
                                      static_cast<int>(document.size()), nullptr, nullptr,
                                      kOptions));
  const bool faulty = !context->wellFormed || !context->nsWellFormed ||
                      (errors.count() > 0 && errors.first().domain != XML_FROM_DTD &&
                       errors.first().domain != XML_FROM_VALID);
  return faulty ? nullptr : std::move(tree);
}

}  // namespace

std::optional<std::string> CanonicalFormByLibxml2(absl::string_view document) {
  const UniqueXmlDoc tree = Parse(document);
  if (tree == nullptr) return std::nullopt;
  const LibxmlErrors errors;
  xmlChar* raw = nullptr;
  const int size =
      xmlC14NDocDumpMemory(tree.get(), nullptr, XML_C14N_EXCLUSIVE_1_0, nullptr, 0, &raw);
  const UniqueXmlChars bytes(raw);
  if (size < 0) return std::nullopt;
  return std::string(reinterpret_cast<const char*>(bytes.get()), static_cast<size_t>(size));
}

size_t FirstDifference(absl::string_view a, absl::string_view b) {
  const auto [at, unused] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  return static_cast<size_t>(at - a.begin());
}

}  // namespace paraphe::test

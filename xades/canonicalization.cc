#include "xades/canonicalization.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

#include "common/errors.h"
#include "common/libxml2.h"
#include "common/status_macros.h"
#include "xades/element_reader.h"
#include "xades/names.h"

namespace paraphe::xades {
namespace {

constexpr absl::string_view kWithComments = "WithComments";

struct ModeRow {
  absl::string_view uri;       // without comments
  absl::string_view comments;  // what the URI with comments has behind it
  CanonicalMode mode;
};

// REQ: XMLDSig 1.1 §6.5
constexpr ModeRow kModes[] = {
    {kInclusiveC14n, "#WithComments", CanonicalMode::kInclusive10},
    {kInclusiveC14n11, "#WithComments", CanonicalMode::kInclusive11},
    {kExclusiveC14n, kWithComments, CanonicalMode::kExclusive},
};

std::optional<Canonicalization> FindCanonicalization(absl::string_view uri) {
  for (const ModeRow& row : kModes) {
    absl::string_view rest = uri;
    if (!absl::ConsumePrefix(&rest, row.uri)) continue;
    if (rest.empty() || rest == row.comments) return Canonicalization{row.mode, !rest.empty(), {}};
  }
  return std::nullopt;
}

absl::StatusOr<std::vector<std::string>> ReadPrefixes(const Element& element) {
  RETURN_IF_ERROR(ReadEmpty(element, {kPrefixList}));
  ASSIGN_OR_RETURN(const std::string list, RequireAttribute(element, kPrefixList));
  std::vector<std::string> prefixes;
  for (const absl::string_view prefix :
       absl::StrSplit(list, absl::ByAnyChar(" \t\r\n"), absl::SkipEmpty())) {
    prefixes.emplace_back(prefix == "#default" ? absl::string_view() : prefix);
  }
  return prefixes;
}

bool IsElement(const xmlNode* node, const ElementName& name) {
  const auto text = [](const xmlChar* chars) {
    return absl::string_view(reinterpret_cast<const char*>(chars));
  };
  return node->type == XML_ELEMENT_NODE && text(node->name) == name.local && node->ns != nullptr &&
         text(node->ns->href) == name.namespace_uri;
}

// The next node of the tree below `top`, in document order; null at its end.
xmlNode* Next(xmlNode* node, const xmlNode* top) {
  if (node->type == XML_ELEMENT_NODE && node->children != nullptr) return node->children;
  while (node != top && node->next == nullptr) node = node->parent;
  return node == top ? nullptr : node->next;
}

xmlNode* Find(xmlNode* top, const ElementName& name) {
  for (xmlNode* node = top; node != nullptr; node = Next(node, top)) {
    if (IsElement(node, name)) return node;
  }
  return nullptr;
}

// What is canonicalized: `inside` (null: all) without `outside` (null: nothing is left out).
struct Selection {
  const xmlNode* inside;
  const xmlNode* outside;
  bool with_comments;
};

// Of a namespace declaration libxml2 gives no node that could be followed upwards; its element is.
int IsVisible(void* data, xmlNodePtr node, xmlNodePtr parent) {
  const auto& part = *static_cast<const Selection*>(data);
  if (node->type == XML_COMMENT_NODE && !part.with_comments) return 0;
  bool inside = part.inside == nullptr;
  for (const xmlNode* at = node->type == XML_NAMESPACE_DECL ? parent : node; at != nullptr;
       at = at->parent) {
    if (at == part.outside) return 0;
    inside = inside || at == part.inside;
  }
  return inside ? 1 : 0;
}

xmlC14NMode ModeOf(CanonicalMode mode) {
  switch (mode) {
    case CanonicalMode::kInclusive10:
      return XML_C14N_1_0;
    case CanonicalMode::kInclusive11:
      return XML_C14N_1_1;
    case CanonicalMode::kExclusive:
      return XML_C14N_EXCLUSIVE_1_0;
  }
  return XML_C14N_1_0;
}

// libxml2's list of prefixes, which ends with a null; "#default" is its word for the default one.
std::vector<xmlChar*> PrefixList(const Canonicalization& form) {
  static xmlChar default_prefix[] = "#default";
  std::vector<xmlChar*> list;
  for (const std::string& prefix : form.prefixes) {
    list.push_back(prefix.empty() ? default_prefix
                                  : reinterpret_cast<xmlChar*>(const_cast<char*>(prefix.data())));
  }
  list.push_back(nullptr);
  return list;
}

absl::StatusOr<std::string> Write(xmlDoc* document, Selection part, const Canonicalization& form) {
  const LibxmlErrors errors;
  part.with_comments = part.with_comments && form.with_comments;
  std::vector<xmlChar*> prefixes = PrefixList(form);
  xmlOutputBuffer* buffer = xmlAllocOutputBuffer(nullptr);
  if (buffer == nullptr) return MakeError(v1::INTERNAL, "libxml2 has no memory left");
  const int written = xmlC14NExecute(document, IsVisible, &part, ModeOf(form.mode),
                                     form.prefixes.empty() ? nullptr : prefixes.data(),
                                     part.with_comments ? 1 : 0, buffer);
  std::string bytes(reinterpret_cast<const char*>(xmlOutputBufferGetContent(buffer)),
                    xmlOutputBufferGetSize(buffer));
  xmlOutputBufferClose(buffer);
  if (written >= 0) return bytes;
  return MakeError(v1::INTERNAL, "libxml2 cannot write the canonical form");
}

}  // namespace

absl::StatusOr<Canonicalization> ReadCanonicalization(const Element& method) {
  ASSIGN_OR_RETURN(const std::string uri, RequireAttribute(method, kAlgorithm));
  std::optional<Canonicalization> form = FindCanonicalization(uri);
  if (!form.has_value()) {
    return MakeError(v1::SIGNATURE_UNSUPPORTED,
                     absl::StrCat(method.local, ": ", AlgorithmInWords(uri), " is not known here"));
  }
  ASSIGN_OR_RETURN(ElementReader reader, ElementReader::Of(method, {kAlgorithm}));
  const Element* inclusive =
      form->mode == CanonicalMode::kExclusive ? reader.Optional(kInclusiveNamespaces) : nullptr;
  RETURN_IF_ERROR(reader.End());
  if (inclusive != nullptr) {
    ASSIGN_OR_RETURN(form->prefixes, ReadPrefixes(*inclusive));
  }
  return *std::move(form);
}

struct SignedTree::Tree {
  UniqueXmlDoc document;
  xmlNode* signature = nullptr;
};

SignedTree::SignedTree(std::unique_ptr<Tree> tree) : tree_(std::move(tree)) {}
SignedTree::SignedTree(SignedTree&&) noexcept = default;
SignedTree& SignedTree::operator=(SignedTree&&) noexcept = default;
SignedTree::~SignedTree() = default;

absl::StatusOr<SignedTree> SignedTree::Parse(absl::string_view text) {
  const LibxmlErrors errors;
  const UniqueXmlParserCtxt context(xmlNewParserCtxt());
  auto tree = std::make_unique<Tree>();
  if (context != nullptr) {
    tree->document.reset(xmlCtxtReadMemory(context.get(), text.data(),
                                           static_cast<int>(text.size()), nullptr, "UTF-8",
                                           XML_PARSE_NONET | XML_PARSE_HUGE));
  }
  xmlNode* root = tree->document == nullptr ? nullptr : xmlDocGetRootElement(tree->document.get());
  tree->signature = root == nullptr ? nullptr : Find(root, kSignature);
  if (tree->signature != nullptr) return SignedTree(std::move(tree));
  return MakeError(v1::SIGNATURE_UNSUPPORTED,
                   "libxml2, which inclusive canonicalization needs, cannot read the document");
}

absl::StatusOr<std::string> SignedTree::Document(const Canonicalization& form,
                                                 bool root_only) const {
  const xmlNode* root = root_only ? xmlDocGetRootElement(tree_->document.get()) : nullptr;
  return Write(tree_->document.get(), {root, tree_->signature, false}, form);
}

absl::StatusOr<std::string> SignedTree::Part(const ElementName& name,
                                             const Canonicalization& form) const {
  const xmlNode* part = Find(tree_->signature, name);
  if (part == nullptr) return MakeError(v1::INTERNAL, "libxml2 reads another signature");
  return Write(tree_->document.get(), {part, nullptr, name.local == kSignedInfo.local}, form);
}

}  // namespace paraphe::xades

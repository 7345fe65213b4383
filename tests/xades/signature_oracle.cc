#include "tests/xades/signature_oracle.h"

#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"

#include "common/libxml2.h"
#include "common/openssl.h"

namespace paraphe::xades::test {
namespace {

std::string TextOf(const xmlChar* text) {
  return text == nullptr ? "" : reinterpret_cast<const char*>(text);
}

std::string ContentOf(const xmlNode* node) {
  const UniqueXmlChars text(xmlNodeGetContent(node));
  return TextOf(text.get());
}

std::string AttributeOf(const xmlNode* node, const char* name) {
  const UniqueXmlChars value(xmlGetNoNsProp(node, reinterpret_cast<const xmlChar*>(name)));
  return TextOf(value.get());
}

std::string Decoded(const xmlNode* node) {
  std::string bytes;
  return absl::Base64Unescape(ContentOf(node), &bytes) ? bytes : "";
}

// All elements of that local name under `node`, in document order.
void Find(xmlNode* node, absl::string_view local, std::vector<xmlNode*>* found) {
  for (xmlNode* child = node->children; child != nullptr; child = child->next) {
    if (child->type != XML_ELEMENT_NODE) continue;
    if (TextOf(child->name) == local) found->push_back(child);
    Find(child, local, found);
  }
}

xmlNode* First(xmlNode* node, absl::string_view local) {
  std::vector<xmlNode*> found;
  if (node != nullptr) Find(node, local, &found);
  return found.empty() ? nullptr : found.front();
}

xmlNode* ChildSignature(const xmlNode& root) {
  for (xmlNode* child = root.children; child != nullptr; child = child->next) {
    if (child->type == XML_ELEMENT_NODE && TextOf(child->name) == "Signature" &&
        child->ns != nullptr && TextOf(child->ns->href) == "http://www.w3.org/2000/09/xmldsig#") {
      return child;
    }
  }
  return nullptr;
}

// Called by libxml2 for each node: whether it is `apex` or under it.
int IsUnder(void* apex, xmlNode* node, xmlNode* parent) {
  const bool own = node->type != XML_NAMESPACE_DECL && node->type != XML_ATTRIBUTE_NODE;
  for (const xmlNode* at = own ? node : parent; at != nullptr; at = at->parent) {
    if (at == apex) return 1;
  }
  return 0;
}

std::string Canonical(xmlDoc* document, xmlNode* apex) {
  const LibxmlErrors errors;
  xmlOutputBuffer* buffer = xmlAllocOutputBuffer(nullptr);
  const int size = xmlC14NExecute(document, apex == nullptr ? nullptr : IsUnder, apex,
                                  XML_C14N_EXCLUSIVE_1_0, nullptr, 0, buffer);
  std::string bytes;
  if (size >= 0) {
    bytes.assign(reinterpret_cast<const char*>(xmlOutputBufferGetContent(buffer)),
                 xmlOutputBufferGetSize(buffer));
  }
  xmlOutputBufferClose(buffer);
  return bytes;
}

// By the end of the algorithm's URI, which names the hash in all of them.
const EVP_MD* HashOf(const xmlNode* method) {
  const std::string uri = method == nullptr ? "" : AttributeOf(method, "Algorithm");
  for (const char* name : {"sha1", "sha256", "sha384", "sha512"}) {
    if (absl::EndsWith(uri, name)) return EVP_get_digestbyname(name);
  }
  return nullptr;
}

std::string Digest(const EVP_MD* hash, absl::string_view bytes) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  if (hash == nullptr ||
      EVP_Digest(bytes.data(), bytes.size(), digest, &size, hash, nullptr) != 1) {
    return "";
  }
  return {reinterpret_cast<const char*>(digest), size};
}

bool DigestHolds(xmlNode* reference, absl::string_view bytes) {
  const xmlNode* value = First(reference, "DigestValue");
  const std::string digest = Digest(HashOf(First(reference, "DigestMethod")), bytes);
  return value != nullptr && !digest.empty() && Decoded(value) == digest;
}

bool SignatureHolds(xmlDoc* document, xmlNode* signature) {
  xmlNode* info = First(signature, "SignedInfo");
  const std::string der = Decoded(First(signature, "X509Certificate"));
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  const UniqueX509 certificate(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
  const EVP_MD* hash = HashOf(First(info, "SignatureMethod"));
  if (certificate == nullptr || hash == nullptr) return false;
  const std::string value = Decoded(First(signature, "SignatureValue"));
  const std::string bytes = Canonical(document, info);
  const UniqueEvpMdCtx context(EVP_MD_CTX_new());
  EVP_PKEY* key = X509_get0_pubkey(certificate.get());
  const bool holds =
      EVP_DigestVerifyInit(context.get(), nullptr, hash, nullptr, key) == 1 &&
      EVP_DigestVerify(context.get(), reinterpret_cast<const unsigned char*>(value.data()),
                       value.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                       bytes.size()) == 1;
  ClearOpensslErrors();
  return holds;
}

// What this oracle knows: the algorithms that Paraphe itself writes, one certificate.
bool IsOfOurForm(xmlNode* signature) {
  std::vector<xmlNode*> methods;
  for (const char* name : {"CanonicalizationMethod", "Transform"}) Find(signature, name, &methods);
  for (const xmlNode* method : methods) {
    const std::string uri = AttributeOf(method, "Algorithm");
    const bool known = uri == "http://www.w3.org/2001/10/xml-exc-c14n#" ||
                       uri == "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
    if (!known || xmlFirstElementChild(const_cast<xmlNode*>(method)) != nullptr) return false;
  }
  std::vector<xmlNode*> lists;
  std::vector<xmlNode*> certificates;
  Find(signature, "Transforms", &lists);
  Find(signature, "X509Certificate", &certificates);
  const xmlNode* method = First(signature, "SignatureMethod");
  return lists.size() == 2 && methods.size() == 4 && certificates.size() == 1 &&
         method != nullptr && absl::StrContains(AttributeOf(method, "Algorithm"), "#rsa-sha");
}

UniqueXmlDoc Parse(absl::string_view xml) {
  const LibxmlErrors errors;
  return UniqueXmlDoc(xmlReadMemory(xml.data(), static_cast<int>(xml.size()), nullptr, nullptr,
                                    XML_PARSE_NONET | XML_PARSE_HUGE));
}

}  // namespace

std::optional<OracleFindings> JudgeByLibxml2(absl::string_view signed_document) {
  const UniqueXmlDoc document = Parse(signed_document);
  if (document == nullptr) return std::nullopt;
  xmlNode* signature = ChildSignature(*xmlDocGetRootElement(document.get()));
  if (signature == nullptr || !IsOfOurForm(signature)) return std::nullopt;
  std::vector<xmlNode*> references;
  if (xmlNode* info = First(signature, "SignedInfo")) Find(info, "Reference", &references);
  xmlNode* properties = First(signature, "SignedProperties");
  if (references.size() != 2 || properties == nullptr || !First(signature, "X509Certificate") ||
      !First(signature, "SignatureValue")) {
    return std::nullopt;
  }
  const bool document_first = AttributeOf(references[0], "URI").empty();
  if (document_first == AttributeOf(references[1], "URI").empty()) return std::nullopt;
  OracleFindings findings;
  findings.signature_value = SignatureHolds(document.get(), signature);
  findings.signed_properties =
      DigestHolds(references[document_first ? 1 : 0], Canonical(document.get(), properties));
  // Last: the tree is changed for it.
  xmlNode* reference = references[document_first ? 0 : 1];
  xmlUnlinkNode(signature);
  findings.document = DigestHolds(reference, Canonical(document.get(), nullptr));
  xmlFreeNode(signature);
  return findings;
}

}  // namespace paraphe::xades::test

#include "tests/bench/peer_xmlsec.h"

#include <string>

#include <xmlsec/crypto.h>
#include <xmlsec/templates.h>
#include <xmlsec/xmldsig.h>
#include <xmlsec/xmlsec.h>

#include "common/libxml2.h"
#include "tests/testing/or_die.h"

namespace paraphe::bench {
namespace {

using ::paraphe::test::CheckOrDie;
using ::paraphe::test::NotNullOrDie;

using UniqueDSigCtx = UniqueHandle<xmlSecDSigCtx, xmlSecDSigCtxDestroy>;

// The signature without its values, as the last child of the document element.
xmlNodePtr AddTemplate(xmlDocPtr document) {
  const xmlNodePtr signature =
      NotNullOrDie(xmlSecTmplSignatureCreate(document, xmlSecTransformExclC14NId,
                                             xmlSecTransformRsaSha256Id, nullptr),
                   "the template of a signature");
  xmlAddChild(xmlDocGetRootElement(document), signature);
  const xmlNodePtr reference =
      NotNullOrDie(xmlSecTmplSignatureAddReference(signature, xmlSecTransformSha256Id, nullptr,
                                                   reinterpret_cast<const xmlChar*>(""), nullptr),
                   "a reference");
  CheckOrDie(xmlSecTmplReferenceAddTransform(reference, xmlSecTransformEnvelopedId) != nullptr &&
                 xmlSecTmplReferenceAddTransform(reference, xmlSecTransformExclC14NId) != nullptr,
             "transforms");
  return signature;
}

}  // namespace

struct PeerXmlsec::Key {
  xmlSecKeyPtr key = nullptr;
};

PeerXmlsec::PeerXmlsec(const test::TestKey& key) : key_(std::make_unique<Key>()) {
  CheckOrDie(xmlSecInit() == 0 && xmlSecCryptoAppInit(nullptr) == 0 && xmlSecCryptoInit() == 0,
             "starting libxmlsec1");
  const std::string pem = key.Pkcs8Pem();
  key_->key =
      NotNullOrDie(xmlSecCryptoAppKeyLoadMemory(reinterpret_cast<const xmlSecByte*>(pem.data()),
                                                static_cast<xmlSecSize>(pem.size()),
                                                xmlSecKeyDataFormatPem, nullptr, nullptr, nullptr),
                   "giving libxmlsec1 a key");
}

PeerXmlsec::~PeerXmlsec() {
  xmlSecKeyDestroy(key_->key);
  xmlSecCryptoShutdown();
  xmlSecCryptoAppShutdown();
  xmlSecShutdown();
}

std::string PeerXmlsec::Sign(absl::string_view document) const {
  const UniqueXmlDoc parsed(xmlReadMemory(document.data(), static_cast<int>(document.size()),
                                          nullptr, nullptr, XML_PARSE_NONET | XML_PARSE_HUGE));
  CheckOrDie(parsed != nullptr, "parsing what libxmlsec1 is to sign");
  const xmlNodePtr signature = AddTemplate(parsed.get());
  const UniqueDSigCtx context(xmlSecDSigCtxCreate(nullptr));
  context->signKey = xmlSecKeyDuplicate(key_->key);
  CheckOrDie(xmlSecDSigCtxSign(context.get(), signature) == 0, "signing with libxmlsec1");
  xmlChar* bytes = nullptr;
  int size = 0;
  xmlDocDumpMemory(parsed.get(), &bytes, &size);
  const UniqueXmlChars owned(bytes);
  return std::string(reinterpret_cast<const char*>(bytes), static_cast<size_t>(size));
}

}  // namespace paraphe::bench

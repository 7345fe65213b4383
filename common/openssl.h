// The one place that includes OpenSSL's headers: owners for its types and its error queue.
#ifndef PARAPHE_COMMON_OPENSSL_H_
#define PARAPHE_COMMON_OPENSSL_H_

#include <string>

#include <openssl/asn1.h>
#include <openssl/asn1t.h>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/obj_mac.h>
#include <openssl/objects.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include "common/unique_handle.h"

namespace paraphe {

using UniqueAsn1Object = UniqueHandle<ASN1_OBJECT, ASN1_OBJECT_free>;
using UniqueAsn1Integer = UniqueHandle<ASN1_INTEGER, ASN1_INTEGER_free>;
using UniqueAsn1Type = UniqueHandle<ASN1_TYPE, ASN1_TYPE_free>;
using UniqueBio = UniqueHandle<BIO, BIO_free_all>;
using UniqueBignum = UniqueHandle<BIGNUM, BN_free>;
using UniqueEvpMdCtx = UniqueHandle<EVP_MD_CTX, EVP_MD_CTX_free>;
using UniqueEvpPkey = UniqueHandle<EVP_PKEY, EVP_PKEY_free>;
using UniqueEvpPkeyCtx = UniqueHandle<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using UniqueGeneralNames = UniqueHandle<GENERAL_NAMES, GENERAL_NAMES_free>;
using UniqueX509 = UniqueHandle<X509, X509_free>;
using UniqueX509Extension = UniqueHandle<X509_EXTENSION, X509_EXTENSION_free>;
using UniqueX509Name = UniqueHandle<X509_NAME, X509_NAME_free>;
using UniqueX509Store = UniqueHandle<X509_STORE, X509_STORE_free>;
using UniqueX509StoreCtx = UniqueHandle<X509_STORE_CTX, X509_STORE_CTX_free>;

// Empties this thread's error queue; call on entry of a function that will report what it finds
// there.
void ClearOpensslErrors();

// Empties this thread's error queue into one line: "reason; reason"; "no detail" where it is empty.
std::string DrainOpensslErrors();

}  // namespace paraphe

#endif  // PARAPHE_COMMON_OPENSSL_H_

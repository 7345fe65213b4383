// The one place that includes the PKCS#11 header. Its functions are never called by name: a
// module's function list is, through Call() of call.h.
//
// REQ: PKCS #11 Cryptographic Token Interface Base Specification 2.40
#ifndef PARAPHE_CLIENT_DEVICE_PKCS11_CRYPTOKI_H_
#define PARAPHE_CLIENT_DEVICE_PKCS11_CRYPTOKI_H_

#include <p11-kit/pkcs11.h>

#endif  // PARAPHE_CLIENT_DEVICE_PKCS11_CRYPTOKI_H_

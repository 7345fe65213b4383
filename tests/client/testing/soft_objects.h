// Writes keys and certificates onto a token through PKCS#11.
#ifndef PARAPHE_TESTS_CLIENT_TESTING_SOFT_OBJECTS_H_
#define PARAPHE_TESTS_CLIENT_TESTING_SOFT_OBJECTS_H_

#include <string>

#include "absl/status/status.h"

#include "client/device/pkcs11/cryptoki.h"
#include "tests/testing/pki.h"

namespace paraphe::test {

// What goes onto a token together. Without `certificate_der` or `key` that part is left out.
struct SoftObjects {
  std::string id = {};     // CKA_ID of all parts; empty: they have none
  std::string label = {};  // CKA_LABEL of all parts
  std::string certificate_der = {};
  TestKeyPtr key = nullptr;
  bool with_public_key = true;
  bool always_authenticate = false;  // CKA_ALWAYS_AUTHENTICATE of the private key
  bool hidden_key = true;            // CKA_PRIVATE of the private key: seen after login only
  bool hidden_certificate = false;   // CKA_PRIVATE of the certificate
};

// `session`: read-write, the user logged in.
absl::Status CreateObjects(const CK_FUNCTION_LIST& functions, CK_SESSION_HANDLE session,
                           const SoftObjects& objects);

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_CLIENT_TESTING_SOFT_OBJECTS_H_

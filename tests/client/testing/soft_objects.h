// Writes keys and certificates onto a token through PKCS#11.
#ifndef PARAPHE_TESTS_CLIENT_TESTING_SOFT_OBJECTS_H_
#define PARAPHE_TESTS_CLIENT_TESTING_SOFT_OBJECTS_H_

#include "absl/status/status.h"

#include "client/device/pkcs11/cryptoki.h"
#include "tests/client/testing/softhsm.h"

namespace paraphe::test {

// `session`: read-write, the user logged in.
absl::Status CreateObjects(const CK_FUNCTION_LIST& functions, CK_SESSION_HANDLE session,
                           const SoftObjects& objects);

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_CLIENT_TESTING_SOFT_OBJECTS_H_

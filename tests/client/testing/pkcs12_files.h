// PKCS#12 files as the program openssl writes them.
#ifndef PARAPHE_TESTS_CLIENT_TESTING_PKCS12_FILES_H_
#define PARAPHE_TESTS_CLIENT_TESTING_PKCS12_FILES_H_

#include <string>
#include <vector>

#include "tests/testing/pki.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::test {

// In a folder of its own. Not thread-safe; its functions end the program where openssl fails.
class Pkcs12Files {
 public:
  // A file with `certificate`, its key and the chain above it, under `password` and the friendly name
  // "Anne"; `options` are further ones of `openssl pkcs12 -export`. Returns its path.
  std::string WriteOrDie(const TestCert& certificate, const std::string& password,
                         const std::vector<std::string>& options = {}) const;
  // The same without a key.
  std::string WriteWithoutKeyOrDie(const TestCert& certificate, const std::string& password) const;
  // One file with a key and certificate each, all under one password, as no option of openssl makes
  // it.
  std::string WriteSeveralOrDie(const std::vector<TestCert>& certificates,
                                const std::string& password) const;

  const TempDir& dir() const { return dir_; }

 private:
  std::string ExportOrDie(const std::vector<std::string>& options,
                          const std::string& password) const;

  TempDir dir_;
  mutable int count_ = 0;
};

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_CLIENT_TESTING_PKCS12_FILES_H_

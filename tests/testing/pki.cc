#include "tests/testing/pki.h"

#include "absl/memory/memory.h"

namespace paraphe::test {

TestPki::TestPki()
    : root_(CertBuilder::Ca("Paraphe Test Root CA").Build()),
      intermediate_(Intermediate("Paraphe Test Signers CA").Build()),
      signer_(Signer("Anne Dupont").Build()) {}

const TestPki& TestPki::Get() {
  // Never destroyed: other static objects may still use it at exit.
  static const TestPki& pki = *absl::WrapUnique(new TestPki).release();
  return pki;
}

CertBuilder TestPki::Signer(absl::string_view common_name) const {
  return CertBuilder::Signer(common_name).IssuedBy(intermediate_);
}

CertBuilder TestPki::Intermediate(absl::string_view common_name) const {
  return CertBuilder::Ca(common_name).IssuedBy(root_).SerialHex("0CA2");
}

}  // namespace paraphe::test

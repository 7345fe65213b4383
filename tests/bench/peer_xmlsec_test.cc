#include "tests/bench/peer_xmlsec.h"

#include "gtest/gtest.h"

#include "tests/testing/run_command.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::bench {
namespace {

// As xmlsec1 says, with the key alone.
int VerdictOn(const std::string& signed_document, const test::TestKey& key) {
  const test::TempDir dir;
  const auto result = test::RunCommand({"xmlsec1", "--verify", "--privkey-pem",
                                        dir.WriteFileOrDie("key.pem", key.Pkcs8Pem()),
                                        dir.WriteFileOrDie("signed.xml", signed_document)});
  return result.ok() ? result->exit_code : -1;
}

TEST(PeerXmlsecTest, WhatItSignsVerifiesAndWhatIsChangedDoesNot) {
  const test::TestKeyPtr key = test::TestKey::SharedRsa();
  std::string signed_document = PeerXmlsec(*key).Sign("<acte n=\"1\"><objet>Noël</objet></acte>");
  EXPECT_EQ(VerdictOn(signed_document, *key), 0);
  const size_t place = signed_document.find("n=\"1\"");
  ASSERT_NE(place, std::string::npos);
  signed_document[place + 3] = '2';
  EXPECT_NE(VerdictOn(signed_document, *key), 0);
}

}  // namespace
}  // namespace paraphe::bench

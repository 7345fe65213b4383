#include "client/agent/receipt_json.h"

#include <string>

#include "absl/strings/escaping.h"

#include "common/hash.h"
#include "nlohmann/json.hpp"
#include "tests/client/agent/flow_fixture.h"

namespace paraphe::agent {
namespace {

using ::paraphe::test::IsOk;
using ::paraphe::test::TestPki;
using ::testing::HasSubstr;
using Json = nlohmann::json;

std::string Sha256Hex(const std::string& bytes) { return absl::BytesToHexString(Sha256(bytes)); }

class ReceiptJsonTest : public FlowFixture {
 protected:
  std::string SignToText() {
    EXPECT_THAT(Run(), IsOk());
    return desk_.results.at(0).receipt_json;
  }
  Json Sign() { return Json::parse(SignToText()); }
};

// Proves: EXP-4
TEST_F(ReceiptJsonTest, SaysWhatWhenForWhomAndWithWhichDigests) {
  clock_.Advance(absl::Seconds(7));
  const Json receipt = Sign();
  const SignedResult& result = desk_.results.at(0);
  EXPECT_EQ(receipt["format"], "paraphe-receipt-1");
  EXPECT_EQ(receipt["language"], "fr");
  EXPECT_EQ(receipt["time"], "2026-11-22T10:00:07Z");
  EXPECT_EQ(receipt["application"], "actes");
  EXPECT_EQ(receipt["document"], "Acte d'essai");
  EXPECT_EQ("paraphe-" + receipt["session_code"].get<std::string>(), result.name);
  EXPECT_EQ(receipt["document_sha256"], Sha256Hex(test::TestDocument()));
  EXPECT_EQ(receipt["signed_sha256"], Sha256Hex(result.document));
  EXPECT_EQ(receipt["html_sha256"],
            absl::BytesToHexString(server_.consent_requests.at(0).html_sha256()));
}

// Proves: EXP-4
TEST_F(ReceiptJsonTest, HoldsEverySignedAttributeWithItsValueAndNothingElse) {
  const Json receipt = Sign();
  const Json& attributes = receipt["attributes"];
  const auto& lines = desk_.consented.at(0).attributes;
  for (const v1::AttributeLine& line : lines) EXPECT_EQ(attributes[line.key()], line.value());
  EXPECT_EQ(attributes.size(), lines.size());
  EXPECT_EQ(attributes["policy_url"], "https://example.org/politique");
  EXPECT_EQ(attributes["claimed_role"], "maire");
  EXPECT_EQ(attributes["signing_time"], "2026-11-22T10:00:00Z");
  EXPECT_TRUE(receipt["attachments"].empty());
}

// Proves: EXP-4
TEST_F(ReceiptJsonTest, NamesTheCertificate) {
  const Json certificate = Sign()["certificate"];
  EXPECT_EQ(certificate["sha256"], absl::BytesToHexString(TestPki::Get().signer().Sha256()));
  EXPECT_THAT(certificate["subject"].get<std::string>(), HasSubstr("Anne Dupont"));
  for (const char* key : {"issuer", "serial", "not_before", "not_after"}) {
    EXPECT_FALSE(certificate[key].get<std::string>().empty()) << key;
  }
}

// Proves: EXP-4, PRES-5
TEST_F(ReceiptJsonTest, ListsTheFilesInsideTheDocument) {
  EXPECT_THAT(Run(), IsOk());
  SigningView view = desk_.consented.at(0);
  for (const char* name : {"a.pdf", "b.pdf"}) {
    v1::AttributeLine line;
    line.set_key("attachment");
    line.set_value(name);
    line.set_words_en("PDF");
    view.attributes.push_back(line);
  }
  const Json receipt =
      Json::parse(ReceiptAsJson(view, "<a></a>", clock_.Now(), Language::kEnglish));
  EXPECT_EQ(receipt["attachments"], Json::parse(R"([{"name": "a.pdf", "words": "PDF"},
                                                    {"name": "b.pdf", "words": "PDF"}])"));
  EXPECT_FALSE(receipt["attributes"].contains("attachment"));
}

// Proves: EXP-4, PRES-6
TEST_F(ReceiptJsonTest, TextOfOthersIsKeptLetterForLetterAndInertInATerminal) {
  const std::string name = "app\u202e\x1b[2J\xc2\x9b";
  server_.application = name;
  const std::string text = SignToText();
  // A char above ASCII is negative.
  for (const char c : text) EXPECT_TRUE(c == '\n' || (c >= 0x20 && c < 0x7f)) << int{c};
  EXPECT_EQ(Json::parse(text)["application"], name);
}

// Proves: EXP-4, PRES-6
TEST_F(ReceiptJsonTest, BytesThatAreNotUtf8StillMakeJson) {
  EXPECT_THAT(Run(), IsOk());
  SigningView view = desk_.consented.at(0);
  view.application = "app\x9b";
  const std::string text = ReceiptAsJson(view, "<a></a>", clock_.Now(), Language::kFrench);
  EXPECT_EQ(Json::parse(text)["application"], "app\ufffd");
}

}  // namespace
}  // namespace paraphe::agent

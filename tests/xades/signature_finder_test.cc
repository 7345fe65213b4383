#include "xades/signature_finder.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/testing/matchers.h"
#include "tests/xades/forgery.h"
#include "tests/xades/signing.h"

namespace paraphe::xades::test {
namespace {

using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::testing::HasSubstr;

std::string Good() { return Forgery().Write(); }

absl::StatusOr<FoundSignature> Find(absl::string_view document) {
  return FindSignature(document, {}, size_t{1} << 20);
}

// Proves: SIG-6
TEST(SignatureFinderTest, GivesTheElementAndItsPlace) {
  const std::string good = Good();
  const auto found = Find(good);
  ASSERT_THAT(found, IsOk());
  EXPECT_EQ(good.substr(found->begin, found->end - found->begin), SignatureOf(good));
  EXPECT_EQ(good.substr(0, found->begin) + good.substr(found->end), kDocument);
  EXPECT_TRUE(found->element.Is(kSignature));
  EXPECT_EQ(ApexCanonical(found->element), SignatureOf(good));
}

// Proves: EXP-2
TEST(SignatureFinderTest, NoSignatureIsSaidSo) {
  EXPECT_THAT(Find(kDocument), HasReason(v1::SIGNATURE_ABSENT));
  EXPECT_THAT(Find("<Signature></Signature>"), HasReason(v1::SIGNATURE_ABSENT));
  EXPECT_THAT(Find("<r><ds:Signature xmlns:ds=\"urn:x\"></ds:Signature></r>"),
              HasReason(v1::SIGNATURE_ABSENT));
}

// Proves: EXP-2
TEST(SignatureFinderTest, SeveralSignaturesAreAmbiguous) {
  const std::string signature = SignatureOf(Good());
  std::string other = signature;
  for (const char* attribute : {" Id=\""}) {
    for (size_t at = other.find(attribute); at != std::string::npos;
         at = other.find(attribute, at + 8)) {
      other.insert(at + 5, "b");
    }
  }
  EXPECT_THAT(Find(Replaced(Good(), "</acte>", other + "</acte>")),
              HasReason(v1::SIGNATURE_AMBIGUOUS));
  EXPECT_THAT(Find(Replaced(Good(), "<vote", other + "<vote")), HasReason(v1::SIGNATURE_AMBIGUOUS));
  EXPECT_THAT(Find(Replaced(Good(), " &amp; budget", other)), HasReason(v1::SIGNATURE_AMBIGUOUS));
}

// Proves: EXP-2
TEST(SignatureFinderTest, ASignatureInTheSignatureIsAmbiguous) {
  for (const char* parent : {"Object", "QualifyingProperties", "KeyInfo"}) {
    Forgery forgery;
    forgery.At(parent).Append({"Any", "urn:x", "x"}).Append(kSignature);
    EXPECT_THAT(Find(forgery.Write()), HasReason(v1::SIGNATURE_AMBIGUOUS));
  }
}

// Proves: EXP-2
TEST(SignatureFinderTest, TheSignatureStandsAnywhereInsideTheDocument) {
  const std::string signature = SignatureOf(Good());
  const auto found = Find(absl::StrCat("<a><b>", signature, "</b></a>"));
  ASSERT_THAT(found, IsOk());
  EXPECT_EQ(found->begin, 6);
  EXPECT_EQ(found->root_begin, 0);
  EXPECT_EQ(found->root_end, found->end + 8);
  EXPECT_THAT(Find(signature),
              HasReason(v1::SIGNATURE_UNSUPPORTED, HasSubstr("is the document element")));
}

// Proves: EXP-2
TEST(SignatureFinderTest, TheDocumentElementHasIds) {
  const std::string root = "<a ID=\"i\" Id=\"j\" id=\"k\" x=\"l\" xml:id=\"m\">";
  const auto found = Find(absl::StrCat(root, SignatureOf(Good()), "</a>"));
  ASSERT_THAT(found, IsOk());
  EXPECT_THAT(found->root_ids, ::testing::ElementsAre("i", "j", "k", "m"));
}

// Proves: EXP-2
TEST(SignatureFinderTest, InstructionsStandAnywhereButInTheSignature) {
  const std::string good = Good();
  EXPECT_THAT(Find("<?x y?>\n<?z?>\n" + Replaced(good, "<vote", "<?a?><vote") + "\n<?b c?>"),
              IsOk());
  for (const char* place : {"<ds:SignedInfo>", "<ds:Object>", "<ds:KeyInfo>"}) {
    EXPECT_THAT(Find(Replaced(good, place, absl::StrCat(place, "<?a?>"))),
                HasReason(v1::SIGNATURE_UNSUPPORTED, HasSubstr("inside the signature")));
  }
  for (const char* other : {"<?x  y?>\n", "<?x y?>", "<?x y?> \n", "\n<?x y?>\n", "<?x y?>\n\n"}) {
    EXPECT_THAT(Find(other + good), HasReason(v1::DOCUMENT_NOT_CANONICAL)) << other;
  }
  EXPECT_THAT(Find(good + "\n<?b  c?>"), HasReason(v1::DOCUMENT_NOT_CANONICAL));
  EXPECT_THAT(Find(good + "\n<?b c?>\n"), HasReason(v1::DOCUMENT_NOT_CANONICAL));
  EXPECT_THAT(Find("<?x y?>\n<!DOCTYPE acte>" + good), HasReason(v1::DOCUMENT_HAS_DTD));
}

// Proves: EXP-2, DOC-7
TEST(SignatureFinderTest, DuplicateIdsAreRefused) {
  Forgery forgery;
  const std::string id = *forgery.At("SignedProperties").Get(kId);
  for (const std::string attribute : {"Id", "ID", "xml:id"}) {
    const std::string other = absl::StrCat("<x ", attribute, "=\"", id, "\"></x>");
    EXPECT_THAT(Find(Replaced(forgery.Write(), "<vote", other + "<vote")),
                HasReason(v1::DOCUMENT_DUPLICATE_ID));
    EXPECT_THAT(Find(Replaced(forgery.Write(), "</acte>", other + "</acte>")),
                HasReason(v1::DOCUMENT_DUPLICATE_ID));
  }
  Forgery in_signature;
  in_signature.At("KeyInfo").Set(kId, id);
  EXPECT_THAT(Find(in_signature.Write()), HasReason(v1::DOCUMENT_DUPLICATE_ID));
}

// Proves: EXP-2, DOC-7
TEST(SignatureFinderTest, AnAttributeIdIsDataAndMayBeRepeated) {
  const Forgery forgery;
  const std::string data = "<x id=\"1\"></x><y Id=\"1\" id=\"1\"></y>";
  EXPECT_THAT(Find(Replaced(forgery.Write(), "<vote", data + "<vote")), IsOk());
  EXPECT_THAT(Find(Replaced(forgery.Write(), "<vote", data + "<z ID=\"1\"></z><vote")),
              HasReason(v1::DOCUMENT_DUPLICATE_ID));
}

// Proves: DOC-6
TEST(SignatureFinderTest, ASignatureBeyondItsBoundIsRefused) {
  const std::string good = Good();
  const size_t bytes = SignatureOf(good).size();
  EXPECT_THAT(FindSignature(good, {}, bytes), IsOk());
  EXPECT_THAT(FindSignature(good, {}, bytes - 1),
              HasReason(v1::DOCUMENT_BEYOND_BOUND, HasSubstr("signature is longer")));
}

absl::StatusOr<FoundSignature> FindInserted(absl::string_view document,
                                            const xml::DocumentFacts& facts) {
  return FindInsertedSignature(document, facts, {}, size_t{1} << 20);
}

// Each declares, or holds, something that the signature inherits or must not be taken for.
const char* const kOriginals[] = {
    kDocument,
    "<a></a>",
    "<a:b xmlns:a=\"urn:a\">&lt;/a:b&gt;</a:b>",
    "<a xmlns=\"http://www.w3.org/2000/09/xmldsig\" Id=\"i\" t=\"a > b\"><a ID=\"j\"></a></a>",
    "<ds:a xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" id=\"k\"><b xml:id=\"l\"></b></ds:a>",
    "<ds:a xmlns:ds=\"urn:other\">\n<x></x>\n</ds:a>",
};

// The twin of a scan of it all: what is left out makes no difference.
// Proves: EXP-2, SIG-6
TEST(SignatureFinderTest, AnInsertedSignatureIsFoundAsByAScanOfAll) {
  for (const char* original : kOriginals) {
    const std::string signed_document = SignOrDie(original, FullAttributes(SignerOf()), SignerOf());
    const auto whole = Find(signed_document);
    const auto found = FindInserted(signed_document, FactsOrDie(original));
    ASSERT_THAT(whole, IsOk()) << original;
    ASSERT_THAT(found, IsOk()) << original;
    EXPECT_EQ(found->begin, whole->begin);
    EXPECT_EQ(found->end, whole->end);
    EXPECT_EQ(found->root_begin, whole->root_begin);
    EXPECT_EQ(found->root_end, whole->root_end);
    EXPECT_EQ(found->root_ids, whole->root_ids);
    EXPECT_EQ(ApexCanonical(found->element), ApexCanonical(whole->element));
  }
}

// Proves: EXP-2, SIG-6
TEST(SignatureFinderTest, WhatIsNotOneSignatureAtItsPlaceIsNotTakenForInserted) {
  const std::string good = Good();
  const std::string signature = SignatureOf(good);
  const xml::DocumentFacts facts = FactsOrDie(kDocument);
  EXPECT_THAT(FindInserted(good, facts), IsOk());
  EXPECT_THAT(FindInserted(kDocument, facts), HasReason(v1::SIGNATURE_ABSENT));
  const auto with = [&](absl::string_view before, absl::string_view after) {
    return FindInserted(Replaced(good, signature, absl::StrCat(before, signature, after)), facts);
  };
  EXPECT_THAT(with(" ", ""), HasReason(v1::SIGNATURE_MALFORMED));
  EXPECT_THAT(with("", " "), HasReason(v1::SIGNATURE_MALFORMED));
  EXPECT_THAT(with("<x></x>", ""), HasReason(v1::SIGNATURE_MALFORMED));
  EXPECT_THAT(with("<x>", "</x>"), HasReason(v1::SIGNATURE_MALFORMED));
  EXPECT_THAT(with("", "</acte><acte>"), HasReason(v1::DOCUMENT_NOT_WELL_FORMED));
  EXPECT_THAT(with("", signature), HasReason(v1::DOCUMENT_DUPLICATE_ID));
  EXPECT_THAT(FindInserted(good + "\n", facts), HasReason(v1::SIGNATURE_MALFORMED));
  EXPECT_THAT(FindInserted(absl::string_view(good).substr(0, good.size() - 1), facts),
              HasReason(v1::SIGNATURE_MALFORMED));
  EXPECT_THAT(FindInserted("", facts), HasReason(v1::DOCUMENT_EMPTY));
  EXPECT_THAT(FindInserted("<acte>", facts), HasReason(v1::SIGNATURE_MALFORMED));
}

// Proves: EXP-2
TEST(SignatureFinderTest, AnInsertedSignatureStandsWhereIntakeSaidAndNowhereElse) {
  const std::string good = Good();
  xml::DocumentFacts facts = FactsOrDie(kDocument);
  const size_t place = facts.insertion_offset;
  for (const size_t other : {size_t{0}, size_t{1}, place - 1, place + 1, good.size() - 1,
                             good.size(), good.size() + 1, SIZE_MAX}) {
    facts.insertion_offset = other;
    EXPECT_THAT(FindInserted(good, facts), ::testing::Not(IsOk())) << other;
  }
}

// Proves: EXP-2, DOC-7
TEST(SignatureFinderTest, AnInsertedSignatureHasNoIdOfTheDocument) {
  const std::string good = Good();
  xml::DocumentFacts facts = FactsOrDie(kDocument);
  facts.ids = {"a", *Forgery().At("SignedProperties").Get(kId), "z"};
  std::sort(facts.ids.begin(), facts.ids.end());
  EXPECT_THAT(FindInserted(good, facts), HasReason(v1::DOCUMENT_DUPLICATE_ID));
  facts.ids = {"a", "z"};
  EXPECT_THAT(FindInserted(good, facts), IsOk());
}

// Proves: DOC-6
TEST(SignatureFinderTest, AnInsertedSignatureBeyondItsBoundIsRefused) {
  const std::string good = Good();
  const size_t bytes = SignatureOf(good).size();
  const xml::DocumentFacts facts = FactsOrDie(kDocument);
  EXPECT_THAT(FindInsertedSignature(good, facts, {}, bytes), IsOk());
  EXPECT_THAT(FindInsertedSignature(good, facts, {}, bytes - 1),
              HasReason(v1::DOCUMENT_BEYOND_BOUND, HasSubstr("signature is longer")));
}

}  // namespace
}  // namespace paraphe::xades::test

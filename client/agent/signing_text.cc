#include "client/agent/signing_text.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"

#include "client/agent/certificate_list.h"
#include "client/agent/phrases.h"
#include "policy/attribute_text.h"
#include "policy/lines.h"
#include "render/visible.h"

namespace paraphe::agent {
namespace {

constexpr BilingualView kColon = {"\u00a0: ", ": "};
constexpr absl::string_view kStep = "    ";

// Keys of the lines that a person cares about, in this order.
constexpr absl::string_view kForPeople[] = {"claimed_role",
                                            "place_city",
                                            "place_street_address",
                                            "place_postal_code",
                                            "place_state_or_province",
                                            "place_country_name",
                                            "signing_time",
                                            "commitment_type",
                                            "policy_description",
                                            "policy_description_not_signed",
                                            "policy_identifier"};

// Keys of the lines that hold a time.
constexpr absl::string_view kTimes[] = {"signing_time", "not_before", "not_after"};

bool IsForPeople(const v1::AttributeLine& line) {
  return std::find(std::begin(kForPeople), std::end(kForPeople), line.key()) !=
         std::end(kForPeople);
}

std::string Labelled(const v1::AttributeLine& line, absl::string_view text, Language language) {
  const BilingualView label = {line.label_fr(), line.label_en()};
  return absl::StrCat(VisibleLine(label.In(language), language), kColon.In(language), text, "\n");
}

// The words of a line; of a time, those of this desk's zone.
std::string WordsOf(const v1::AttributeLine& line, Language language, absl::TimeZone zone) {
  absl::Time time;
  std::string fault;
  const bool is_time =
      std::find(std::begin(kTimes), std::end(kTimes), line.key()) != std::end(kTimes);
  if (is_time && absl::ParseTime(absl::RFC3339_full, line.value(), &time, &fault)) {
    return std::string(TimeInWords(time, zone).In(language));
  }
  return VisibleLine(BilingualView{line.words_fr(), line.words_en()}.In(language), language);
}

// Words first, the value below.
std::string WordsFirst(const v1::AttributeLine& line, Language language, absl::TimeZone zone) {
  const std::string value = VisibleLine(line.value(), language);
  const std::string words = WordsOf(line, language, zone);
  // Words about a text, not for it.
  if (line.key() == "policy_description_not_signed") {
    return absl::StrCat(Labelled(line, value, language), kStep, words, "\n");
  }
  if (words.empty()) return Labelled(line, value, language);
  return absl::StrCat(Labelled(line, words, language), kStep, TextOf(Phrase::kSignedAs, language),
                      value, "\n");
}

// The value first, words below.
std::string ValueFirst(const v1::AttributeLine& line, Language language, absl::TimeZone zone) {
  const std::string words = WordsOf(line, language, zone);
  return absl::StrCat(Labelled(line, VisibleLine(line.value(), language), language),
                      words.empty() ? "" : absl::StrCat(kStep, words, "\n"));
}

// Of a certificate: words first, the value below, which of a yes or no says nothing more.
std::string CertificateField(const v1::AttributeLine& line, Language language,
                             absl::TimeZone zone) {
  const std::string words = WordsOf(line, language, zone);
  const std::string value = VisibleLine(line.value(), language);
  if (words.empty()) return Labelled(line, value, language);
  const bool says_more = !value.empty() && line.value() != "true" && line.value() != "false";
  return absl::StrCat(Labelled(line, words, language),
                      says_more ? absl::StrCat(kStep, value, "\n") : "");
}

std::string Field(Phrase label, absl::string_view value, Language language) {
  return absl::StrCat(TextOf(label, language), VisibleLine(value, language), "\n");
}

// REQ: CHN-3
std::string OpeningsField(const SigningView& view, Language language) {
  if (view.refused_openings == 0) return "";
  return Field(Phrase::kRefusedOpenings, absl::StrCat(view.refused_openings), language);
}

std::string SignerField(const SigningView& view, Language language) {
  if (!view.certificate.has_value()) return "";
  return Field(Phrase::kSigner, CertificateName(view.certificate, language), language);
}

}  // namespace

std::string RequestAsText(const SigningView& view, Language language) {
  return absl::StrCat(
      Field(Phrase::kSession, view.session_code, language), OpeningsField(view, language),
      Field(Phrase::kApplication, view.application, language),
      view.application_description.empty()
          ? ""
          : absl::StrCat("    ", VisibleLine(view.application_description, language), "\n"),
      Field(Phrase::kRole, view.signer_role, language),
      Field(Phrase::kDocument, view.document->title(), language));
}

std::string AttributesAsText(const SigningView& view, Language language, absl::TimeZone zone) {
  const std::vector<v1::AttributeLine>& lines = view.attributes;
  std::string text = SignerField(view, language);
  for (const absl::string_view key : kForPeople) {
    for (const v1::AttributeLine& line : lines) {
      if (line.key() == key) absl::StrAppend(&text, WordsFirst(line, language, zone));
    }
  }
  absl::StrAppend(&text, "\n", TextOf(Phrase::kTechnicalHeading, language), "\n\n");
  for (const v1::AttributeLine& line : lines) {
    if (!IsForPeople(line)) absl::StrAppend(&text, ValueFirst(line, language, zone));
  }
  return text;
}

std::string CertificateAsText(const Certificate& certificate, Language language,
                              absl::TimeZone zone) {
  std::string text;
  for (const v1::AttributeLine& line : DescribeCertificate(certificate)) {
    absl::StrAppend(&text, CertificateField(line, language, zone));
  }
  return text;
}

std::string SummaryAsText(const SigningView& view, Language language, absl::TimeZone zone) {
  std::string text = absl::StrCat(OpeningsField(view, language),
                                  Field(Phrase::kDocument, view.document->title(), language),
                                  SignerField(view, language));
  for (const absl::string_view key : kForPeople) {
    for (const v1::AttributeLine& line : view.attributes) {
      if (line.key() != key || key == "policy_identifier") continue;
      const std::string words = WordsOf(line, language, zone);
      const bool coded = !words.empty() && key != "policy_description_not_signed";
      absl::StrAppend(
          &text, Labelled(line, coded ? words : VisibleLine(line.value(), language), language));
    }
  }
  return text;
}

}  // namespace paraphe::agent

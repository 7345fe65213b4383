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

std::string LabelOf(const v1::AttributeLine& line, Language language) {
  return VisibleLine(BilingualView{line.label_fr(), line.label_en()}.In(language), language);
}

// Words first, the value below.
SigningRow WordsFirst(const v1::AttributeLine& line, Language language, absl::TimeZone zone) {
  const std::string value = VisibleLine(line.value(), language);
  const std::string words = WordsOf(line, language, zone);
  // Words about a text, not for it.
  const bool about = line.key() == "policy_description_not_signed";
  if (about || words.empty()) return {LabelOf(line, language), value, "", words, false};
  return {LabelOf(line, language), words, value, "", false};
}

// The value first, words below.
SigningRow ValueFirst(const v1::AttributeLine& line, Language language, absl::TimeZone zone) {
  return {LabelOf(line, language), VisibleLine(line.value(), language), "",
          WordsOf(line, language, zone), true};
}

// Of a certificate: words first, the value below, which of a yes or no says nothing more.
SigningRow CertificateField(const v1::AttributeLine& line, Language language, absl::TimeZone zone) {
  const std::string words = WordsOf(line, language, zone);
  const std::string value = VisibleLine(line.value(), language);
  if (words.empty()) return {LabelOf(line, language), value, "", "", false};
  const bool says_more = line.value() != "true" && line.value() != "false";
  return {LabelOf(line, language), words, says_more ? value : "", "", false};
}

// A row as lines; `before_exact` stands before its exact value.
std::string AsText(const SigningRow& row, absl::string_view before_exact, Language language) {
  return absl::StrCat(row.label, kColon.In(language), row.shown, "\n",
                      row.exact.empty() ? "" : absl::StrCat(kStep, before_exact, row.exact, "\n"),
                      row.note.empty() ? "" : absl::StrCat(kStep, row.note, "\n"));
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

// The words of Phrase::kSigner without the colon.
std::string SignerLabel(Language language) {
  const absl::string_view label = TextOf(Phrase::kSigner, language);
  return std::string(label.substr(0, label.find_last_not_of(" :") + 1));
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

std::vector<SigningRow> AttributeRows(const SigningView& view, Language language,
                                      absl::TimeZone zone) {
  std::vector<SigningRow> rows;
  if (view.certificate.has_value()) {
    rows.push_back({SignerLabel(language),
                    VisibleLine(CertificateName(view.certificate, language), language), "", "",
                    false});
  }
  for (const absl::string_view key : kForPeople) {
    for (const v1::AttributeLine& line : view.attributes) {
      if (line.key() == key) rows.push_back(WordsFirst(line, language, zone));
    }
  }
  for (const v1::AttributeLine& line : view.attributes) {
    if (!IsForPeople(line)) rows.push_back(ValueFirst(line, language, zone));
  }
  return rows;
}

std::vector<SigningRow> CertificateRows(const Certificate& certificate, Language language,
                                        absl::TimeZone zone) {
  std::vector<SigningRow> rows;
  for (const v1::AttributeLine& line : DescribeCertificate(certificate)) {
    rows.push_back(CertificateField(line, language, zone));
  }
  return rows;
}

std::string AttributesAsText(const SigningView& view, Language language, absl::TimeZone zone) {
  std::string people;
  std::string technical;
  for (const SigningRow& row : AttributeRows(view, language, zone)) {
    absl::StrAppend(row.technical ? &technical : &people,
                    AsText(row, TextOf(Phrase::kSignedAs, language), language));
  }
  return absl::StrCat(people, "\n", TextOf(Phrase::kTechnicalHeading, language), "\n\n", technical);
}

std::string CertificateAsText(const Certificate& certificate, Language language,
                              absl::TimeZone zone) {
  std::string text;
  for (const SigningRow& row : CertificateRows(certificate, language, zone)) {
    absl::StrAppend(&text, AsText(row, "", language));
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
      const SigningRow row = WordsFirst(line, language, zone);
      absl::StrAppend(&text, row.label, kColon.In(language), row.shown, "\n");
    }
  }
  return text;
}

}  // namespace paraphe::agent

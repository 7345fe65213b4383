#include "client/agent/receipt.h"

#include <filesystem>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

#include "common/file.h"
#include "common/hash.h"
#include "common/status_macros.h"
#include "policy/attribute_text.h"
#include "policy/lines.h"
#include "render/html_writer.h"
#include "render/styled_page.h"
#include "render/visible.h"

namespace paraphe::agent {
namespace {

constexpr unsigned kOwnerOnly = 0600;
constexpr int kMostNames = 1000;
constexpr size_t kMaxReceiptBytes = size_t{4} << 20;

constexpr BilingualView kTitle = {"Reçu de signature", "Receipt of a signature"};
constexpr BilingualView kPromise = {
    "Ce reçu décrit une signature électronique faite sur ce poste. Seul le document signé fait "
    "foi.",
    "This receipt describes an electronic signature made at this desk. Only the signed document is "
    "evidence."};
constexpr BilingualView kSignature = {"Signature", "Signature"};
constexpr BilingualView kAttributes = {"Ce qui a été signé avec le document",
                                       "What was signed with the document"};
constexpr BilingualView kCertificate = {"Certificat", "Certificate"};

constexpr LineLabel kTime = {"time", {"Signé le", "Signed on"}};
constexpr LineLabel kApplication = {"application",
                                    {"Application demandeuse", "Asking application"}};
constexpr LineLabel kCode = {"session_code", {"Code de la demande", "Code of the request"}};
constexpr LineLabel kDocument = {"document", {"Document", "Document"}};
constexpr LineLabel kBefore = {"document_sha256",
                               {"SHA-256 du document présenté", "SHA-256 of the document shown"}};
constexpr LineLabel kPage = {"html_sha256",
                             {"SHA-256 de la page présentée", "SHA-256 of the page shown"}};
constexpr LineLabel kAfter = {"signed_sha256",
                              {"SHA-256 du document signé", "SHA-256 of the signed document"}};

struct Section {
  BilingualView heading;
  Lines lines;
};

std::vector<Section> SectionsOf(const SigningView& view, absl::string_view signed_document,
                                absl::Time time) {
  Lines about;
  AddLine(kTime, absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", time, absl::UTCTimeZone()),
          TimeInWords(time), about);
  AddLineUnlessEmpty(kApplication, view.application, {}, about);
  AddLineUnlessEmpty(kDocument, view.document->title(), {}, about);
  AddLine(kCode, view.session_code, {}, about);
  AddLine(kBefore, GroupedHex(view.document->document_sha256()), {}, about);
  AddLine(kPage, GroupedHex(view.document->html_sha256()), {}, about);
  AddLine(kAfter, GroupedHex(Sha256(signed_document)), {}, about);
  std::vector<Section> sections = {{kSignature, std::move(about)}, {kAttributes, view.attributes}};
  if (view.certificate.has_value()) {
    sections.push_back({kCertificate, DescribeCertificate(*view.certificate)});
  }
  return sections;
}

std::string AsText(const std::vector<Section>& sections, Language language) {
  std::string text = absl::StrCat(kTitle.In(language), "\n\n", kPromise.In(language), "\n");
  for (const Section& section : sections) {
    absl::StrAppend(&text, "\n", section.heading.In(language), "\n\n",
                    LinesAsText(section.lines, language));
  }
  return text;
}

void WriteLines(const Lines& lines, Language language, HtmlWriter& page) {
  page.Open(HtmlTag::kDl);
  for (const v1::AttributeLine& line : lines) {
    const bool french = language == Language::kFrench;
    const std::string& words = french ? line.words_fr() : line.words_en();
    page.Element(HtmlTag::kDt, HtmlClass::kLabel, french ? line.label_fr() : line.label_en());
    page.Open(HtmlTag::kDd);
    page.Text(VisibleLine(line.value(), language));
    if (!words.empty()) {
      page.Text(" ");
      page.Element(HtmlTag::kSpan, HtmlClass::kWords, VisibleLine(words, language));
    }
    page.Close();
  }
  page.Close();
}

absl::StatusOr<std::string> AsPage(const std::vector<Section>& sections, Language language) {
  HtmlWriter page(kTitle.In(language), language, kMaxReceiptBytes);
  page.Element(HtmlTag::kH1, HtmlClass::kNone, kTitle.In(language));
  page.Element(HtmlTag::kP, HtmlClass::kNone, kPromise.In(language));
  for (const Section& section : sections) {
    page.Open(HtmlTag::kSection);
    page.Element(HtmlTag::kH2, HtmlClass::kNone, section.heading.In(language));
    WriteLines(section.lines, language, page);
    page.Close();
  }
  return StyledPage(page.Finish());
}

bool IsFree(const std::string& name, const std::vector<std::string>& suffixes) {
  for (const std::string& suffix : suffixes) {
    std::error_code ignored;
    if (std::filesystem::exists(std::filesystem::symlink_status(name + suffix, ignored))) {
      return false;
    }
  }
  return true;
}

}  // namespace

absl::StatusOr<SignedResult> MakeResult(const SigningView& view, std::string signed_document,
                                        absl::Time time, Language language) {
  const std::vector<Section> sections = SectionsOf(view, signed_document, time);
  SignedResult result;
  ASSIGN_OR_RETURN(result.receipt_page, AsPage(sections, language));
  result.receipt_text = AsText(sections, language);
  result.document = std::move(signed_document);
  result.name = absl::StrCat("paraphe-", view.session_code);
  return result;
}

absl::StatusOr<std::string> SaveResult(const SignedResult& result, const std::string& folder) {
  const std::vector<std::string> suffixes = {".xml", "-receipt.html", "-receipt.txt"};
  const std::string* const contents[] = {&result.document, &result.receipt_page,
                                         &result.receipt_text};
  const std::string first = (std::filesystem::path(folder) / result.name).string();
  std::string name = first;
  for (int number = 2; number < kMostNames && !IsFree(name, suffixes); ++number) {
    name = absl::StrCat(first, "-", number);
  }
  for (size_t i = 0; i < suffixes.size(); ++i) {
    RETURN_IF_ERROR(WriteNewFile(name + suffixes[i], *contents[i], kOwnerOnly));
  }
  return name;
}

}  // namespace paraphe::agent

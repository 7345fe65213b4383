#include "client/agent/receipt.h"

#include <algorithm>
#include <filesystem>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

#include "client/agent/receipt_json.h"
#include "common/file.h"
#include "common/hash.h"
#include "common/status_macros.h"
#include "policy/attribute_text.h"
#include "policy/lines.h"
#include "render/html_output.h"
#include "render/html_writer.h"
#include "render/styled_page.h"
#include "render/visible.h"

namespace paraphe::agent {
namespace {

constexpr unsigned kOwnerOnly = 0600;
constexpr int kMostNames = 1000;
constexpr size_t kMaxReceiptBytes = size_t{4} << 20;
constexpr absl::string_view kJsonSuffix = ".json";

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
  HtmlText text(0);
  HtmlWriter page(kTitle.In(language), language, kMaxReceiptBytes, text);
  page.Element(HtmlTag::kH1, HtmlClass::kNone, kTitle.In(language));
  page.Element(HtmlTag::kP, HtmlClass::kNone, kPromise.In(language));
  for (const Section& section : sections) {
    page.Open(HtmlTag::kSection);
    page.Element(HtmlTag::kH2, HtmlClass::kNone, section.heading.In(language));
    WriteLines(section.lines, language, page);
    page.Close();
  }
  page.Finish();
  return StyledPage(std::move(text).Take());
}

// A file to write: what follows the common name, and what it holds.
struct NewFile {
  absl::string_view suffix;
  const std::string& content;
};

bool IsFree(const std::string& name, const std::vector<NewFile>& files) {
  return std::none_of(files.begin(), files.end(), [&name](const NewFile& file) {
    std::error_code ignored;
    const std::string path = absl::StrCat(name, file.suffix);
    return std::filesystem::exists(std::filesystem::symlink_status(path, ignored));
  });
}

// Returns the common name that they got.
absl::StatusOr<std::string> WriteFiles(const std::string& first,
                                       const std::vector<NewFile>& files) {
  std::string name = first;
  for (int number = 2; number < kMostNames && !IsFree(name, files); ++number) {
    name = absl::StrCat(first, "-", number);
  }
  for (const NewFile& file : files) {
    RETURN_IF_ERROR(WriteNewFile(absl::StrCat(name, file.suffix), file.content, kOwnerOnly));
  }
  return name;
}

}  // namespace

absl::StatusOr<SignedResult> MakeResult(const SigningView& view, std::string signed_document,
                                        absl::Time time, Language language) {
  const std::vector<Section> sections = SectionsOf(view, signed_document, time);
  SignedResult result;
  ASSIGN_OR_RETURN(result.receipt_page, AsPage(sections, language));
  result.receipt_text = AsText(sections, language);
  result.receipt_json = ReceiptAsJson(view, signed_document, time, language);
  result.document = std::move(signed_document);
  result.name = absl::StrCat("paraphe-", view.session_code);
  return result;
}

bool NamesReceipt(const std::string& path) {
  std::error_code ignored;
  return absl::EndsWithIgnoreCase(path, kJsonSuffix) &&
         !std::filesystem::is_directory(path, ignored);
}

absl::StatusOr<std::string> SaveResult(const SignedResult& result, const std::string& path) {
  if (!NamesReceipt(path)) {
    return WriteFiles((std::filesystem::path(path) / result.name).string(),
                      {{".xml", result.document},
                       {"-receipt.html", result.receipt_page},
                       {"-receipt.txt", result.receipt_text}});
  }
  const size_t stem = path.size() - kJsonSuffix.size();
  ASSIGN_OR_RETURN(const std::string name,
                   WriteFiles(path.substr(0, stem), {{path.substr(stem), result.receipt_json}}));
  return absl::StrCat(name, path.substr(stem));
}

}  // namespace paraphe::agent

#include "client/agent/receipt_json.h"

#include <utility>

#include "absl/strings/escaping.h"

#include "client/agent/certificate_json.h"
#include "common/hash.h"

namespace paraphe::agent {
namespace {

using Json = nlohmann::ordered_json;

constexpr char kFormat[] = "paraphe-receipt-1";
constexpr absl::string_view kAttachment =
    "attachment";  // of policy/attribute_text.h, may be repeated
constexpr int kIndent = 2;

Json AttachmentAsJson(const v1::AttributeLine& line, Language language) {
  const BilingualView words = {line.words_fr(), line.words_en()};
  return {{"name", line.value()}, {"words", std::string(words.In(language))}};
}

void AddAttributes(const SigningView& view, Language language, Json& receipt) {
  Json attributes = Json::object();
  Json attachments = Json::array();
  for (const v1::AttributeLine& line : view.attributes) {
    if (line.key() == kAttachment) {
      attachments.push_back(AttachmentAsJson(line, language));
    } else {
      attributes[line.key()] = line.value();
    }
  }
  receipt["attributes"] = std::move(attributes);
  receipt["attachments"] = std::move(attachments);
}

}  // namespace

std::string ReceiptAsJson(const SigningView& view, absl::string_view signed_document,
                          absl::Time time, Language language) {
  Json receipt = {{"format", kFormat},
                  {"language", std::string(LanguageTag(language))},
                  {"time", absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", time, absl::UTCTimeZone())}};
  if (!view.application.empty()) receipt["application"] = view.application;
  if (!view.document->title().empty()) receipt["document"] = view.document->title();
  receipt["session_code"] = view.session_code;
  receipt["document_sha256"] = absl::BytesToHexString(view.document->document_sha256());
  receipt["html_sha256"] = absl::BytesToHexString(view.document->html_sha256());
  receipt["signed_sha256"] = absl::BytesToHexString(Sha256(signed_document));
  AddAttributes(view, language, receipt);
  if (view.certificate.has_value()) {
    receipt["certificate"] = CertificateAsJson(*view.certificate);
  }
  return receipt.dump(kIndent, ' ', /*ensure_ascii=*/true, Json::error_handler_t::replace) + "\n";
}

}  // namespace paraphe::agent

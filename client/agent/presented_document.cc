#include "client/agent/presented_document.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

#include "common/errors.h"
#include "common/hash.h"
#include "common/status_macros.h"
#include "policy/attribute_text.h"
#include "render/html.h"
#include "render/html_output.h"
#include "render/table.h"

namespace paraphe::agent {
namespace {

constexpr char kAnyOtherApplication[] = "*";

absl::Status Mismatch(absl::string_view what) {
  return MakeError(v1::PRESENTATION_MISMATCH,
                   absl::StrCat("the server's ", what, "; tell your administrator"));
}

absl::Status CheckDigest(absl::string_view name, absl::string_view given, absl::string_view own) {
  if (SecretEquals(given, own)) return absl::OkStatus();
  return Mismatch(absl::StrCat(name, " is not that of what this agent received or rendered"));
}

const v1::TablePin* FindPin(const DeskRules& rules, absl::string_view application) {
  const auto& pins = rules.table_pins;
  const auto find = [&pins](absl::string_view name) {
    const auto found = std::find_if(pins.begin(), pins.end(), [name](const v1::TablePin& pin) {
      return pin.application() == name;
    });
    return found == pins.end() ? nullptr : &*found;
  };
  const v1::TablePin* const own = find(application);
  return own != nullptr ? own : find(kAnyOtherApplication);
}

// REQ: PRES-8, PRES-9
absl::Status CheckPin(const DeskRules& rules, const std::string& application, const Table& table) {
  if (rules.table_pins.empty()) return absl::OkStatus();
  const v1::TablePin* const pin = FindPin(rules, application);
  if (pin == nullptr) {
    return MakeError(v1::TABLE_NOT_PINNED,
                     "the configuration pins tables, but none for the application that the server "
                     "names, and none for \"*\"; nothing was signed; ask your administrator");
  }
  const std::string digest = absl::BytesToHexString(table.sha256());
  for (const std::string& allowed : pin->table_sha256()) {
    if (absl::EqualsIgnoreCase(allowed, digest)) return absl::OkStatus();
  }
  return MakeError(v1::TABLE_NOT_PINNED,
                   absl::StrCat("the table of this session (SHA-256 ", digest,
                                ") is not one that the configuration pins; nothing was signed; "
                                "ask your administrator"));
}

absl::StatusOr<std::unique_ptr<const Table>> ReadTable(const v1::PresentResponse& response,
                                                       const DeskRules& rules) {
  RETURN_IF_ERROR(CheckDigest("table_sha256", response.table_sha256(), Sha256(response.table())));
  ASSIGN_OR_RETURN(std::unique_ptr<const Table> table,
                   Table::Create(response.table(), "the server's table"));
  if (table->name() != response.table_name()) {
    return Mismatch("table_name is not the name in the table");
  }
  RETURN_IF_ERROR(CheckPin(rules, response.application(), *table));
  return table;
}

}  // namespace

absl::StatusOr<std::shared_ptr<const PresentedDocument>> PresentedDocument::Check(
    v1::PresentResponse& response, const DeskRules& rules) {
  std::shared_ptr<PresentedDocument> presented(new PresentedDocument);
  presented->document_ = std::move(*response.mutable_document());
  response.clear_document();
  const std::string& document = presented->document_;
  presented->document_sha256_ = Sha256(document);
  RETURN_IF_ERROR(
      CheckDigest("document_sha256", response.document_sha256(), presented->document_sha256_));

  ASSIGN_OR_RETURN(const std::unique_ptr<const Table> table, ReadTable(response, rules));
  presented->table_sha256_ = table->sha256();
  presented->title_ = std::string(table->title(rules.language));
  // The page on the screen is the one that the digest is of. REQ: PRES-9
  std::optional<HtmlText> page;
  if (!rules.unattended) page.emplace(document.size());
  HtmlDigest digest(page.has_value() ? &*page : nullptr);
  std::vector<Attachment> attachments;
  ASSIGN_OR_RETURN(presented->facts_, CheckAndWriteHtml(document, *table, rules.language,
                                                        rules.bounds, digest, &attachments));
  if (page.has_value()) presented->html_ = std::move(*page).Take();
  presented->html_sha256_ = digest.Finish();
  RETURN_IF_ERROR(CheckDigest("html_sha256", response.html_sha256(), presented->html_sha256_));
  presented->attachment_lines_ = DescribeAttachments(attachments);
  return presented;
}

bool PresentedDocument::MatchesDigestsOf(const v1::PresentResponse& response) const {
  return SecretEquals(response.document_sha256(), document_sha256_) &&
         SecretEquals(response.table_sha256(), table_sha256_) &&
         SecretEquals(response.html_sha256(), html_sha256_);
}

}  // namespace paraphe::agent

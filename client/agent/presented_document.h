// The document of a session and the table that shows it, as the agent itself read, checked and
// rendered them.
#ifndef PARAPHE_CLIENT_AGENT_PRESENTED_DOCUMENT_H_
#define PARAPHE_CLIENT_AGENT_PRESENTED_DOCUMENT_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

#include "client/agent/desk_rules.h"
#include "document/document_facts.h"
#include "paraphe/v1/signer_service.pb.h"

namespace paraphe::agent {

// Immutable; thread-safe.
class PresentedDocument {
 public:
  // Takes document and table out of `response` (which loses them) and proves that they have the
  // digests and the name that the server gives, that the document is canonical and within
  // `rules.bounds`, that the rules allow the table, that the table shows the whole document, and
  // that the page has the digest that the server gives.
  //
  // Errors:
  //   DOCUMENT_*             the document may not be signed
  //   TABLE_*                the table is none, or does not fit the document
  //   TABLE_NOT_PINNED       the rules pin other tables for this application, or only tables of
  //                          other applications
  //   PRESENTATION_MISMATCH  a digest or a name in the answer is not that of what came with it
  //
  // REQ: PRES-1, PRES-8, DOC-2, DOC-6
  static absl::StatusOr<std::shared_ptr<const PresentedDocument>> Check(
      v1::PresentResponse& response, const DeskRules& rules);

  const std::string& document() const { return document_; }
  const xml::DocumentFacts& facts() const { return facts_; }
  const std::string& document_sha256() const { return document_sha256_; }
  const std::string& table_sha256() const { return table_sha256_; }
  // The page and the table's title in the signer's language, and the page's digest, which consent
  // binds. The page itself is empty where nobody is asked (rules.unattended).
  const std::string& html_sha256() const { return html_sha256_; }
  const std::string& html() const { return html_; }
  const std::string& title() const { return title_; }
  // The files inside the document (policy/attribute_text.h).
  const std::vector<v1::AttributeLine>& attachment_lines() const { return attachment_lines_; }

  // Whether `response` gives the digests of this document, this table and this page.
  bool MatchesDigestsOf(const v1::PresentResponse& response) const;

 private:
  PresentedDocument() = default;

  std::string document_;
  std::string document_sha256_;
  std::string table_sha256_;
  std::string html_sha256_;
  std::string html_;
  std::string title_;
  std::vector<v1::AttributeLine> attachment_lines_;
  xml::DocumentFacts facts_;
};

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_PRESENTED_DOCUMENT_H_

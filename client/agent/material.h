// The document and the table of a session, as the agent itself read, checked and rendered them.
#ifndef PARAPHE_CLIENT_AGENT_MATERIAL_H_
#define PARAPHE_CLIENT_AGENT_MATERIAL_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"

#include "client/agent/desk_rules.h"
#include "document/document_facts.h"
#include "paraphe/v1/signer_service.pb.h"

namespace paraphe::agent {

// Immutable; thread-safe.
class Material {
 public:
  // Takes document and table out of `response` (which loses them) and proves that they are what the
  // server says, canonical, shown whole by a table that the rules pin, and that the page is the one
  // whose digest the server gave. Errors:
  //   PRESENTATION_MISMATCH  a digest or a name of the answer is not that of what came with it
  //   TABLE_NOT_PINNED       the rules pin other tables for this application
  //   DOCUMENT_*, TABLE_*    what came is no document that may be signed, no table, or they do not
  //   fit
  //
  // REQ: PRES-1, PRES-8, DOC-2
  static absl::StatusOr<std::shared_ptr<const Material>> Check(v1::PresentResponse& response,
                                                               const DeskRules& rules);

  const std::string& document() const { return document_; }
  const xml::DocumentFacts& facts() const { return facts_; }
  const std::string& document_sha256() const { return document_sha256_; }
  const std::string& table_sha256() const { return table_sha256_; }
  // Of the page in French, which is the one that consent binds.
  const std::string& html_sha256() const { return html_sha256_; }
  // In the signer's language.
  const std::string& html() const { return html_; }
  const std::string& title() const { return title_; }

  // Whether an answer without document speaks of this material.
  bool IsWhatIsMeantBy(const v1::PresentResponse& response) const;

 private:
  Material() = default;

  std::string document_;
  std::string document_sha256_;
  std::string table_sha256_;
  std::string html_sha256_;
  std::string html_;
  std::string title_;
  xml::DocumentFacts facts_;
};

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_MATERIAL_H_

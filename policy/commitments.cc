#include "policy/commitments.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"

#include "common/errors.h"
#include "common/value_rules.h"

namespace paraphe {
namespace {

constexpr CommitmentInfo kCommitments[] = {
    {"origin",
     "http://uri.etsi.org/01903/v1.2.2#ProofOfOrigin",
     "urn:oid:1.2.840.113549.1.9.16.6.1",
     {"Preuve d'origine : le signataire reconnaît avoir créé, approuvé et envoyé le document.",
      "Proof of origin: the signer recognizes to have created, approved and sent the document."}},
    {"receipt",
     "http://uri.etsi.org/01903/v1.2.2#ProofOfReceipt",
     "urn:oid:1.2.840.113549.1.9.16.6.2",
     {"Preuve de réception : le signataire reconnaît avoir reçu le contenu du document.",
      "Proof of receipt: the signer recognizes to have received the content of the document."}},
    {"delivery",
     "http://uri.etsi.org/01903/v1.2.2#ProofOfDelivery",
     "urn:oid:1.2.840.113549.1.9.16.6.3",
     {"Preuve de remise : le signataire atteste avoir remis le document à un endroit accessible à "
      "son destinataire.",
      "Proof of delivery: the signer states to have delivered the document to a place that its "
      "recipient can access."}},
    {"sender",
     "http://uri.etsi.org/01903/v1.2.2#ProofOfSender",
     "urn:oid:1.2.840.113549.1.9.16.6.4",
     {"Preuve d'envoi : le signataire a envoyé le document, sans en être nécessairement l'auteur.",
      "Proof of sender: the signer has sent the document, without necessarily having created it."}},
    {"approval",
     "http://uri.etsi.org/01903/v1.2.2#ProofOfApproval",
     "urn:oid:1.2.840.113549.1.9.16.6.5",
     {"Preuve d'approbation : le signataire approuve le contenu du document.",
      "Proof of approval: the signer approves the content of the document."}},
    {"creation",
     "http://uri.etsi.org/01903/v1.2.2#ProofOfCreation",
     "urn:oid:1.2.840.113549.1.9.16.6.6",
     {"Preuve de création : le signataire a créé le document, sans nécessairement l'approuver ni "
      "l'avoir envoyé.",
      "Proof of creation: the signer has created the document, but not necessarily approved or "
      "sent "
      "it."}},
};

const CommitmentInfo* FindAlias(absl::string_view alias) {
  for (const CommitmentInfo& info : kCommitments) {
    if (info.alias == alias) return &info;
  }
  return nullptr;
}

}  // namespace

absl::Span<const CommitmentInfo> KnownCommitments() { return kCommitments; }

const CommitmentInfo* FindCommitment(absl::string_view identifier) {
  for (const CommitmentInfo& info : kCommitments) {
    if (info.uri == identifier || info.oid_urn == identifier) return &info;
  }
  return nullptr;
}

bool IsAllowedCommitment(const v1::AttributeRules& rules, absl::string_view identifier) {
  const CommitmentInfo* row = FindCommitment(identifier);
  const auto& allowed = rules.allowed_commitment_types();
  if (allowed.empty()) return row != nullptr;
  return std::any_of(allowed.begin(), allowed.end(), [&](const std::string& one) {
    return one == identifier || (row != nullptr && row == FindCommitment(one));
  });
}

absl::StatusOr<std::string> ResolveCommitmentAlias(absl::string_view typed) {
  if (const CommitmentInfo* row = FindAlias(typed); row != nullptr) return std::string(row->uri);
  if (typed.empty() || IsUri(typed)) return std::string(typed);
  std::string aliases;
  for (const CommitmentInfo& info : kCommitments) {
    absl::StrAppend(&aliases, aliases.empty() ? "" : ", ", info.alias);
  }
  return MakeError(v1::COMMITMENT_NOT_ALLOWED,
                   absl::StrCat("commitment: neither one of ", aliases,
                                " nor an absolute URI or \"urn:oid:\" OID"));
}

}  // namespace paraphe

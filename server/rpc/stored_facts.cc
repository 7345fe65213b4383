#include "server/rpc/stored_facts.h"

#include "common/hash.h"
#include "common/status_macros.h"
#include "xades/signature_ids.h"

namespace paraphe::server {

absl::StatusOr<v1::SessionRecord::DocumentFacts> StoreFacts(const xml::DocumentFacts& facts,
                                                            absl::string_view document,
                                                            absl::string_view sha256,
                                                            v1::HashAlgorithm algorithm) {
  v1::SessionRecord::DocumentFacts stored;
  stored.set_root_namespace_uri(facts.root_namespace_uri);
  stored.set_root_local_name(facts.root_local_name);
  for (const auto& [prefix, uri] : facts.root_namespaces) {
    auto& declared = *stored.add_root_namespaces();
    declared.set_prefix(prefix);
    declared.set_uri(uri);
  }
  stored.set_insertion_offset(facts.insertion_offset);
  for (std::string& id : xades::IdsOfThisForm(facts.ids)) stored.add_ids(std::move(id));
  std::string digest(sha256);
  if (algorithm != v1::SHA256) {
    ASSIGN_OR_RETURN(digest, ComputeHash(algorithm, document));
  }
  ASSIGN_OR_RETURN(*stored.mutable_digest(), ToDigest(algorithm, digest));
  return stored;
}

xml::DocumentFacts ReadFacts(const v1::SessionRecord::DocumentFacts& stored) {
  xml::DocumentFacts facts;
  facts.root_namespace_uri = stored.root_namespace_uri();
  facts.root_local_name = stored.root_local_name();
  for (const auto& declared : stored.root_namespaces()) {
    facts.root_namespaces.emplace_back(declared.prefix(), declared.uri());
  }
  facts.insertion_offset = stored.insertion_offset();
  facts.ids.assign(stored.ids().begin(), stored.ids().end());
  return facts;
}

}  // namespace paraphe::server

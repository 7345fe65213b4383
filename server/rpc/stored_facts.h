// What intake learned about a document, as a session's record keeps it (session_record.proto).
#ifndef PARAPHE_SERVER_RPC_STORED_FACTS_H_
#define PARAPHE_SERVER_RPC_STORED_FACTS_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "document/document_facts.h"
#include "paraphe/v1/attributes.pb.h"
#include "paraphe/v1/session_record.pb.h"

namespace paraphe::server {

// For the record of a session that signs with `algorithm`; `sha256` is the document's, raw. INTERNAL for an unknown
// algorithm.
absl::StatusOr<v1::SessionRecord::DocumentFacts> StoreFacts(const xml::DocumentFacts& facts,
                                                            absl::string_view document,
                                                            absl::string_view sha256,
                                                            v1::HashAlgorithm algorithm);

// The facts again; of the ids only those that matter to a signature (xades/signature_ids.h).
xml::DocumentFacts ReadFacts(const v1::SessionRecord::DocumentFacts& stored);

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_RPC_STORED_FACTS_H_

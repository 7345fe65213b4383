// What a stored session means to those who ask how it stands.
#ifndef PARAPHE_SERVER_RPC_SESSION_STATUS_H_
#define PARAPHE_SERVER_RPC_SESSION_STATUS_H_

#include <string>

#include "paraphe/v1/session_record.pb.h"

namespace paraphe::server {

// ST_PENDING until the signature is there, ST_OK from then on, else how it ended (EXP-1).
v1::StatusCode StatusOf(const v1::SessionRecord& record);

// Where to send the signer: the success URL once it is signed, the failure URL once it ended
// otherwise, nowhere while it is pending (EXP-1).
std::string ReturnUrlOf(const v1::SessionRecord& record);

// Why a session ended without a signature, in one line of plain text: what the one who aborted gave
// as the reason, else a sentence. Empty where it did not end so. For outcomes of the caller (EXP-1).
// REQ: EXP-5
std::string ReasonWordsOf(const v1::SessionRecord& record);

// Fills the fields that every answer about a session begins with: session_id, version, state.
template <typename Response>
void SetSession(const v1::SessionRecord& record, Response& response) {
  response.set_session_id(record.id());
  response.set_version(record.version());
  response.set_state(record.state());
}

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_RPC_SESSION_STATUS_H_

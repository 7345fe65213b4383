#include "client/cli/words.h"

#include "absl/time/time.h"

namespace paraphe::cli {
namespace {

struct StateRow {
  v1::SessionState state;
  absl::string_view words;
};

constexpr StateRow kStates[] = {
    {v1::PREPARED, "waits for the signer"},
    {v1::PRESENTED, "the signer's agent shows the document"},
    {v1::CONSENTED, "the signer consents"},
    {v1::SIGNING, "the digest is on its way to the signature device: no way back"},
    {v1::SIGNED, "signed; take the document with `paraphe finalize`"},
    {v1::FINALIZED, "signed, and the document was taken"},
    {v1::ABORTED, "aborted and rolled back"},
    {v1::EXPIRED, "expired and rolled back"},
    {v1::FAILED, "the signature device failed; rolled back"},
};

}  // namespace

absl::string_view WordsFor(v1::SessionState state) {
  for (const StateRow& row : kStates) {
    if (row.state == state) return row.words;
  }
  return "a state that this program does not know";
}

std::string TimeText(const google::protobuf::Timestamp& time) {
  return absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", absl::FromUnixSeconds(time.seconds()),
                          absl::UTCTimeZone());
}

}  // namespace paraphe::cli

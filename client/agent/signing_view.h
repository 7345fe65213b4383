// What the signer looks at: the page, the attributes, the certificate, and whose request it is.
#ifndef PARAPHE_CLIENT_AGENT_SIGNING_VIEW_H_
#define PARAPHE_CLIENT_AGENT_SIGNING_VIEW_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "client/agent/presented_document.h"
#include "paraphe/v1/attributes.pb.h"
#include "pki/certificate.h"

namespace paraphe::agent {

// What the signer can look at while deciding. All of it is text of others, as it stands: a desk
// shows it through render/visible.h and render/text_view.h.
struct SigningView {
  std::string application;
  std::string application_description;  // of the server's operator; may be empty
  std::string signer_role;
  std::string session_code;
  uint32_t refused_openings = 0;  // how often the server refused the request's link to somebody
  std::shared_ptr<const PresentedDocument> document;  // never null
  std::vector<v1::AttributeLine> attributes;          // in words
  std::optional<Certificate> imposed;                 // the one that the application demands
  std::optional<Certificate> certificate;             // the chosen one, once there is one
};

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_SIGNING_VIEW_H_

// A certificate for programs: shared by the receipt (receipt_json.h) and the list of readers
// (reader_report.h), so that both have the same keys.
#ifndef PARAPHE_CLIENT_AGENT_CERTIFICATE_JSON_H_
#define PARAPHE_CLIENT_AGENT_CERTIFICATE_JSON_H_

#include "nlohmann/json.hpp"
#include "pki/certificate.h"

namespace paraphe::agent {

// {"sha256": "5f0c…",                        lower-case hexadecimal
//  "subject": "CN=Anne Dupont,O=…",          RFC 4514
//  "issuer": "CN=…",                         RFC 4514
//  "serial": "01AF…",                        hexadecimal
//  "not_before": "2026-01-01T00:00:00+00:00",  RFC 3339, UTC
//  "not_after": "2029-01-01T00:00:00+00:00"}
//
// Texts are the certificate's, letter for letter: who writes them out replaces what is not UTF-8.
// Keys stay; others may be added. Thread-safe.
//
// REQ: DEV-1, EXP-4
nlohmann::ordered_json CertificateAsJson(const Certificate& certificate);

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_CERTIFICATE_JSON_H_

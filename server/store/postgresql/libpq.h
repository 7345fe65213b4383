// The one place that includes libpq's header: owners for its types.
//
// libpq, not libpqxx: Debian's libpqxx 6.4 has no pipeline mode, and takes and gives bytea as hexadecimal text
// only, which doubles a document.
#ifndef PARAPHE_SERVER_STORE_POSTGRESQL_LIBPQ_H_
#define PARAPHE_SERVER_STORE_POSTGRESQL_LIBPQ_H_

#include <string>

#include "absl/strings/string_view.h"
#include <libpq-fe.h>

#include "common/unique_handle.h"

namespace paraphe::server::postgresql {

using UniquePgConn = UniqueHandle<PGconn, PQfinish>;
using UniquePgNotify = UniqueHandle<PGnotify, PQfreemem>;
using UniquePgOptions = UniqueHandle<PQconninfoOption, PQconninfoFree>;
using UniquePgResult = UniqueHandle<PGresult, PQclear>;

// A field of a result's error; empty where there is none.
inline std::string ErrorField(const PGresult* result, int field) {
  const char* const text = PQresultErrorField(result, field);
  return text == nullptr ? "" : text;
}

}  // namespace paraphe::server::postgresql

#endif  // PARAPHE_SERVER_STORE_POSTGRESQL_LIBPQ_H_

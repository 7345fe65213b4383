// What a session presents, for tests of the window's parts: without a server.
#ifndef PARAPHE_TESTS_CLIENT_DESK_TESTING_PRESENTED_H_
#define PARAPHE_TESTS_CLIENT_DESK_TESTING_PRESENTED_H_

#include <string>

#include "absl/strings/string_view.h"

#include "client/agent/signing_view.h"
#include "common/bilingual.h"

namespace paraphe::test {

// The view of a session for `document`, canonical, in the table of the text `table`, with the
// attributes of a whole request. Dies where the agent would refuse it.
agent::SigningView MakeView(const std::string& document, const std::string& table,
                            Language language);

// A table that shows everything by the default rule, and a document of it with about `bytes` bytes of
// page: sections of fields, paragraphs, and a long table.
std::string ShowAllTable();
std::string LargeDocument(size_t bytes);
std::string LargeTable();

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_CLIENT_DESK_TESTING_PRESENTED_H_

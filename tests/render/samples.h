// The documents and tables that presentation tests run on: the project's own, and those of the
// folder that the environment variable PARAPHE_CORPUS names, where it is set.
#ifndef PARAPHE_TESTS_RENDER_SAMPLES_H_
#define PARAPHE_TESTS_RENDER_SAMPLES_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

#include "render/html.h"
#include "render/table.h"

namespace paraphe::test {

struct Sample {
  std::string name;      // for test output
  std::string document;  // canonical
  std::string table;     // the name of the table that was written for it
};

// Ours always, the corpus's too where there is one.
std::vector<Sample> Samples();
bool HasCorpus();

// The bytes of deploy/tables/<name>.textproto.
std::string TableTextOrDie(const std::string& name);
std::unique_ptr<const Table> TableOrDie(const std::string& name);

// A table from the text of its rules: name and title are put before them.
std::unique_ptr<const Table> MakeTableOrDie(absl::string_view rules);

// A table that shows everything by the default rule.
std::unique_ptr<const Table> ShowAll();

// The page. Dies where it is refused.
std::string RenderOrDie(absl::string_view document, const Table& table,
                        Language language = Language::kFrench);

// What RenderOrDie gives for a document in the table of those rules.
std::string RenderWith(absl::string_view rules, absl::string_view document);

// What a page of MakeTableOrDie's tables holds between its heading and the end of body.
std::string BodyOf(const std::string& page);
// BodyOf what RenderWith gives.
std::string BodyWith(absl::string_view rules, absl::string_view document);

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_RENDER_SAMPLES_H_

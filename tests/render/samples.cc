#include "tests/render/samples.h"

#include <cstdio>
#include <cstdlib>

#include "absl/strings/str_cat.h"

#include "common/file.h"
#include "tests/render/html_oracle.h"
#include "tests/testing/or_die.h"

namespace paraphe::test {
namespace {

constexpr size_t kLimit = size_t{16} << 20;

std::string SourceFile(const std::string& path) {
  const char* source = std::getenv("PARAPHE_SOURCE");
  return absl::StrCat(source == nullptr ? "." : source, "/", path);
}

template <typename T>
T ValueOrDie(absl::StatusOr<T> value) {
  if (!value.ok()) std::fprintf(stderr, "%s\n", std::string(value.status().message()).c_str());
  CheckOrDie(value.ok(), "a file or table of the tests");
  return *std::move(value);
}

std::string Corpus() {
  const char* corpus = std::getenv("PARAPHE_CORPUS");
  return corpus == nullptr ? "" : corpus;
}

}  // namespace

bool HasCorpus() { return !Corpus().empty(); }

std::vector<Sample> Samples() {
  std::vector<Sample> samples;
  const auto own = [&samples](const std::string& name, const std::string& table) {
    const std::string path = SourceFile("deploy/samples/" + name);
    samples.push_back({name, ValueOrDie(ReadFile(path, kLimit)), table});
  };
  own("arrete.xml", "arrete");
  own("bordereau.xml", "pes-aller");
  own("facture.xml", "ubl-invoice");
  own("transmission.xml", "actes");
  if (!HasCorpus()) return samples;
  for (const char* name : {"actes", "pes-aller", "ubl-invoice"}) {
    const std::string path = absl::StrCat(Corpus(), "/documents/", name, ".xml");
    samples.push_back(
        {absl::StrCat("corpus ", name), CanonicalOrDie(ValueOrDie(ReadFile(path, kLimit))), name});
  }
  return samples;
}

std::string TableTextOrDie(const std::string& name) {
  return ValueOrDie(
      ReadFile(SourceFile(absl::StrCat("deploy/tables/", name, ".textproto")), kLimit));
}

std::unique_ptr<const Table> TableOrDie(const std::string& name) {
  return ValueOrDie(Table::Create(TableTextOrDie(name), name));
}

std::unique_ptr<const Table> MakeTableOrDie(absl::string_view rules) {
  return ValueOrDie(Table::Create(
      absl::StrCat("name: \"test\" title { fr: \"Essai\" en: \"Trial\" }\n", rules), "test"));
}

std::unique_ptr<const Table> ShowAll() {
  return MakeTableOrDie(
      "default_rule { show_unlisted_elements: true show_unlisted_attributes: true }");
}

std::string RenderOrDie(absl::string_view document, const Table& table, Language language) {
  return ValueOrDie(RenderHtml(document, table, language, xml::Bounds()));
}

std::string RenderWith(absl::string_view rules, absl::string_view document) {
  return RenderOrDie(document, *MakeTableOrDie(rules));
}

std::string BodyOf(const std::string& page) {
  const std::string head = "<h1 class=\"label\">Essai</h1>";
  const size_t begin = page.find(head) + head.size();
  return page.substr(begin, page.find("</body>") - begin);
}

std::string BodyWith(absl::string_view rules, absl::string_view document) {
  return BodyOf(RenderWith(rules, document));
}

}  // namespace paraphe::test

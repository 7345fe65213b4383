#include "tests/client/desk/testing/presented.h"

#include <utility>

#include "absl/strings/str_cat.h"

#include "common/hash.h"
#include "paraphe/v1/signer_service.pb.h"
#include "render/html.h"
#include "render/table.h"
#include "tests/client/testing/truthful_server.h"
#include "tests/testing/or_die.h"
#include "tests/testing/pki.h"

namespace paraphe::test {
namespace {

template <typename T>
T OrDie(absl::StatusOr<T> value) {
  CheckOrDie(value.ok(), "a session of the tests");
  return *std::move(value);
}

}  // namespace

agent::SigningView MakeView(const std::string& document, const std::string& table,
                            Language language) {
  const auto read = OrDie(Table::Create(table, "test"));
  v1::PresentResponse response;
  response.set_document(document);
  response.set_table(table);
  response.set_table_name(read->name());
  response.set_document_sha256(Sha256(document));
  response.set_table_sha256(Sha256(table));
  response.set_html_sha256(Sha256(OrDie(RenderHtml(document, *read, language, {}))));
  response.set_application("actes");
  agent::DeskRules rules;
  rules.language = language;
  agent::SigningView view;
  view.application = "actes";
  view.signer_role = "maire";
  view.session_code = "7K3F-92QD";
  view.document = OrDie(agent::PresentedDocument::Check(response, rules));
  v1::SignedAttributes attributes = TestAttributes();
  attributes.set_certificate(TestPki::Get().signer().der);
  attributes.mutable_signing_time()->set_seconds(1795341600);
  view.attributes = LinesOf(attributes);
  view.certificate = OrDie(Certificate::Parse(TestPki::Get().signer().der));
  return view;
}

std::string ShowAllTable() {
  return "name: \"all\" title { fr: \"Essai\" en: \"Trial\" }\n"
         "default_rule { show_unlisted_elements: true show_unlisted_attributes: true }";
}

std::string LargeTable() {
  return R"(name: "large" title { fr: "Grand livre" en: "Ledger" }
root: "livre"
elements { name: "livre" show_as: SECTION label { fr: "Livre" en: "Book" } }
elements { name: "page" show_as: SECTION label { fr: "Page" en: "Page" } }
elements { name: "date" show_as: FIELD label { fr: "Date" en: "Date" } }
elements { name: "objet" show_as: FIELD label { fr: "Objet" en: "Subject" } }
elements { name: "texte" show_as: PARAGRAPH }
elements {
  name: "ligne" show_as: TABLE_ROW label { fr: "Écritures" en: "Entries" }
  columns { element: "compte" label { fr: "Compte" en: "Account" } }
  columns { element: "libelle" label { fr: "Libellé" en: "Wording" } }
  columns { element: "montant" label { fr: "Montant" en: "Amount" } }
}
elements { name: "compte" show_as: TABLE_CELL }
elements { name: "libelle" show_as: TABLE_CELL }
elements { name: "montant" show_as: TABLE_CELL value { kind: AMOUNT currency: "EUR" } }
)";
}

std::string LargeDocument(size_t bytes) {
  std::string document = "<livre>";
  for (size_t page = 1; document.size() < bytes / 2; ++page) {
    absl::StrAppend(&document, "<page><date>2026-11-20</date><objet>Page ", page,
                    " du grand livre de la commune</objet><texte>Les écritures de cette page sont "
                    "celles de la régie municipale, telles que le comptable les a "
                    "reçues.</texte>");
    const size_t rows = page == 2 ? 1500 : 20;  // one table that is long
    for (size_t row = 1; row <= rows; ++row) {
      absl::StrAppend(&document, "<ligne><compte>", 6000 + row, "</compte><libelle>Écriture ", row,
                      " de la page ", page, "</libelle><montant>", row, ".50</montant></ligne>");
    }
    absl::StrAppend(&document, "</page>");
  }
  return absl::StrCat(document, "</livre>");
}

}  // namespace paraphe::test

#include "tests/bench/shapes.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>

#include "absl/strings/str_cat.h"

#include "common/bounds.h"
#include "common/file.h"
#include "tests/testing/or_die.h"

namespace paraphe::bench {
namespace {

constexpr size_t kBase64Line = 3072;

std::string Pes(size_t bytes) {
  std::string text =
      "<n:PES_Aller xmlns:n=\"http://www.minefi.gouv.fr/cp/helios/pes_v2/Rev0/aller\" "
      "Id=\"PES1\">\n  <Enveloppe>\n    <Parametres>\n      <Version V=\"2\"></Version>\n      "
      "<TypFic V=\"PESALR2\"></TypFic>\n      <NomFic V=\"BENCH_01.xml\"></NomFic>\n    "
      "</Parametres>\n  </Enveloppe>\n  <EnTetePES>\n    <DteStr V=\"2026-11-20\"></DteStr>\n    "
      "<IdPost V=\"014012\"></IdPost>\n    <IdColl V=\"21140658200017\"></IdColl>\n    <CodCol "
      "V=\"658\"></CodCol>\n  </EnTetePES>\n  <PES_RecetteAller>\n    <Bordereau>\n      "
      "<BlocBordereau>\n        <Exer V=\"2026\"></Exer>\n        <IdBord V=\"0000042\"></IdBord>\n"
      "        <DteBordEm V=\"2026-11-20\"></DteBordEm>\n      </BlocBordereau>\n";
  for (int piece = 1; piece == 1 || text.size() < bytes; ++piece) {
    absl::StrAppend(
        &text, "      <Piece>\n        <BlocPiece>\n          <IdPce V=\"", piece,
        "\"></IdPce>\n          <TypPce V=\"01\"></TypPce>\n          <ObjPce V=\"REDEVANCE MARCHE "
        "DE NOEL\"></ObjPce>\n        </BlocPiece>\n        <LigneDePiece>\n          "
        "<BlocLignePiece>\n            <InfoLignePiece>\n              <IdLigne "
        "V=\"1\"></IdLigne>\n              <ObjLignePce V=\"OCCUPATION DU DOMAINE PUBLIC "
        "11-13/12\"></ObjLignePce>\n              <Nature V=\"70323\"></Nature>\n              "
        "<MtHT V=\"",
        1000 + piece % 977,
        ".00\"></MtHT>\n            </InfoLignePiece>\n          </BlocLignePiece>\n          "
        "<Tiers>\n            <InfoTiers>\n              <RefTiers V=\"A",
        piece,
        "\"></RefTiers>\n              <NatJur V=\"06\"></NatJur>\n              <Nom V=\"LES AMIS "
        "DU BOURG &amp; CIE\"></Nom>\n            </InfoTiers>\n            <Adresse>\n            "
        " "
        " <Adr2 V=\"4 IMPASSE DU LAVOIR\"></Adr2>\n              <CP V=\"14570\"></CP>\n           "
        " "
        "  <Ville V=\"SAINT REMY SUR ORNE\"></Ville>\n            </Adresse>\n          </Tiers>\n"
        "        </LigneDePiece>\n      </Piece>\n");
  }
  return absl::StrCat(text, "    </Bordereau>\n  </PES_RecetteAller>\n</n:PES_Aller>");
}

// As exclusive canonical form wants it: an element declares what it uses where its parent does not.
std::string Cbc(absl::string_view name, absl::string_view text, absl::string_view attributes = "") {
  return absl::StrCat("<cbc:", name,
                      " xmlns:cbc=\"urn:oasis:names:specification:ubl:schema:xsd:"
                      "CommonBasicComponents-2\"",
                      attributes, ">", text, "</cbc:", name, ">");
}

std::string CacBegin(absl::string_view name) {
  return absl::StrCat("<cac:", name,
                      " xmlns:cac=\"urn:oasis:names:specification:ubl:schema:xsd:"
                      "CommonAggregateComponents-2\">");
}

std::string UblHead() {
  return absl::StrCat(
      "<inv:Invoice xmlns:inv=\"urn:oasis:names:specification:ubl:schema:xsd:Invoice-2\">\n  ",
      Cbc("CustomizationID", "urn:cen.eu:en16931:2017"), "\n  ", Cbc("ID", "F-2026-0815"), "\n  ",
      Cbc("IssueDate", "2026-11-16"), "\n  ", Cbc("DocumentCurrencyCode", "EUR"), "\n");
}

std::string Ubl(size_t bytes) {
  std::string text = UblHead();
  const std::string euros = " currencyID=\"EUR\"";
  for (int line = 1; line == 1 || text.size() < bytes; ++line) {
    absl::StrAppend(&text, "  ", CacBegin("InvoiceLine"), "\n    ", Cbc("ID", absl::StrCat(line)),
                    "\n    ", Cbc("InvoicedQuantity", "18", " unitCode=\"HUR\""), "\n    ",
                    Cbc("LineExtensionAmount", absl::StrCat(700 + line % 97, ".00"), euros),
                    "\n    <cac:Item>\n      ", Cbc("Name", "Restauration de la porte de l’église"),
                    "\n    </cac:Item>\n    <cac:Price>", Cbc("PriceAmount", "40.00", euros),
                    "</cac:Price>\n  </cac:InvoiceLine>\n");
  }
  return absl::StrCat(text, "</inv:Invoice>");
}

std::string Text(size_t bytes) {
  std::string text = "<registre>\n";
  for (int number = 1; number == 1 || text.size() < bytes; ++number) {
    absl::StrAppend(
        &text, "  <article numero=\"", number,
        "\">\n    <alinea>La circulation des véhicules est interdite du vendredi 11 décembre 2026 "
        "à "
        "14 h au dimanche 13 décembre 2026 à 20 h dans la rue des Tilleuls, entre la rue du Four "
        "et "
        "la place de l’Église, ainsi que dans l’impasse du Lavoir. Cette interdiction ne "
        "s’applique "
        "ni aux véhicules de secours, ni aux riverains munis d’un laissez-passer ; les véhicules "
        "en "
        "infraction pourront être mis en fourrière, aux frais de leurs propriétaires, &amp; sans "
        "autre avertissement.</alinea>\n  </article>\n");
  }
  return absl::StrCat(text, "</registre>");
}

std::string Base64(size_t bytes) {
  constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string line;
  for (size_t i = 0; i < kBase64Line; ++i) line.push_back(kDigits[i * 37 % 64]);
  std::string text = absl::StrCat(
      UblHead(), "  ", CacBegin("AdditionalDocumentReference"), "\n    ", Cbc("ID", "Devis"),
      "\n    <cac:Attachment><cbc:EmbeddedDocumentBinaryObject "
      "xmlns:cbc=\"urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2\" "
      "filename=\"devis.pdf\" mimeCode=\"application/pdf\">");
  text.append("JVBERi0x");
  while (text.size() < bytes)
    text.append(line, 0, std::min(line.size(), (bytes - text.size() + 3) / 4 * 4));
  return absl::StrCat(text,
                      "</cbc:EmbeddedDocumentBinaryObject></cac:Attachment>\n  "
                      "</cac:AdditionalDocumentReference>\n</inv:Invoice>");
}

struct ShapeRow {
  Shape shape;
  const char* name;
  const char* table;
  std::string (*make)(size_t bytes);
};

constexpr ShapeRow kShapes[] = {
    {Shape::kPes, "pes", "pes-aller", Pes},
    {Shape::kUbl, "ubl", "ubl-invoice", Ubl},
    {Shape::kText, "text", "generic", Text},
    {Shape::kBase64, "base64", "ubl-invoice", Base64},
};

const ShapeRow& RowOf(Shape shape) {
  return *std::find_if(std::begin(kShapes), std::end(kShapes),
                       [&](const ShapeRow& row) { return row.shape == shape; });
}

}  // namespace

std::string NameOf(Shape shape) { return RowOf(shape).name; }

std::optional<Shape> ShapeNamed(absl::string_view name) {
  for (const ShapeRow& row : kShapes) {
    if (row.name == name) return row.shape;
  }
  return std::nullopt;
}

std::string MakeDocument(Shape shape, size_t bytes) { return RowOf(shape).make(bytes); }

std::string TableOf(Shape shape) { return RowOf(shape).table; }

std::string TableText(Shape shape) {
  const char* const source = std::getenv("PARAPHE_SOURCE");
  const auto text = ReadFile(absl::StrCat(source == nullptr ? "." : source, "/deploy/tables/",
                                          TableOf(shape), ".textproto"),
                             kMaxTableBytes);
  test::CheckOrDie(text.ok(), "reading a table of deploy/tables");
  return *text;
}

}  // namespace paraphe::bench

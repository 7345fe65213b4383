#include "client/desk/widget_words.h"

#include <iterator>

#include "absl/strings/string_view.h"

namespace paraphe::desk {
namespace {

struct WordRow {
  WidgetWord word;
  BilingualView text;
};

// Columns: word, French, English.
constexpr WordRow kWords[] = {
    {WidgetWord::kPageMode, {"Document mis en page", "Document as a page"}},
    {WidgetWord::kPageModeHelp,
     {"Montrer le document mis en page, tel que vous le signez (Ctrl+U)",
      "Show the document as a page, as you sign it (Ctrl+U)"}},
    {WidgetWord::kRawMode, {"Fichier XML", "XML file"}},
    {WidgetWord::kRawModeHelp,
     {"Montrer le fichier XML, caractère par caractère (Ctrl+U)",
      "Show the XML file, character by character (Ctrl+U)"}},
    {WidgetWord::kPageName, {"Document à signer", "Document to sign"}},
    {WidgetWord::kRawName,
     {"Fichier XML du document à signer", "XML file of the document to sign"}},
    {WidgetWord::kSmaller, {"Écrire plus petit (Ctrl+-)", "Smaller (Ctrl+-)"}},
    {WidgetWord::kLarger, {"Écrire plus grand (Ctrl++)", "Larger (Ctrl++)"}},
    {WidgetWord::kUsualSize, {"Taille habituelle (Ctrl+0)", "Usual size (Ctrl+0)"}},
    {WidgetWord::kSizeName, {"Taille du texte : %1 %", "Size of the text: %1%"}},
    {WidgetWord::kLayingOut,
     {"Préparation du document : %1 %. Vous pouvez déjà lire ce qui s’affiche.",
      "Preparing the document: %1%. You can already read what is there."}},
    {WidgetWord::kUnseen,
     {"Une partie du document n’a pas encore été affichée.",
      "A part of the document has not been on the screen yet."}},
    {WidgetWord::kGoToUnseen, {"Aller à cette partie", "Go to that part"}},
    {WidgetWord::kGoToUnseenHelp,
     {"Aller à la première partie du document qui n’a pas encore été affichée",
      "Go to the first part of the document that has not been on the screen yet"}},
    {WidgetWord::kFind, {"Rechercher", "Find"}},
    {WidgetWord::kFindHelp,
     {"Rechercher un mot dans le document (Ctrl+F)", "Find a word in the document (Ctrl+F)"}},
    {WidgetWord::kFindField, {"Mot à rechercher dans le document", "Word to find in the document"}},
    {WidgetWord::kFindNext, {"Résultat suivant (F3)", "Next match (F3)"}},
    {WidgetWord::kFindPrevious, {"Résultat précédent (Maj+F3)", "Previous match (Shift+F3)"}},
    {WidgetWord::kFindClose, {"Fermer la recherche (Échap)", "Close the search (Esc)"}},
    {WidgetWord::kFoundOf, {"%1 sur %2", "%1 of %2"}},
    {WidgetWord::kFoundMany, {"%1 résultats", "%1 matches"}},
    {WidgetWord::kNotFound, {"Introuvable", "Not found"}},
    {WidgetWord::kFoldClosed,
     {"▸ Afficher le contenu codé du fichier", "▸ Show the coded content of the file"}},
    {WidgetWord::kFoldOpen,
     {"▾ Masquer le contenu codé du fichier", "▾ Hide the coded content of the file"}},
    {WidgetWord::kPageUnreadable,
     {"Ce document ne peut pas être affiché. Rien ne peut être signé : arrêtez, et prévenez votre "
      "service informatique.",
      "This document cannot be shown. Nothing can be signed: stop, and tell your IT department."}},
    {WidgetWord::kExactShow, {"▸ Afficher les valeurs exactes", "▸ Show the exact values"}},
    {WidgetWord::kExactHide, {"▾ Masquer les valeurs exactes", "▾ Hide the exact values"}},
    {WidgetWord::kExactValuesHelp,
     {"Sous chaque ligne, la valeur qui sera signée, caractère par caractère (Ctrl+E)",
      "Below each line, the value that will be signed, character by character (Ctrl+E)"}},
    {WidgetWord::kTechnicalShow,
     {"▸ Afficher les précisions techniques", "▸ Show the technical details"}},
    {WidgetWord::kTechnicalHide,
     {"▾ Masquer les précisions techniques", "▾ Hide the technical details"}},
    {WidgetWord::kTechnicalHelp,
     {"Empreintes, algorithmes, numéro du certificat (Ctrl+T)",
      "Digests, algorithms, number of the certificate (Ctrl+T)"}},
    {WidgetWord::kValueAsSigned, {"signé ainsi : %1", "signed as: %1"}},
    {WidgetWord::kCertificateTitle, {"Certificat de %1", "Certificate of %1"}},
    {WidgetWord::kAttributesName,
     {"Ce que vous signez avec le document", "What you sign with the document"}},
    {WidgetWord::kCertificateName, {"Contenu du certificat", "Content of the certificate"}},
    {WidgetWord::kGuideTitle, {"Guide du signataire", "Signer’s guide"}},
    {WidgetWord::kClose, {"Fermer", "Close"}},
};

static_assert(std::size(kWords) == static_cast<size_t>(WidgetWord::kCount));

// Whether each row stands where its word does in the enumeration.
constexpr bool IsInOrder() {
  for (size_t i = 0; i < std::size(kWords); ++i) {
    if (kWords[i].word != static_cast<WidgetWord>(i)) return false;
  }
  return true;
}
static_assert(IsInOrder());

}  // namespace

QString TextOf(WidgetWord word, Language language) {
  return ToQString(kWords[static_cast<size_t>(word)].text.In(language));
}

QString ToQString(absl::string_view text) {
  return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

}  // namespace paraphe::desk

#include "client/agent/phrases.h"

#include <cstdlib>

namespace paraphe::agent {
namespace {

struct PhraseRow {
  Phrase phrase;
  BilingualView text;
};

// Columns: phrase, French, English.
constexpr PhraseRow kPhrases[] = {
    {Phrase::kAskTicket,
     {"Lien reçu de l'application (paraphe://…) : ", "Link from the application (paraphe://…): "}},
    {Phrase::kSigning,
     {"Signature en cours ; ne retirez pas la carte.", "Signing; do not take the card out."}},
    {Phrase::kDelivering,
     {"Remise de la signature au serveur.", "Delivering the signature to the server."}},
    {Phrase::kWaitingForServer,
     {"Le serveur ne répond pas ; nouvel essai. Laissez ce programme ouvert.",
      "The server does not answer; trying again. Leave this program open."}},
    {Phrase::kSigned, {"Le document est signé.", "The document is signed."}},
    {Phrase::kReturnUrl, {"Pour continuer : ", "To go on: "}},
    {Phrase::kNothingSigned, {"Rien n'a été signé.", "Nothing was signed."}},
    {Phrase::kNotDelivered,
     {"La signature a été faite mais le serveur ne l'a pas prise : le document n'est pas signé.",
      "The signature was made but the server did not take it: the document is not signed."}},
    {Phrase::kAbortNotDelivered,
     {"Le serveur n'a pas pu être prévenu ; la demande expirera d'elle-même.",
      "The server could not be told; the request will expire by itself."}},
    {Phrase::kPresentationChanged,
     {"L'application a modifié la demande : le document et les attributs sont présentés de "
      "nouveau.",
      "The application changed the request: document and attributes are presented again."}},
    {Phrase::kConsentTooOld,
     {"Le délai est dépassé : la date de signature est renouvelée, veuillez confirmer de nouveau.",
      "Too much time has passed: the signing time is renewed, please confirm again."}},
    {Phrase::kCertificateNoLonger,
     {"Ce certificat n'est plus accepté ; choisissez de nouveau.",
      "This certificate is no longer accepted; choose again."}},
    {Phrase::kDeviceNotClosed,
     {"La carte n'a pas été libérée proprement.", "The card was not released properly."}},
    {Phrase::kDetail, {"Détail : ", "Detail: "}},
    {Phrase::kSession, {"Paraphe — code de la demande : ", "Paraphe — code of the request: "}},
    {Phrase::kApplication, {"Application demandeuse : ", "Asking application: "}},
    {Phrase::kRole, {"En qualité de : ", "In the role of: "}},
    {Phrase::kDocument, {"Document : ", "Document: "}},
    {Phrase::kDocumentHeading, {"DOCUMENT", "DOCUMENT"}},
    {Phrase::kRawHeading, {"DOCUMENT, XML BRUT", "DOCUMENT, RAW XML"}},
    {Phrase::kAttributesHeading,
     {"CE QUI SERA SIGNÉ AVEC LE DOCUMENT", "WHAT WILL BE SIGNED WITH THE DOCUMENT"}},
    {Phrase::kCertificateHeading, {"CERTIFICAT", "CERTIFICATE"}},
    {Phrase::kCertificatesHeading, {"Certificats utilisables :", "Certificates that can be used:"}},
    {Phrase::kRefusedHeading, {"Certificats refusés :", "Certificates refused:"}},
    {Phrase::kNoCertificate,
     {"Aucun certificat de cette carte ne peut servir à cette signature.",
      "No certificate of this card can be used for this signature."}},
    {Phrase::kIssuedBy, {"émis par", "issued by"}},
    {Phrase::kNoName, {"(sans nom)", "(no name)"}},
    {Phrase::kChosenCertificate, {"Certificat choisi : ", "Chosen certificate: "}},
    {Phrase::kOnlyCertificate,
     {"Entrée : choisir le seul certificat utilisable.",
      "Enter: choose the only certificate that can be used."}},
    {Phrase::kCommandsBeforeChoice,
     {"NUMÉRO choisir · v NUMÉRO voir le certificat · d document · x XML brut · a attributs · "
      "q abandonner",
      "NUMBER choose · v NUMBER view certificate · d document · x raw XML · a attributes · q "
      "stop"}},
    {Phrase::kCommands,
     {"s signer · d document · x XML brut · a attributs · v voir le certificat · q abandonner",
      "s sign · d document · x raw XML · a attributes · v view certificate · q stop"}},
    {Phrase::kCommandsRefused,
     {"v NUMÉRO voir le certificat · d document · x XML brut · a attributs · q terminer",
      "v NUMBER view certificate · d document · x raw XML · a attributes · q end"}},
    {Phrase::kUnknownCommand, {"Commande inconnue.", "Unknown command."}},
    {Phrase::kNotACertificate,
     {"Ce numéro n'est pas celui d'un certificat utilisable.",
      "This is not the number of a certificate that can be used."}},
    {Phrase::kTickBox,
     {"[ ] J'ai pris connaissance du document et des attributs ci-dessus. Cochez avec « oui » : ",
      "[ ] I have read the document and the attributes above. Tick with \"yes\": "}},
    {Phrase::kYes, {"oui", "yes"}},
    {Phrase::kBoxTicked,
     {"[x] J'ai pris connaissance du document et des attributs ci-dessus.",
      "[x] I have read the document and the attributes above."}},
    {Phrase::kBoxNotTicked,
     {"Case non cochée : rien n'est demandé.", "Box not ticked: nothing is asked for."}},
    {Phrase::kAskLine,
     {"Pour demander la signature, écrivez « je signe » : ",
      "To ask for the signature, write \"I sign\": "}},
    {Phrase::kConsentLine, {"je signe", "I sign"}},
    {Phrase::kNotConsented, {"Signature non demandée.", "Signature not asked for."}},
    {Phrase::kAskPin,
     {"Code PIN (rien ne s'affiche ; q abandonner) : ", "PIN (nothing is shown; q stop): "}},
    {Phrase::kAskPinAtReader,
     {"Le code PIN se saisit sur le lecteur. Entrée pour continuer, q abandonner : ",
      "The PIN is entered at the reader. Enter to go on, q stop: "}},
    {Phrase::kFinalTry,
     {"ATTENTION : dernier essai avant le blocage du code PIN.",
      "CAUTION: last try before the PIN is locked."}},
    {Phrase::kWrongPinBefore,
     {"Un code PIN erroné a été saisi auparavant : il reste moins d'essais.",
      "A wrong PIN was entered before: fewer tries are left."}},
    // Without the characters that a prompt of less gives a meaning: % ? : . \ $
    {Phrase::kPagerPrompt,
     {"— espace = suite, b = retour, q = fermer — ", "— space = go on, b = back, q = close — "}},
    {Phrase::kUnattended,
     {"Mode sans opérateur : personne n'est interrogé.", "Unattended: nobody is asked."}},
};

}  // namespace

absl::string_view TextOf(Phrase phrase, Language language) {
  for (const PhraseRow& row : kPhrases) {
    if (row.phrase == phrase) return row.text.In(language);
  }
  std::abort();
}

}  // namespace paraphe::agent

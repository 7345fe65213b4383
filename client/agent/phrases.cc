#include "client/agent/phrases.h"

#include <cstdlib>
#include <optional>

#include "absl/strings/str_cat.h"

#include "common/errors.h"

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
    // ASCII, as less 590 garbles other characters of its prompt; and without those that it gives a
    // meaning: % ? : . \ $
    {Phrase::kPagerPrompt,
     {"-- espace = suite, b = retour, q = fermer -- ",
      "-- space = go on, b = back, q = close -- "}},
    {Phrase::kUnattended,
     {"Mode sans opérateur : personne n'est interrogé.", "Unattended: nobody is asked."}},
};

struct ErrorRow {
  v1::ErrorReason reason;
  BilingualView text;
};

// Columns: reason, French, English. Reasons that are not listed have the words of kOther.
constexpr ErrorRow kErrors[] = {
    {v1::DEVICE_PIN_WRONG, {"Code PIN erroné.", "Wrong PIN."}},
    {v1::DEVICE_PIN_LOCKED,
     {"Le code PIN est bloqué. Faites-le débloquer par l'émetteur de la carte.",
      "The PIN is locked. Have it unlocked by the issuer of the card."}},
    {v1::DEVICE_PIN_UNUSABLE,
     {"Ce code PIN ne peut pas être utilisé (longueur, caractères, code périmé ou jamais défini).",
      "This PIN cannot be used (length, characters, expired, or never set)."}},
    {v1::DEVICE_CANCELLED,
     {"La saisie a été annulée sur le lecteur.", "The entry was cancelled at the reader."}},
    {v1::DEVICE_TOKEN_REMOVED, {"La carte a été retirée.", "The card was taken out."}},
    {v1::DEVICE_TOKEN_ABSENT,
     {"La carte attendue n'est pas dans le lecteur.", "The expected card is not in the reader."}},
    {v1::DEVICE_TOKEN_AMBIGUOUS,
     {"Plusieurs cartes sont présentes ; n'en laissez qu'une.",
      "Several cards are there; leave one only."}},
    {v1::DEVICE_MODULE_UNUSABLE,
     {"Le pilote de la carte (module PKCS#11) ne peut pas être utilisé.",
      "The card's driver (PKCS#11 module) cannot be used."}},
    {v1::DEVICE_KEY_MISSING,
     {"La carte ne contient pas la clé privée de ce certificat.",
      "The card does not hold the private key of this certificate."}},
    {v1::DEVICE_ERROR, {"La carte a signalé une erreur.", "The card reported an error."}},
    {v1::DEVICE_SIGNATURE_INVALID,
     {"La carte n'a pas produit la signature demandée. Elle a été écartée.",
      "The card did not make the signature that was asked for. It was discarded."}},

    {v1::SERVER_ANSWER_MISMATCH,
     {"ALERTE : la réponse du serveur n'est pas celle qu'appelle ce qui vous a été présenté. "
      "Prévenez votre administrateur.",
      "ALERT: the server's answer is not the one that follows from what you were shown. "
      "Tell your administrator."}},
    {v1::PRESENTATION_MISMATCH,
     {"ALERTE : ce que le serveur annonce n'est pas ce qu'il a envoyé. Prévenez votre "
      "administrateur.",
      "ALERT: what the server announces is not what it sent. Tell your administrator."}},
    {v1::TABLE_NOT_PINNED,
     {"La table de présentation n'est pas celle que votre administrateur a approuvée.",
      "The presentation table is not the one that your administrator approved."}},
    {v1::TABLE_UNMAPPED,
     {"Le document ne peut pas être présenté en entier.", "The document cannot be shown whole."}},
    {v1::AGENT_NOT_PINNED_SERVER,
     {"Le lien désigne un serveur inconnu de ce poste : il n'a pas été contacté.",
      "The link names a server that this desk does not know: it was not contacted."}},
    {v1::ALGORITHM_NOT_ALLOWED,
     {"L'algorithme demandé n'est pas admis sur ce poste.",
      "The algorithm that was asked for is not allowed at this desk."}},
    {v1::UNATTENDED_NOT_ALLOWED,
     {"Cette signature demande une personne : le mode sans opérateur est refusé.",
      "This signature wants a person: unattended mode is refused."}},

    {v1::CERTIFICATE_REFUSED, {"Aucun certificat acceptable.", "No acceptable certificate."}},
    {v1::CERTIFICATE_IMPOSED_MISSING,
     {"L'application impose un certificat qui n'est pas sur cette carte.",
      "The application demands a certificate that is not on this card."}},

    {v1::SESSION_UNKNOWN,
     {"Cette demande n'existe pas ou n'existe plus. Demandez un nouveau lien.",
      "This request does not exist, or not any more. Ask for a new link."}},
    {v1::TICKET_USED,
     {"Ce lien a déjà servi. Demandez-en un nouveau à l'application.",
      "This link was used already. Ask the application for a new one."}},
    {v1::SESSION_EXPIRED, {"La demande a expiré.", "The request has expired."}},
    {v1::SESSION_ABORTED, {"La demande a été abandonnée.", "The request was given up."}},
    {v1::SESSION_FAILED, {"La demande a échoué.", "The request has failed."}},
    {v1::ABORTED_BY_CALLER,
     {"L'application a retiré la demande.", "The application withdrew the request."}},
    {v1::ABORTED_BY_SIGNER, {"Vous avez abandonné.", "You stopped."}},

    {v1::NOT_REACHABLE, {"Le serveur ne peut pas être joint.", "The server cannot be reached."}},
    {v1::DEADLINE, {"Le serveur n'a pas répondu à temps.", "The server did not answer in time."}},
    {v1::NOT_ALLOWED, {"Le serveur refuse l'accès.", "The server refuses access."}},
    {v1::USAGE,
     {"Le lien n'est pas complet ou n'est pas un lien Paraphe.",
      "The link is not complete, or is not a link of Paraphe."}},
};

constexpr ErrorRow kOther = {
    v1::INTERNAL, {"La signature n'a pas pu être faite.", "The signature could not be made."}};

const ErrorRow& RowOf(v1::ErrorReason reason) {
  for (const ErrorRow& row : kErrors) {
    if (row.reason == reason) return row;
  }
  return kOther;
}

constexpr BilingualView kPinLocked = {" Le code PIN est bloqué.", " The PIN is locked."};
constexpr BilingualView kTriesLeft = {" Essais restants avant blocage : ",
                                      " Tries left before it is locked: "};

std::string TriesLeftWords(uint32_t tries, Language language) {
  if (tries == 0) return std::string(kPinLocked.In(language));
  return absl::StrCat(kTriesLeft.In(language), tries, ".");
}

}  // namespace

absl::string_view TextOf(Phrase phrase, Language language) {
  for (const PhraseRow& row : kPhrases) {
    if (row.phrase == phrase) return row.text.In(language);
  }
  std::abort();
}

std::string WordsForError(const absl::Status& status, Language language) {
  const ErrorRow& row = RowOf(ReasonOf(status));
  std::string words(row.text.In(language));
  const std::optional<v1::ErrorDetail> detail = GetErrorDetail(status);
  if (row.reason == v1::DEVICE_PIN_WRONG && detail.has_value() && detail->has_tries_left()) {
    words += TriesLeftWords(detail->tries_left(), language);
  }
  return words;
}

}  // namespace paraphe::agent

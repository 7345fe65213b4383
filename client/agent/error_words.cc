#include "client/agent/error_words.h"

#include <optional>

#include "absl/strings/str_cat.h"

#include "common/errors.h"

namespace paraphe::agent {
namespace {

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

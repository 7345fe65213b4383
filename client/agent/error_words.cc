#include "client/agent/error_words.h"

#include <optional>

#include "absl/strings/str_cat.h"

#include "client/agent/phrases.h"
#include "common/errors.h"

namespace paraphe::agent {
namespace {

struct ErrorRow {
  v1::ErrorReason reason;
  BilingualView text;
};

constexpr BilingualView kDocumentUnsignable = {
    "Le document n'a pas la forme qui permet de le signer. Prévenez l'application.",
    "The document does not have the form that lets it be signed. Tell the application."};

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
    {v1::DEVICE_TOKEN_REMOVED,
     {"La carte a été retirée. Remettez-la dans le lecteur.",
      "The card was taken out. Put it back into the reader."}},
    {v1::DEVICE_TOKEN_ABSENT,
     {"La carte attendue n'est pas dans le lecteur : insérez la vôtre.",
      "The expected card is not in the reader: insert yours."}},
    {v1::DEVICE_CARD_ABSENT,
     {"Aucune carte n'est dans le lecteur : insérez la vôtre.",
      "No card is in the reader: insert yours."}},
    {v1::DEVICE_READER_ABSENT,
     {"Aucun lecteur de carte n'est branché, ou son pilote n'est pas installé : branchez le "
      "lecteur, ou prévenez votre administrateur.",
      "No card reader is plugged in, or its driver is not installed: plug the reader in, or tell "
      "your administrator."}},
    {v1::DEVICE_CARD_SERVICE_ABSENT,
     {"Le service de cartes à puce de ce poste (pcscd) ne répond pas : demandez à votre "
      "administrateur de le démarrer.",
      "The smart card service of this desk (pcscd) does not answer: ask your administrator to "
      "start "
      "it."}},
    {v1::DEVICE_TOKEN_AMBIGUOUS,
     {"Plusieurs cartes sont présentes ; n'en laissez qu'une.",
      "Several cards are there; leave one only."}},
    {v1::DEVICE_MODULE_UNUSABLE,
     {"Le pilote de la carte (module PKCS#11) ne peut pas être utilisé. Prévenez votre "
      "administrateur.",
      "The card's driver (PKCS#11 module) cannot be used. Tell your administrator."}},
    {v1::DEVICE_KEY_MISSING,
     {"La carte ne contient pas la clé privée de ce certificat. Choisissez un autre certificat ou "
      "une autre carte.",
      "The card does not hold the private key of this certificate. Choose another certificate or "
      "another card."}},
    {v1::DEVICE_ERROR,
     {"La carte ou son pilote a signalé une erreur, ou ne répond pas. Retirez la carte, "
      "remettez-la et recommencez ; si l'erreur revient, prévenez votre administrateur.",
      "The card or its driver reported an error, or does not answer. Take the card out, put it "
      "back and begin again; if the error comes back, tell your administrator."}},
    {v1::DEVICE_SIGNATURE_INVALID,
     {"La carte n'a pas produit la signature demandée. Elle a été écartée. Prévenez votre "
      "administrateur.",
      "The card did not make the signature that was asked for. It was discarded. Tell your "
      "administrator."}},

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
     {"La table de présentation n'est pas celle que votre administrateur a approuvée. Prévenez-le.",
      "The presentation table is not the one that your administrator approved. Tell them."}},
    {v1::TABLE_UNMAPPED,
     {"Le document ne peut pas être présenté en entier.", "The document cannot be shown whole."}},
    {v1::TABLE_INVALID,
     {"La table qui présente ce document comporte une erreur : il ne peut pas être présenté.",
      "The table that shows this document is faulty: it cannot be shown."}},
    {v1::TABLE_UNKNOWN,
     {"Le serveur n'a pas la table qui présente ce document.",
      "The server does not have the table that shows this document."}},
    {v1::DOCUMENT_NOT_CANONICAL, kDocumentUnsignable},
    {v1::DOCUMENT_NOT_WELL_FORMED, kDocumentUnsignable},
    {v1::DOCUMENT_BAD_ENCODING, kDocumentUnsignable},
    {v1::DOCUMENT_ALREADY_SIGNED,
     {"Le document porte déjà une signature.", "The document is signed already."}},
    {v1::DOCUMENT_HAS_DTD, kDocumentUnsignable},
    {v1::DOCUMENT_HAS_INSTRUCTION, kDocumentUnsignable},
    {v1::DOCUMENT_HAS_XINCLUDE, kDocumentUnsignable},
    {v1::DOCUMENT_BEYOND_BOUND,
     {"Le document dépasse la taille admise sur ce poste.",
      "The document is larger than this desk allows."}},
    {v1::DOCUMENT_RELATIVE_NAMESPACE, kDocumentUnsignable},
    {v1::DOCUMENT_DUPLICATE_ID, kDocumentUnsignable},
    {v1::DOCUMENT_EMPTY, kDocumentUnsignable},
    {v1::AGENT_NOT_PINNED_SERVER,
     {"Le lien désigne un serveur inconnu de ce poste : il n'a pas été contacté. N'insistez pas ; "
      "si vous attendiez cette demande, prévenez votre administrateur.",
      "The link names a server that this desk does not know: it was not contacted. Do not try "
      "again; if you expected this request, tell your administrator."}},
    {v1::SIGNING_TIME_OFF,
     {"La date de signature qu'annonce le serveur n'est pas celle de ce poste. Vérifiez l'heure de "
      "ce "
      "poste ; si elle est juste, prévenez votre administrateur.",
      "The signing time that the server announces is not this desk's. Check the clock of this "
      "desk; "
      "if it is right, tell your administrator."}},
    {v1::ALGORITHM_NOT_ALLOWED,
     {"L'algorithme demandé n'est pas admis sur ce poste.",
      "The algorithm that was asked for is not allowed at this desk."}},
    {v1::UNATTENDED_NOT_ALLOWED,
     {"Cette signature demande une personne : le mode sans opérateur est refusé.",
      "This signature wants a person: unattended mode is refused."}},

    {v1::ATTRIBUTE_INVALID,
     {"Une mention à signer avec le document ne peut pas être inscrite dans une signature.",
      "Something that is to be signed with the document cannot be written into a signature."}},
    {v1::CERTIFICATE_REFUSED,
     {"Aucun certificat de cette carte ne convient à cette demande. Essayez une autre carte, ou "
      "prévenez votre administrateur.",
      "No certificate of this card fits this request. Try another card, or tell your "
      "administrator."}},
    {v1::CERTIFICATE_IMPOSED_MISSING,
     {"L'application impose un certificat qui n'est pas sur cette carte.",
      "The application demands a certificate that is not on this card."}},

    {v1::CERTIFICATE_NOT_OFFERED,
     {"Le certificat choisi n'est pas de ceux de la carte.",
      "The chosen certificate is not one of the card's."}},
    {v1::CERTIFICATE_REFUSED_AT_EXPORT,
     {"Le certificat n'est plus accepté : le document signé ne peut pas être remis.",
      "The certificate is no longer accepted: the signed document cannot be given out."}},
    {v1::CERTIFICATE_MALFORMED,
     {"Un certificat ne peut pas être lu.", "A certificate cannot be read."}},

    {v1::SESSION_UNKNOWN,
     {"Cette demande n'existe pas ou n'existe plus. Demandez un nouveau lien.",
      "This request does not exist, or not any more. Ask for a new link."}},
    {v1::TICKET_USED,
     {"Ce lien a déjà servi. Demandez-en un nouveau à l'application.",
      "This link was used already. Ask the application for a new one."}},
    {v1::SESSION_EXPIRED,
     {"La demande a expiré. Demandez-en une nouvelle à l'application.",
      "The request has expired. Ask the application for a new one."}},
    {v1::SESSION_ABORTED, {"La demande a été abandonnée.", "The request was given up."}},
    {v1::SESSION_FAILED,
     {"La demande a échoué. Demandez-en une nouvelle à l'application.",
      "The request has failed. Ask the application for a new one."}},
    {v1::SESSION_WRONG_STATE,
     {"La demande n'en est plus à cette étape. Demandez-en une nouvelle à l'application.",
      "The request is past this step. Ask the application for a new one."}},
    {v1::SESSION_CONFLICT,
     {"La demande a été modifiée entre-temps.", "The request was changed meanwhile."}},
    {v1::DIGEST_RELEASED,
     {"La signature est en cours : elle ne peut plus être arrêtée.",
      "The signature is being made: it cannot be stopped any more."}},
    {v1::CONSENT_MISMATCH,
     {"L'accord donné ne correspond plus à la demande.",
      "The consent given is not one to this request any more."}},
    {v1::CONSENT_INCOMPLETE,
     {"Il manque un acte à l'accord : la signature n'est pas possible.",
      "An act of consent is missing: the signature is not possible."}},
    {v1::CONSENT_TOO_OLD,
     {"Trop de temps s'est écoulé depuis l'accord.",
      "Too much time has passed since the consent."}},
    {v1::SIGNATURE_INVALID,
     {"Le serveur n'a pas reconnu la signature. Prévenez votre administrateur.",
      "The server did not recognise the signature. Tell your administrator."}},
    {v1::SIGNATURE_ALREADY_DELIVERED,
     {"Une autre signature a déjà été remise pour cette demande.",
      "Another signature was delivered for this request before."}},
    {v1::ABORTED_BY_CALLER,
     {"L'application a retiré la demande.", "The application withdrew the request."}},
    {v1::ABORTED_BY_SIGNER, {"Vous avez abandonné.", "You stopped."}},

    {v1::NOT_REACHABLE,
     {"Le serveur ne peut pas être joint. Vérifiez le réseau de ce poste et réessayez ; sinon, "
      "prévenez votre administrateur.",
      "The server cannot be reached. Check this desk's network and try again; or else tell your "
      "administrator."}},
    {v1::PROXY_FAILED,
     {"Le proxy HTTP ne mène pas au serveur. Prévenez votre administrateur.",
      "The HTTP proxy does not lead to the server. Tell your administrator."}},
    {v1::SERVER_KEY_NOT_PINNED,
     {"Le serveur n'a pas la clé attendue : quelqu'un s'est peut-être placé entre lui et ce poste. "
      "Rien n'a été envoyé. N'insistez pas et prévenez votre administrateur.",
      "The server does not have the key that it should: somebody may stand between it and this "
      "desk. Nothing was sent. Do not try again, and tell your administrator."}},
    {v1::NOT_IDENTIFIED,
     {"Le serveur n'accepte pas le certificat de ce poste. Prévenez votre administrateur.",
      "The server does not accept the certificate of this desk. Tell your administrator."}},
    {v1::DEADLINE,
     {"Le serveur n'a pas répondu à temps. Réessayez plus tard.",
      "The server did not answer in time. Try again later."}},
    {v1::OVERLOADED,
     {"Le serveur est trop chargé. Réessayez plus tard.",
      "The server is too busy. Try again later."}},
    {v1::STORE_UNAVAILABLE,
     {"Le serveur ne peut pas travailler pour le moment. Réessayez plus tard.",
      "The server cannot work at the moment. Try again later."}},
    {v1::TOO_LARGE,
     {"Ce qui a été reçu dépasse ce que ce poste admet.",
      "What was received is larger than this desk allows."}},
    {v1::MALFORMED_REQUEST,
     {"Le serveur n'a pas compris la demande de ce poste. Prévenez votre administrateur.",
      "The server did not understand this desk. Tell your administrator."}},
    {v1::MALFORMED_FILE,
     {"Un fichier de ce poste comporte une erreur. Prévenez votre administrateur.",
      "A file of this desk is faulty. Tell your administrator."}},
    {v1::FILE_UNREADABLE,
     {"Un fichier de ce poste ne peut pas être lu ou écrit. Prévenez votre administrateur.",
      "A file of this desk cannot be read or written. Tell your administrator."}},
    {v1::NOT_ALLOWED,
     {"Le serveur refuse l'accès. Prévenez votre administrateur.",
      "The server refuses access. Tell your administrator."}},
    {v1::LOGIN_REFUSED,
     {"Connexion refusée : le nom ou le mot de passe ne convient pas, ou l'accès est suspendu pour "
      "un moment. Réessayez plus tard ou voyez votre administrateur.",
      "Login refused: name or password does not fit, or access is suspended for a while. Try again "
      "later, or ask your administrator."}},
    {v1::PASSWORD_TOO_WEAK,
     {"Ce mot de passe est trop court ou trop facile à deviner.",
      "This password is too short or too easy to guess."}},
    {v1::USAGE,
     {"Le lien n'est pas complet ou n'est pas un lien Paraphe.",
      "The link is not complete, or is not a link of Paraphe."}},
};

constexpr ErrorRow kOther = {v1::INTERNAL,
                             {"La signature n'a pas pu être faite. Prévenez votre administrateur.",
                              "The signature could not be made. Tell your administrator."}};

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

std::string CodeOfError(const absl::Status& status, Language language) {
  std::string code =
      absl::StrCat(TextOf(Phrase::kErrorCode, language), static_cast<int>(ReasonOf(status)));
  const std::optional<v1::ErrorDetail> detail = GetErrorDetail(status);
  if (detail.has_value() && detail->device_code() != 0) {
    absl::StrAppend(&code, TextOf(Phrase::kErrorCodeOfCard, language), "0x",
                    absl::Hex(detail->device_code()));
  }
  return absl::StrCat(code, ".");
}

}  // namespace paraphe::agent

#include "client/desk/desk_words.h"

#include <cstdlib>

namespace paraphe::desk {
namespace {

struct Row {
  DeskWord word;
  BilingualView text;
};

// Columns: word, French, English.
constexpr Row kRows[] = {
    {DeskWord::kWindowTitle, {"Paraphe — %1", "Paraphe — %1"}},
    {DeskWord::kSettings, {"Ré&glages…", "Se&ttings…"}},
    {DeskWord::kOtherLanguage, {"Engl&ish", "&Français"}},
    {DeskWord::kGuide, {"Guide du signataire (F1)", "Signer's guide (F1)"}},
    {DeskWord::kMessages, {"Messages", "Messages"}},
    {DeskWord::kRetry, {"Réessa&yer", "Tr&y again"}},
    {DeskWord::kClose, {"&Fermer", "&Close"}},

    {DeskWord::kHowToOpen,
     {"Pour signer un document, ouvrez le lien que vous a remis votre application. Vous pouvez "
      "aussi le "
      "coller ici.",
      "To sign a document, open the link that your application gave you. You can also paste it "
      "here."}},
    {DeskWord::kLink, {"&Lien\u00a0:", "&Link:"}},
    {DeskWord::kLinkName, {"Lien de la demande", "Link of the request"}},
    {DeskWord::kOpenLink, {"&Ouvrir la demande", "&Open the request"}},
    {DeskWord::kOpenNext, {"Ouvrir la demande &suivante", "Open the &next request"}},
    {DeskWord::kLinkWaits,
     {"Une autre demande est arrivée. Terminez d'abord celle-ci.",
      "Another request came in. Finish this one first."}},

    {DeskWord::kWhoAsks, {"Qui demande la signature", "Who asks for the signature"}},
    {DeskWord::kTheDocument, {"Le document", "The document"}},
    {DeskWord::kWhatIsSigned,
     {"Ce qui est signé avec le document", "What is signed with the document"}},
    {DeskWord::kYourCertificate, {"Votre certificat", "Your certificate"}},
    {DeskWord::kYourConsent, {"Votre accord", "Your consent"}},
    {DeskWord::kTheSignature, {"La signature", "The signature"}},

    {DeskWord::kToCome, {"à venir", "to come"}},
    {DeskWord::kVerified, {"serveur vérifié", "server verified"}},
    {DeskWord::kBeingAsked, {"connexion en cours", "connecting"}},
    {DeskWord::kReadWhole, {"lu jusqu'à la fin", "read to its end"}},
    {DeskWord::kLayingOut, {"mise en page\u00a0: %1\u00a0%", "being laid out: %1%"}},
    {DeskWord::kReadToTheEnd, {"à lire jusqu'à la fin", "to be read to its end"}},
    {DeskWord::kToBeRead, {"à lire", "to be read"}},
    {DeskWord::kToBeChosen, {"à choisir", "to be chosen"}},
    {DeskWord::kNoneUsable, {"aucun utilisable", "none can be used"}},
    {DeskWord::kCertificateChosen, {"choisi", "chosen"}},
    {DeskWord::kCardMissing, {"carte attendue", "waiting for the card"}},
    {DeskWord::kConsentAsked, {"à donner", "to be given"}},
    {DeskWord::kConsentGiven, {"donné", "given"}},
    {DeskWord::kSignatureDone, {"faite", "made"}},
    {DeskWord::kNotSigned, {"rien n'est signé", "nothing is signed"}},
    {DeskWord::kSeeMessage, {"voir le message", "see the message"}},

    {DeskWord::kApplication, {"Application", "Application"}},
    {DeskWord::kInRoleOf, {"Vous signez en qualité de", "You sign in the role of"}},
    {DeskWord::kRequestCode, {"Code de la demande", "Code of the request"}},
    {DeskWord::kServer, {"Serveur", "Server"}},
    {DeskWord::kServerVerified, {" (identité vérifiée)", " (identity verified)"}},

    {DeskWord::kViewCertificate, {"Voir le certificat…", "View certificate…"}},
    {DeskWord::kViewCertificateOf,
     {"Voir le certificat en entier\u00a0: %1", "View the whole certificate: %1"}},
    {DeskWord::kUseCertificate, {"&Utiliser ce certificat", "&Use this certificate"}},
    {DeskWord::kChangeCertificate, {"C&hanger de certificat", "C&hange certificate"}},
    {DeskWord::kReadOtherCard, {"Lire une autre &carte", "Read another &card"}},
    {DeskWord::kReadOtherCardHelp,
     {"Mettez d'abord l'autre carte dans le lecteur.",
      "Put the other card into the reader first."}},
    {DeskWord::kRefusedBecause, {"Ne peut pas servir ici\u00a0: %1", "Cannot be used here: %1"}},

    {DeskWord::kConsentSentence,
     {"Vous allez signer «\u00a0%1\u00a0» en qualité de «\u00a0%2\u00a0», avec le certificat de "
      "%3.",
      "You are going to sign \"%1\" in the role of \"%2\", with the certificate of %3."}},
    {DeskWord::kConsentBox,
     {"&J'ai lu le document en entier et ce qui est signé avec lui, et je veux le signer.",
      "&I have read the whole document and what is signed with it, and I want to sign it."}},
    {DeskWord::kSign, {"&Signer…", "&Sign…"}},
    {DeskWord::kReadDocumentFirst,
     {"Lisez d'abord le document jusqu'à la fin (molette, barre d'espace ou touche Page suivante).",
      "First read the document to its end (wheel, space bar or Page Down)."}},
    {DeskWord::kReadAttributesFirst,
     {"Lisez d'abord ce qui est signé avec le document (point 3).",
      "First read what is signed with the document (point 3)."}},

    {DeskWord::kPin, {"Code &PIN de votre carte\u00a0:", "&PIN of your card:"}},
    {DeskWord::kPinName, {"Code PIN de votre carte", "PIN of your card"}},
    {DeskWord::kPinAtReader,
     {"Saisissez le code PIN sur le clavier du lecteur, après avoir cliqué ici\u00a0:",
      "Enter the PIN on the reader's keypad, after pressing this:"}},
    {DeskWord::kEnterPin, {"&Valider et signer", "Enter and sig&n"}},
    {DeskWord::kGoOnAtReader, {"&Continuer sur le lecteur", "&Continue at the reader"}},
    {DeskWord::kSeeCertificates, {"&Voir mes certificats", "See my certificat&es"}},
    {DeskWord::kTriesLeft,
     {"Essais restants avant le blocage du code\u00a0: %1.",
      "Tries left before the PIN is locked: %1."}},
    {DeskWord::kPinHelp,
     {"Le code n'est ni affiché, ni conservé, ni transmis au serveur. Une fois qu'il est accepté, "
      "la "
      "signature ne peut plus être arrêtée.",
      "The PIN is neither shown, nor kept, nor sent to the server. Once it is accepted the "
      "signature "
      "cannot be stopped any more."}},
    {DeskWord::kPinHelpBefore,
     {"Le code sert ici à lire les certificats de la carte\u00a0: rien n'est encore signé. Il vous "
      "sera "
      "redemandé pour signer.",
      "The PIN serves here to read the certificates of the card: nothing is signed yet. You will "
      "be "
      "asked for it again to sign."}},

    {DeskWord::kSignedResult,
     {"Le document est signé, et remis à l'application.",
      "The document is signed, and handed to the application."}},
    {DeskWord::kSaveResult,
     {"&Enregistrer le document signé et le reçu…", "Sav&e the signed document and the receipt…"}},
    {DeskWord::kSaveTitle,
     {"Dossier pour le document signé et le reçu",
      "Folder for the signed document and the receipt"}},
    {DeskWord::kLookAtReceipt, {"&Voir le reçu…", "&View the receipt…"}},
    {DeskWord::kReceiptTitle, {"Reçu de la signature", "Receipt of the signature"}},
    {DeskWord::kPrintReceipt, {"&Imprimer…", "&Print…"}},
    {DeskWord::kGoOnInBrowser, {"Revenir à l'applica&tion", "&Back to the application"}},

    {DeskWord::kStatusIdle, {"Aucune demande n'est ouverte.", "No request is open."}},
    {DeskWord::kStatusCard, {"Lecture de votre carte…", "Reading your card…"}},
    {DeskWord::kStatusNoCard,
     {"En attente de votre carte\u00a0: elle est lue dès qu'elle est dans le lecteur.",
      "Waiting for your card: it is read as soon as it is in the reader."}},
    {DeskWord::kStatusConnecting, {"Connexion au serveur…", "Connecting to the server…"}},
    {DeskWord::kStatusShowing, {"Préparation…", "Preparing…"}},
    {DeskWord::kStatusAwaiting,
     {"En attente de la réponse du serveur…", "Waiting for the server's answer…"}},
    {DeskWord::kStatusChoosing,
     {"À vous\u00a0: lisez le document, puis choisissez votre certificat (point 4).",
      "Your turn: read the document, then choose your certificate (point 4)."}},
    {DeskWord::kStatusNoCertificate,
     {"À vous\u00a0: aucun certificat de cette carte ne convient. Mettez-en une autre, et "
      "faites-la lire "
      "(point 4)\u00a0; ou arrêtez.",
      "Your turn: no certificate of this card will do. Put another one in, and have it read (point "
      "4); or "
      "stop."}},
    {DeskWord::kStatusConsenting,
     {"À vous\u00a0: lisez jusqu'à la fin le document, et ce qui est signé avec lui (points 2 et "
      "3).",
      "Your turn: read the document and what is signed with it to their ends (points 2 and 3)."}},
    {DeskWord::kStatusTick,
     {"À vous\u00a0: cochez la case (point 5).", "Your turn: tick the box (point 5)."}},
    {DeskWord::kStatusAskToSign,
     {"À vous\u00a0: cliquez sur «\u00a0Signer\u00a0» (point 5).",
      "Your turn: press \"Sign\" (point 5)."}},
    {DeskWord::kStatusPin,
     {"À vous\u00a0: le code PIN (point 6).", "Your turn: the PIN (point 6)."}},
    {DeskWord::kStatusChecking,
     {"Vérification par la carte, puis par le serveur…", "The card is checking, then the server…"}},
    {DeskWord::kStatusSigning,
     {"La carte signe\u00a0: ne la retirez pas.", "The card is signing: do not take it out."}},
    {DeskWord::kStatusDelivering,
     {"Remise de la signature au serveur…", "Handing the signature to the server…"}},
    {DeskWord::kStatusDone,
     {"C'est fini. Vous pouvez fermer cette fenêtre.", "Done. You can close this window."}},
    {DeskWord::kStatusStopping,
     {"Arrêt en cours\u00a0: la carte est libérée, puis le serveur informé…",
      "Stopping: the card is let go, then the server is told…"}},
    {DeskWord::kStatusStopped,
     {"Vous avez arrêté\u00a0: rien n'a été signé.", "You stopped: nothing was signed."}},
    {DeskWord::kStatusFailed, {"La signature n'a pas eu lieu.", "There was no signature."}},
    {DeskWord::kStatusCardFailed,
     {"La signature n'a pas eu lieu. Pour recommencer, demandez un nouveau lien à l'application.",
      "There was no signature. To begin again, ask the application for a new link."}},
    {DeskWord::kStatusSeeMessage,
     {"C'est fini ici. Le message ci-dessus dit ce qu'il en est de la signature.",
      "It is over here. The message above says how things stand with the signature."}},
    {DeskWord::kBusyName, {"Opération en cours", "Something is going on"}},

    {DeskWord::kStop, {"A&rrêter", "St&op"}},
    {DeskWord::kStopHelp,
     {"«\u00a0Arrêter\u00a0» abandonne la demande\u00a0: rien n'est signé, et l'application en est "
      "informée.",
      "\"Stop\" gives the request up: nothing is signed, and the application is told."}},
    {DeskWord::kStopQuestion,
     {"Abandonner cette demande\u00a0? Rien ne sera signé. Pour la reprendre, l'application devra "
      "en "
      "refaire une.",
      "Give this request up? Nothing will be signed. To begin again the application must make "
      "another "
      "one."}},
    {DeskWord::kStopReason,
     {"&Motif pour l'application (facultatif)\u00a0:", "&Reason for the application (optional):"}},
    {DeskWord::kStopReasonName, {"Motif de l'abandon", "Reason for giving up"}},
    {DeskWord::kConfirmStop, {"A&bandonner la demande", "&Give the request up"}},
    {DeskWord::kGoOnSigning, {"C&ontinuer", "Go o&n"}},
    {DeskWord::kWaitNoLonger, {"&Ne plus attendre", "Wait no l&onger"}},
    {DeskWord::kWaitNoLongerHelp,
     {"La signature ne peut plus être arrêtée. Si rien ne répond, vous pouvez cesser d'attendre.",
      "The signature cannot be stopped any more. If nothing answers, you can cease to wait."}},
    {DeskWord::kStoppingHelp,
     {"Si rien ne répond, vous pouvez cesser d'attendre.",
      "If nothing answers, you can cease to wait."}},
    {DeskWord::kLeaveQuestion,
     {"Cesser d'attendre\u00a0? La carte a peut-être déjà signé\u00a0; si rien n'est remis au "
      "serveur, "
      "le document ne sera pas signé.",
      "Cease to wait? The card may have signed already; if nothing reaches the server, the "
      "document "
      "will not be signed."}},
    {DeskWord::kConfirmLeave, {"Cesser d'&attendre", "Cease to &wait"}},
    {DeskWord::kGoOnWaiting, {"Atten&dre encore", "Go on waitin&g"}},
};

}  // namespace

absl::string_view TextOf(DeskWord word, Language language) {
  for (const Row& row : kRows) {
    if (row.word == word) return row.text.In(language);
  }
  std::abort();
}

}  // namespace paraphe::desk

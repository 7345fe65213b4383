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
    {Phrase::kHelpOfTicket,
     {"Collez en entier le lien que l'application vous a remis : il commence par paraphe:// et ne "
      "sert qu'une fois. Seuls les serveurs que votre administrateur a inscrits sur ce poste sont "
      "contactés. q abandonne.",
      "Paste the whole link that the application gave you: it begins with paraphe:// and works "
      "once. Only servers that your administrator entered at this desk are contacted. q stops."}},
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
    {Phrase::kDeliveredLater,
     {"La signature a été faite mais n'a pas pu être remise au serveur. Elle le sera quand vous "
      "ouvrirez de nouveau ce lien, ou une autre demande du même serveur.",
      "The signature was made but could not be delivered. It will be when you open this link "
      "again, or another request of the same server."}},
    {Phrase::kResumed,
     {"Cette demande a été interrompue ; elle reprend. Le document est présenté de nouveau.",
      "This request was interrupted; it goes on. The document is presented again."}},
    {Phrase::kOpenElsewhere,
     {"Cette demande est déjà ouverte dans une autre fenêtre de ce poste : continuez dans "
      "celle-là.",
      "This request is open in another window of this desk already: go on there."}},
    {Phrase::kUnfinished,
     {"Une demande est restée inachevée sur ce poste. Code de la demande : ",
      "A request was left unfinished at this desk. Code of the request: "}},
    {Phrase::kDeliveredNow,
     {"Sa signature vient d'être remise au serveur : le document est signé.",
      "Its signature was delivered now: the document is signed."}},
    {Phrase::kEndedBeforeSigning,
     {"Elle a été interrompue avant que la carte ne signe : rien n'a été signé. Demandez à "
      "l'application une nouvelle demande.",
      "It was interrupted before the card signed: nothing was signed. Ask the application for a "
      "new request."}},
    {Phrase::kEndedWhileSigning,
     {"Elle a été interrompue pendant que la carte signait : la carte a peut-être signé, mais rien "
      "n'a été remis et rien ne le sera. Le document n'est pas signé. Demandez à l'application une "
      "nouvelle demande.",
      "It was interrupted while the card signed: the card may have signed, but nothing was "
      "delivered and nothing will be. The document is not signed. Ask the application for a new "
      "request."}},
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
    {Phrase::kCertificatesHidden,
     {"Aucun certificat de signataire n'est visible sur cette carte : certaines ne les montrent "
      "qu'après la saisie du code PIN. Saisissez-le pour les voir ; il vous sera redemandé pour "
      "signer.",
      "No certificate of a signer can be seen on this card: some show them only after the PIN was "
      "entered. Enter it to see them; you will be asked for it again to sign."}},
    {Phrase::kTooLateToStop,
     {"L'arrêt a été demandé trop tard : la carte signait déjà.",
      "The stop was asked for too late: the card was already signing."}},
    {Phrase::kPerhapsSigned,
     {"La carte a peut-être signé, mais rien n'a été remis : le document n'est pas signé.",
      "The card may have signed, but nothing was delivered: the document is not signed."}},
    {Phrase::kSaved,
     {"Document signé et reçu enregistrés : ", "Signed document and receipt saved: "}},
    {Phrase::kNotSaved,
     {"Document signé et reçu non enregistrés (dossier absent, plein ou protégé) : ",
      "Signed document and receipt not saved (folder missing, full or protected): "}},
    {Phrase::kReceiptSaved, {"Reçu enregistré : ", "Receipt saved: "}},
    {Phrase::kReceiptNotSaved,
     {"Reçu non enregistré (dossier absent, plein ou protégé) : ",
      "Receipt not saved (folder missing, full or protected): "}},
    {Phrase::kNotCompared,
     {"Le document signé n'a pas pu être comparé avec celui du serveur.",
      "The signed document could not be compared with the server's."}},
    {Phrase::kNothingToKeep,
     {"Ni document signé ni reçu ne peuvent vous être remis.",
      "Neither signed document nor receipt can be given to you."}},
    {Phrase::kDetail, {"Détail : ", "Detail: "}},
    {Phrase::kSession, {"Paraphe — code de la demande : ", "Paraphe — code of the request: "}},
    {Phrase::kRefusedOpenings,
     {"Attention : quelqu'un d'autre a essayé d'ouvrir cette demande. Essais refusés : ",
      "Take care: somebody else tried to open this request. Attempts refused: "}},
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
    {Phrase::kDemandHeading,
     {"Certificat que l'application demande :", "Certificate that the application demands:"}},
    {Phrase::kDemandMissing,
     {"Il n'est pas sur cette carte. Mettez dans le lecteur celle qui le porte : la demande "
      "attend.",
      "It is not on this card. Put the one that holds it into the reader: the request waits."}},
    {Phrase::kIssuedBy, {"émis par", "issued by"}},
    {Phrase::kNoName, {"(sans nom)", "(no name)"}},
    {Phrase::kSerialNumber, {"n° de série ", "serial number "}},
    {Phrase::kValidUntil, {"valable jusqu'au ", "valid until "}},
    {Phrase::kOnlyCertificate,
     {"Entrée : choisir le seul certificat utilisable.",
      "Enter: choose the only certificate that can be used."}},
    {Phrase::kChooseNumber,
     {"Tapez le numéro du certificat à utiliser.", "Type the number of the certificate to use."}},
    {Phrase::kCommandsBeforeChoice,
     {"NUMÉRO choisir · v NUMÉRO voir le certificat · k autre carte · d document · x XML brut · "
      "html navigateur · a attributs · q abandonner · ? aide",
      "NUMBER choose · v NUMBER view certificate · k other card · d document · x raw XML · html "
      "browser · a attributes · q stop · ? help"}},
    {Phrase::kCommands,
     {"s signer · c autre certificat · k autre carte · v voir le certificat · d document · x XML "
      "brut · html navigateur · a attributs · q abandonner · ? aide",
      "s sign · c other certificate · k other card · v view certificate · d document · x raw XML · "
      "html browser · a attributes · q stop · ? help"}},
    {Phrase::kCommandsRefused,
     {"Entrée relire la carte · k autre carte · v NUMÉRO voir le certificat · d document · x XML "
      "brut · html navigateur · a attributs · q abandonner · ? aide",
      "Enter read the card again · k other card · v NUMBER view certificate · d document · x raw "
      "XML · html browser · a attributes · q stop · ? help"}},
    {Phrase::kCommandsDemand,
     {"Entrée relire la carte · k autre carte · v voir le certificat demandé · v NUMÉRO voir un "
      "autre · d document · x XML brut · html navigateur · a attributs · q abandonner · ? aide",
      "Enter read the card again · k other card · v view the demanded certificate · v NUMBER view "
      "another · d document · x raw XML · html browser · a attributes · q stop · ? help"}},
    {Phrase::kHelpOfCommands,
     {"Tapez une commande, puis Entrée.\n"
      "  s     demander la signature ; deux confirmations et le code PIN suivent\n"
      "  1, 2… choisir le certificat de ce numéro\n"
      "  v     voir un certificat en entier : v, ou v et son numéro\n"
      "  c     choisir un autre certificat\n"
      "  k     lire une autre carte, une fois qu'elle est dans le lecteur ; où aucun certificat ne "
      "peut "
      "servir, Entrée relit la carte\n"
      "  d     lire le document\n"
      "  x     lire le document en XML brut\n"
      "  html  ouvrir le document dans le navigateur, pour le confort : seule la lecture dans ce "
      "terminal compte\n"
      "  a     lire ce qui sera signé avec le document\n"
      "  q     abandonner : rien n'est signé\n"
      "Rien n'est signé avant que le code PIN soit accepté. Ctrl-C arrête tout aussitôt.",
      "Type a command, then Enter.\n"
      "  s     ask for the signature; two confirmations and the PIN follow\n"
      "  1, 2… choose the certificate of this number\n"
      "  v     view a whole certificate: v, or v and its number\n"
      "  c     choose another certificate\n"
      "  k     read another card, once it is in the reader; where no certificate can be used, "
      "Enter "
      "reads the card again\n"
      "  d     read the document\n"
      "  x     read the document as raw XML\n"
      "  html  open the document in the browser, for comfort: only what is read in this terminal "
      "counts\n"
      "  a     read what will be signed with the document\n"
      "  q     stop: nothing is signed\n"
      "Nothing is signed before the PIN is accepted. Ctrl-C stops everything at once."}},
    {Phrase::kHelpOfAnswer,
     {"Écrivez ce qui est demandé entre guillemets, puis Entrée. Toute autre réponse revient aux "
      "commandes sans rien signer ; q abandonne.",
      "Write what is asked for between quotation marks, then Enter. Any other answer returns to "
      "the "
      "commands and signs nothing; q stops."}},
    {Phrase::kUnknownCommand,
     {"Commande inconnue ; ? donne l'aide.", "Unknown command; ? gives help."}},
    {Phrase::kNotACertificate,
     {"Ce numéro n'est pas celui d'un certificat utilisable.",
      "This is not the number of a certificate that can be used."}},
    {Phrase::kNothingToSignWith,
     {"Choisissez d'abord un certificat.", "Choose a certificate first."}},
    {Phrase::kInsertCard,
     {"Mettez l'autre carte dans le lecteur, puis Entrée (q abandonner) : ",
      "Put the other card into the reader, then Enter (q stop): "}},
    {Phrase::kInsertFirstCard,
     {"Entrée quand c'est fait (q abandonner) : ", "Enter once it is done (q stop): "}},
    {Phrase::kHtmlOpened,
     {"Le document s'ouvre dans le navigateur. Ce fichier sera effacé à la fin : ",
      "The document opens in the browser. This file will be deleted at the end: "}},
    {Phrase::kHtmlWritten,
     {"Aucun navigateur n'a pu être lancé. Ouvrez vous-même ce fichier, qui sera effacé à la fin "
      ": ",
      "No browser could be started. Open this file yourself, which will be deleted at the end: "}},
    {Phrase::kDocumentLeft,
     {"Vous avez quitté le document avant la fin : il n'est pas considéré comme lu. d le reprend.",
      "You left the document before its end: it does not count as read. d goes on with it."}},
    {Phrase::kDocumentNotRead,
     {"Le document doit être lu jusqu'à la fin avant la signature. Le voici.",
      "The document must be read to its end before it is signed. Here it is."}},
    {Phrase::kAttributesNotRead,
     {"Ce qui sera signé avec le document doit être lu jusqu'à la fin. Le voici.",
      "What will be signed with the document must be read to its end. Here it is."}},
    {Phrase::kSummaryHeading, {"VOUS ALLEZ SIGNER", "YOU ARE GOING TO SIGN"}},
    {Phrase::kSigner, {"Signataire : ", "Signer: "}},
    {Phrase::kTechnicalHeading, {"Précisions techniques", "Technical details"}},
    {Phrase::kSignedAs, {"valeur signée : ", "signed value: "}},
    {Phrase::kTickBox,
     {"[ ] J'ai lu le document en entier et ce qui sera signé avec lui. Cochez avec « oui » : ",
      "[ ] I have read the whole document and what will be signed with it. Tick with \"yes\": "}},
    {Phrase::kYes, {"oui", "yes"}},
    {Phrase::kBoxTicked,
     {"[x] J'ai lu le document en entier et ce qui sera signé avec lui.",
      "[x] I have read the whole document and what will be signed with it."}},
    {Phrase::kBoxNotTicked,
     {"Case non cochée : rien n'est demandé.", "Box not ticked: nothing is asked for."}},
    {Phrase::kAskLine,
     {"Pour demander la signature, écrivez « je\u00a0signe » : ",
      "To ask for the signature, write \"I\u00a0sign\": "}},
    {Phrase::kConsentLine, {"je signe", "I sign"}},
    {Phrase::kNotConsented, {"Signature non demandée.", "Signature not asked for."}},
    {Phrase::kAskAbandon,
     {"Abandonner la signature ? Rien ne sera signé. « oui » pour abandonner, Entrée pour "
      "continuer : ",
      "Stop? Nothing will be signed. \"yes\" to stop, Enter to go on: "}},
    {Phrase::kGoesOn, {"La signature continue.", "The signature goes on."}},
    {Phrase::kAskReason,
     {"Motif, que l'application recevra (facultatif, Entrée pour aucun) : ",
      "Reason, which the application will get (optional, Enter for none): "}},
    {Phrase::kReasonUnusable,
     {"Ce motif ne peut pas être transmis : 256 caractères au plus, sans touche de commande.",
      "This reason cannot be passed on: 256 characters at most, without control keys."}},
    {Phrase::kAskPin,
     {"Code PIN (rien ne s'affiche ; q\u00a0abandonner, ?\u00a0aide) : ",
      "PIN (nothing is shown; q\u00a0stop, ?\u00a0help): "}},
    {Phrase::kAskPinAtReader,
     {"Le code PIN se saisit sur le lecteur. Entrée pour continuer, q\u00a0abandonner, ?\u00a0aide "
      ": ",
      "The PIN is entered at the reader. Enter to go on, q\u00a0stop, ?\u00a0help: "}},
    {Phrase::kHelpOfPin,
     {"Le code PIN est celui de votre carte. Il n'est ni affiché, ni conservé, ni transmis au "
      "serveur. Une fois qu'il est accepté, la signature ne peut plus être arrêtée.",
      "The PIN is that of your card. It is neither shown, nor kept, nor sent to the server. Once "
      "it "
      "is accepted the signature cannot be stopped any more."}},
    {Phrase::kPinTooLong,
     {"Ce code est plus long que celui de toute carte. Il n'a pas été essayé.",
      "This is longer than the PIN of any card. It was not tried."}},
    {Phrase::kAskSave,
     {"Dossier où enregistrer le document signé et le reçu (Entrée : ne rien enregistrer) : ",
      "Folder in which to save the signed document and the receipt (Enter: save nothing): "}},
    {Phrase::kHelpOfSave,
     {"Donnez le chemin d'un dossier qui existe : le document signé et le reçu, en page et en "
      "texte, y sont enregistrés. Un nom de fichier qui finit par .json enregistre le reçu seul, "
      "lisible par un programme. Aucun fichier n'est remplacé.",
      "Give the path of a folder that exists: the signed document and the receipt, as page and as "
      "text, are saved there. A file name that ends in .json saves the receipt alone, for "
      "programs. "
      "No file is replaced."}},
    {Phrase::kPinMustChange,
     {"La carte demande que son code PIN soit changé avant de servir : changez-le avec le "
      "programme "
      "fourni avec la carte, ou demandez à votre administrateur.",
      "The card wants its PIN changed before it is used: change it with the program that came with "
      "the card, or ask your administrator."}},
    {Phrase::kFinalTry,
     {"ATTENTION : dernier essai avant le blocage du code PIN.",
      "CAUTION: last try before the PIN is locked."}},
    {Phrase::kWrongPinBefore,
     {"Un code PIN erroné a été saisi auparavant : il reste moins d'essais.",
      "A wrong PIN was entered before: fewer tries are left."}},
    {Phrase::kPagerMore,
     {"Entrée suite · b retour · r commandes · q abandonner · ? aide ",
      "Enter go on · b back · r commands · q stop · ? help "}},
    {Phrase::kPagerMoreShort, {"Entrée suite · ? aide ", "Enter go on · ? help "}},
    {Phrase::kPagerEnd,
     {"Fin. Entrée continuer · b retour · q abandonner · ? aide ",
      "End. Enter go on · b back · q stop · ? help "}},
    {Phrase::kPagerEndShort, {"Fin. Entrée · ? aide ", "End. Enter · ? help "}},
    {Phrase::kPagerHelp,
     {"Une touche suffit.\n"
      "  Entrée, espace  écran suivant ; à la fin, continuer\n"
      "  b               écran précédent\n"
      "  r               retour aux commandes avant la fin : le texte n'est alors pas considéré "
      "comme lu\n"
      "  q               abandonner la signature",
      "One key is enough.\n"
      "  Enter, space    next screen; at the end, go on\n"
      "  b               screen before\n"
      "  r               return to the commands before the end: the text does not count as read "
      "then\n"
      "  q               stop: nothing is signed"}},
    {Phrase::kPagerAfterHelp, {"Entrée : revenir au texte ", "Enter: back to the text "}},
    {Phrase::kErrorCode, {"Pour votre assistance : erreur n° ", "For your support: error no. "}},
    {Phrase::kErrorCodeOfCard, {", code de la carte ", ", code of the card "}},
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

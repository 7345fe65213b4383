#include "client/desk/setup_words.h"

#include <cstddef>
#include <iterator>

#include "client/desk/widget_words.h"

namespace paraphe::desk {
namespace {

struct WordRow {
  SetupWord word;
  BilingualView text;
};

// Columns: word, French, English.
constexpr WordRow kWords[] = {
    {SetupWord::kDevicesHelp,
     {"Paraphe essaie ces lecteurs dans l’ordre, et prend le premier où se trouve une carte.",
      "Paraphe tries these readers in order, and takes the first that has a card."}},
    {SetupWord::kDeviceListName, {"Lecteurs et fichiers de clés", "Readers and key files"}},
    {SetupWord::kAddDevice, {"A&jouter…", "&Add…"}},
    {SetupWord::kKnownModule, {"%1", "%1"}},
    {SetupWord::kOtherModule,
     {"Autre pilote de carte (PKCS#11)…", "Another card driver (PKCS#11)…"}},
    {SetupWord::kPkcs12,
     {"Fichier de clé (PKCS#12, .p12 ou .pfx)…", "Key file (PKCS#12, .p12 or .pfx)…"}},
    {SetupWord::kRemove, {"&Retirer", "&Remove"}},
    {SetupWord::kUp, {"&Monter", "Move &up"}},
    {SetupWord::kDown, {"&Descendre", "Move &down"}},
    {SetupWord::kLookForCards, {"C&hercher les cartes", "Look for &cards"}},
    {SetupWord::kLooking, {"Recherche des cartes en cours…", "Looking for cards…"}},
    {SetupWord::kAnyCard, {"la carte présente", "the card that is there"}},
    {SetupWord::kCard, {"carte «\u00a0%1\u00a0», n°\u00a0%2", "card \"%1\", no. %2"}},
    {SetupWord::kCardOf, {"&Carte à utiliser\u00a0:", "Card &to use:"}},
    {SetupWord::kCardChoiceName,
     {"Carte à utiliser dans le lecteur choisi", "Card to use in the chosen reader"}},
    {SetupWord::kNoReader,
     {"%1\u00a0: aucun lecteur n’est branché.", "%1: no reader is plugged in."}},
    {SetupWord::kEmptyReader, {"%1\u00a0: le lecteur est vide.", "%1: the reader is empty."}},
    {SetupWord::kFoundCards, {"%1\u00a0: cartes trouvées\u00a0: %2.", "%1: cards found: %2."}},
    {SetupWord::kChooseModuleTitle, {"Pilote de carte (PKCS#11)", "Card driver (PKCS#11)"}},
    {SetupWord::kChoosePkcs12Title, {"Fichier de clé", "Key file"}},
    {SetupWord::kModuleFiles, {"Pilotes (*.so)", "Drivers (*.so)"}},
    {SetupWord::kPkcs12Files, {"Fichiers de clé (*.p12 *.pfx)", "Key files (*.p12 *.pfx)"}},
    {SetupWord::kAllFiles, {"Tous les fichiers (*)", "All files (*)"}},
    {SetupWord::kFile, {"fichier %1", "file %1"}},
    {SetupWord::kNoDevice,
     {"Choisissez au moins un lecteur ou un fichier de clé.",
      "Choose at least one reader or key file."}},

    {SetupWord::kSettingsTitle, {"Réglages", "Settings"}},
    {SetupWord::kServers, {"Serveurs", "Servers"}},
    {SetupWord::kServersHelp,
     {"Ce poste ne se connecte à aucun autre serveur. La liste vient de votre "
      "administrateur\u00a0; "
      "elle ne se change pas ici.",
      "This desk connects to no other server. The list comes from your administrator; it is not "
      "changed here."}},
    {SetupWord::kServersFixed,
     {"Les clés de ces serveurs sont fixées par l’administrateur dans %1.",
      "The keys of these servers are fixed by the administrator in %1."}},
    {SetupWord::kServerLine, {"%1 (clé vérifiée)", "%1 (key verified)"}},
    {SetupWord::kReaderAndCard, {"Lecteur et carte", "Reader and card"}},
    {SetupWord::kLanguage, {"&Langue\u00a0:", "&Language:"}},
    {SetupWord::kLanguageOfDesktop, {"celle de l’ordinateur", "that of the computer"}},
    {SetupWord::kFrench, {"français", "français"}},
    {SetupWord::kEnglish, {"English", "English"}},
    {SetupWord::kZoom, {"&Taille du texte\u00a0:", "&Size of the text:"}},
    {SetupWord::kZoomSuffix, {"\u00a0%", "%"}},
    {SetupWord::kWhereKept,
     {"Ces réglages sont dans le fichier %1.", "These settings are in the file %1."}},
    {SetupWord::kFromAdministrator,
     {"Ces réglages sont ceux de l’administrateur (%1). Si vous les changez, les vôtres seront "
      "dans "
      "le fichier %2, et ceux de l’administrateur ne vaudront plus pour vous.",
      "These settings are the administrator’s (%1). If you change them, yours will be in the file "
      "%2, and the administrator’s will no longer apply to you."}},
    {SetupWord::kSave, {"&Enregistrer", "Sa&ve"}},
    {SetupWord::kCancel, {"A&nnuler", "Ca&ncel"}},
    {SetupWord::kNotSaved,
     {"Les réglages n’ont pas été enregistrés\u00a0: %1", "The settings were not saved: %1"}},

    {SetupWord::kFirstTitle, {"Préparer ce poste", "Set up this desk"}},
    {SetupWord::kWelcome,
     {"Trois étapes, une seule fois\u00a0: le serveur, votre lecteur, votre langue.",
      "Three steps, only once: the server, your reader, your language."}},
    {SetupWord::kServerStep, {"1. Le serveur", "1. The server"}},
    {SetupWord::kServerStepHelp,
     {"Votre administrateur vous a remis un fichier pour ce poste, par exemple "
      "«\u00a0agent.textproto\u00a0». Choisissez-le. Sans lui, ce poste ne peut se connecter à "
      "aucun "
      "serveur\u00a0: demandez-le à votre administrateur.",
      "Your administrator gave you a file for this desk, for instance \"agent.textproto\". Choose "
      "it. Without it this desk can connect to no server: ask your administrator for it."}},
    {SetupWord::kChooseServerFile, {"&Choisir le fichier…", "&Choose the file…"}},
    {SetupWord::kServerFileTitle, {"Fichier de l’administrateur", "The administrator’s file"}},
    {SetupWord::kTextFiles,
     {"Configurations (*.textproto *.txt)", "Configurations (*.textproto *.txt)"}},
    {SetupWord::kServerFileName, {"Fichier choisi\u00a0: %1", "File chosen: %1"}},
    {SetupWord::kServerFileBad,
     {"Ce fichier ne convient pas. Montrez ce message à votre administrateur\u00a0: %1",
      "This file will not do. Show this message to your administrator: %1"}},
    {SetupWord::kNoServerFile, {"Aucun fichier n’est choisi.", "No file is chosen."}},
    {SetupWord::kServerFirst,
     {"Choisissez d’abord un fichier qui convient.", "First choose a file that will do."}},
    {SetupWord::kDeviceStep, {"2. Votre lecteur et votre carte", "2. Your reader and your card"}},
    {SetupWord::kDeviceStepHelp,
     {"Branchez le lecteur, mettez-y votre carte, et ajoutez le pilote qui convient. En cas de "
      "doute, "
      "demandez à votre service informatique.",
      "Plug in the reader, put your card into it, and add the driver that fits. If in doubt ask "
      "your "
      "IT department."}},
    {SetupWord::kLanguageStep, {"3. Votre langue", "3. Your language"}},
    {SetupWord::kLanguageStepHelp,
     {"La langue de la fenêtre et de la présentation des documents. Vous pourrez la changer à tout "
      "moment dans les réglages.",
      "The language of the window and of how documents are presented. You can change it at any "
      "time "
      "in the settings."}},
    {SetupWord::kNext, {"&Suivant", "&Next"}},
    {SetupWord::kBack, {"&Précédent", "&Back"}},
    {SetupWord::kFinish, {"&Terminer", "&Finish"}},
    {SetupWord::kLeave, {"&Quitter", "&Leave"}},
    {SetupWord::kOtherLanguage, {"En&glish", "&Français"}},
};

static_assert(std::size(kWords) == static_cast<size_t>(SetupWord::kCount));

// Whether each row stands where its word does in the enumeration.
constexpr bool IsInOrder() {
  for (size_t i = 0; i < std::size(kWords); ++i) {
    if (kWords[i].word != static_cast<SetupWord>(i)) return false;
  }
  return true;
}
static_assert(IsInOrder());

}  // namespace

QString TextOf(SetupWord word, Language language) {
  return ToQString(kWords[static_cast<size_t>(word)].text.In(language));
}

}  // namespace paraphe::desk

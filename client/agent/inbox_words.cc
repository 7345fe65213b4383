#include "client/agent/inbox_words.h"

#include <cstdlib>

namespace paraphe::agent {
namespace {

struct Row {
  InboxPhrase phrase;
  BilingualView text;
};

// Columns: phrase, French, English.
constexpr Row kRows[] = {
    {InboxPhrase::kAskServer, {"Numéro du serveur : ", "Number of the server: "}},
    {InboxPhrase::kAskUserName, {"Nom d'utilisateur : ", "User name: "}},
    {InboxPhrase::kAskPassword,
     {"Mot de passe (rien ne s'affiche) : ", "Password (nothing is shown): "}},
    {InboxPhrase::kMustChange,
     {"Ce mot de passe a été choisi par un administrateur : choisissez le vôtre.",
      "An administrator chose this password: choose your own."}},
    {InboxPhrase::kRuleOfPasswords,
     {"Une phrase de quelques mots convient : longue, sans votre nom, et connue de vous seul.",
      "A phrase of some words is good: long, without your name, and known to you alone."}},
    {InboxPhrase::kAskOldPassword,
     {"Mot de passe actuel (rien ne s'affiche) : ", "Present password (nothing is shown): "}},
    {InboxPhrase::kAskNewPassword,
     {"Nouveau mot de passe (vide pour renoncer) : ", "New password (empty to give up): "}},
    {InboxPhrase::kAskAgain, {"Encore une fois : ", "Once more: "}},
    {InboxPhrase::kNotTheSame,
     {"Les deux saisies diffèrent ; recommencez.", "The two differ; begin again."}},
    {InboxPhrase::kPasswordChanged, {"Le mot de passe est changé.", "The password is changed."}},
    {InboxPhrase::kTriesOver,
     {"Trop d'essais ; réessayez plus tard.", "Too many tries; try again later."}},
    {InboxPhrase::kLoginOver,
     {"Votre connexion est terminée ; identifiez-vous de nouveau.",
      "Your login is over; log in again."}},
    {InboxPhrase::kLastLogin, {"Dernière connexion : ", "Last login: "}},
    {InboxPhrase::kFailuresSince, {"Connexions refusées depuis : ", "Refused logins since then: "}},
    {InboxPhrase::kEmpty, {"Aucun document ne vous attend.", "No document waits for you."}},
    {InboxPhrase::kHeading, {"Documents à signer", "Documents to sign"}},
    {InboxPhrase::kMore,
     {"Il y en a d'autres, qui apparaîtront quand ceux-ci seront traités.",
      "There are more, which appear when these are done."}},
    {InboxPhrase::kCommands,
     {"numéro ouvrir · Entrée actualiser · m changer de mot de passe · q quitter · ? aide",
      "number open · Enter refresh · p change the password · q quit · ? help"}},
    {InboxPhrase::kHelp,
     {"Tapez le numéro d'un document pour le lire, puis le signer ou l'abandonner ; vous revenez "
      "ensuite à cette liste. Le code de session est le même que celui que l'application affiche.",
      "Type the number of a document to read it, and then to sign it or to stop; you come back to "
      "this list afterwards. The session code is the one that the application shows, too."}},
    {InboxPhrase::kUnknownCommand,
     {"Ce n'est ni un numéro de la liste, ni une commande.",
      "That is neither a number of the list nor a command."}},
    {InboxPhrase::kRole, {"en qualité de ", "as "}},
    {InboxPhrase::kSession, {"session ", "session "}},
    {InboxPhrase::kSince, {"reçu le ", "came on "}},
    {InboxPhrase::kUntil, {"à signer avant le ", "to be signed before "}},
    {InboxPhrase::kOpenElsewhere,
     {"ouvert à un poste ; l'ouvrir ici l'y ferme",
      "open at a desk; opening it here ends it there"}},
    {InboxPhrase::kBeingSigned, {"en cours de signature", "being signed"}},
    {InboxPhrase::kLeft, {"Vous êtes déconnecté.", "You are logged out."}},
};

}  // namespace

absl::string_view TextOf(InboxPhrase phrase, Language language) {
  for (const Row& row : kRows) {
    if (row.phrase == phrase) return row.text.In(language);
  }
  std::abort();
}

}  // namespace paraphe::agent

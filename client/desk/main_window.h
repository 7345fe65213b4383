// The signer's window: one screen that tells the story of a request from top to bottom. Who asks, the
// document, what is signed with it, the certificate, the consent, the signature; at the foot what goes
// on now, and the way out.
#ifndef PARAPHE_CLIENT_DESK_MAIN_WINDOW_H_
#define PARAPHE_CLIENT_DESK_MAIN_WINDOW_H_

#include <QMainWindow>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "client/desk/desk_stage.h"
#include "client/desk/signing_screen.h"
#include "common/bilingual.h"

class QPushButton;

namespace paraphe::desk {

class LinkPanel;
class MessagePanel;
class SigningPage;
class StopBar;

// How long a window that was closed waits for its session to end.
inline constexpr std::chrono::seconds kGrace(10);

// It knows no session: it says by its signals what the signer wants. Closing it is stopping: while a
// session runs it asks, as the button does, and closes once the session has ended.
//
// REQ: CONS-1, CONS-2, CONS-4, PRES-9, ATT-1, CERT-3
class MainWindow : public QMainWindow, public SigningScreen {
  Q_OBJECT

 public:
  explicit MainWindow(Language language);
  ~MainWindow() override;

  DeskStage stage() const { return stage_; }
  Language language() const { return language_; }

  // A session begins: what was on the screen before is gone.
  void BeginSession();
  // Something that is no session's: a link that came while another request is open.
  void SayLinkWaits(bool waits);
  void ShowFailure(const absl::Status& status);
  // Stops and closes, without asking: the desktop ends, or a signal.
  void StopAndClose();
  void Speak(Language language);

  void ShowWaitForCard(const absl::Status& missing) override;
  void ShowConnecting(const std::string& server) override;
  void ShowDocument(const agent::SigningView& view, Language spoken) override;
  void ChooseCertificate(const agent::SigningView& view,
                         std::vector<agent::CertificateChoice> choices, Language spoken,
                         Reply<CertificateAnswer> reply) override;
  void AskConsent(const agent::SigningView& view, Language spoken,
                  Reply<ConsentAnswer> reply) override;
  void AskPin(const agent::PinRequest& request, Reply<SecretBuffer> reply) override;
  void OfferResult(const agent::SignedResult& result) override;
  void Tell(agent::Phrase phrase, const std::string& detail) override;
  void TellError(const absl::Status& status) override;
  void EndSession(const absl::Status& outcome) override;

 Q_SIGNALS:
  void LinkEntered(const QByteArray& link);
  void NextWanted();
  void RetryWanted();
  // Once for each asking (Stop::Ask). `reason`: for the application; may be empty.
  void StopWanted(const std::string& reason);
  void SettingsWanted();
  void LanguageChanged();
  // Everything of it is on the screen.
  void SessionEnded(const absl::Status& outcome);
  // The window is closed, and no session runs; or it is not waited for any more.
  void Closed();

 protected:
  void closeEvent(QCloseEvent* event) override;

 private:
  void Build();
  void BuildHead();
  void Connect();
  void SetStage(DeskStage stage);
  void Refresh();
  // What the signer is to do now, or what is waited for.
  DeskWord StatusWord() const;
  void ChangeLanguage();
  // Answers the question that the session waits with, whichever it is.
  void GiveChange(agent::Change change);
  void GiveCertificate(size_t position);
  void GiveConsent();
  void GivePin();
  void StopConfirmed(const std::string& reason);
  void ForgetQuestions();
  // The keyboard is led to what the signer is to do next.
  void LeadToConsent();

  Language language_;
  DeskStage stage_ = DeskStage::kIdle;
  bool closing_ = false;
  bool opened_ = false;  // the session's document was shown
  // How the session ended: the card may have signed, or the card failed.
  bool perhaps_signed_ = false;
  bool card_failed_ = false;
  std::optional<Reply<CertificateAnswer>> certificate_reply_;
  std::optional<Reply<ConsentAnswer>> consent_reply_;
  std::optional<Reply<SecretBuffer>> pin_reply_;

  QWidget* head_ = nullptr;
  QPushButton* language_button_ = nullptr;
  QPushButton* settings_button_ = nullptr;
  QPushButton* guide_button_ = nullptr;
  LinkPanel* link_ = nullptr;
  SigningPage* page_ = nullptr;
  MessagePanel* messages_ = nullptr;
  StopBar* foot_ = nullptr;
};

}  // namespace paraphe::desk

#endif  // PARAPHE_CLIENT_DESK_MAIN_WINDOW_H_

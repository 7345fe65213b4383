// The certificates of the card: those that can sign to choose from, those refused greyed with their
// reasons, and the one that the application demands.
#ifndef PARAPHE_CLIENT_DESK_CERTIFICATE_SECTION_H_
#define PARAPHE_CLIENT_DESK_CERTIFICATE_SECTION_H_

#include <cstddef>
#include <optional>
#include <vector>

#include "client/agent/certificate_choice.h"
#include "client/agent/signing_view.h"
#include "client/desk/section.h"
#include "common/bilingual.h"

class QButtonGroup;
class QPushButton;
class QLabel;

namespace paraphe::desk {

// Each certificate is named by its subject's CN and its issuer's, and can be seen whole in a window of
// its own, refused ones too. Belongs to the thread of the window.
//
// REQ: CERT-3, CERT-4
class CertificateSection : public Section {
  Q_OBJECT

 public:
  CertificateSection(int number, QWidget* parent);

  // Asks for one of `choices`. A lone acceptable one is marked, and still to be confirmed.
  void Choose(const agent::SigningView& view, std::vector<agent::CertificateChoice> choices);
  // The one at `position` was chosen: it is shown, and is not asked for any more.
  void Take(size_t position);
  bool IsChosen() const { return chosen_.has_value(); }
  // Shows the chosen one, which can be changed as long as AllowChange.
  void ShowChosen(const Certificate& certificate);
  // Whether the signer may choose again, or read another card: not once the PIN is asked for.
  void AllowChange(bool allowed);
  void Clear();
  void Speak(Language language);

  // Whether one of the choices that are shown can sign.
  bool AnyAcceptable() const;

 Q_SIGNALS:
  void Chosen(size_t position);  // among the choices
  void ChangeWanted();           // to choose again
  void OtherCardWanted();        // another card is in the reader

 private:
  void Refresh();
  void AddChoice(size_t position, QButtonGroup* group);
  void AddDemand();
  // The button that shows `certificate` whole.
  QPushButton* AddViewButton(const Certificate& certificate, QWidget* parent);
  void AddButtons(QButtonGroup* group);

  Language language_ = Language::kFrench;
  bool asking_ = false;
  bool change_allowed_ = false;
  std::optional<Certificate> imposed_;
  std::vector<agent::CertificateChoice> choices_;
  std::optional<Certificate> chosen_;
  QWidget* content_ = nullptr;  // made anew by Refresh
};

}  // namespace paraphe::desk

#endif  // PARAPHE_CLIENT_DESK_CERTIFICATE_SECTION_H_

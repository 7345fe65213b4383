// Asks for the PIN: in a field, or at the reader; says before how many tries are left.
#ifndef PARAPHE_CLIENT_DESK_PIN_PANEL_H_
#define PARAPHE_CLIENT_DESK_PIN_PANEL_H_

#include <QWidget>
#include <optional>

#include "client/agent/signer_desk.h"
#include "common/bilingual.h"
#include "common/secret_buffer.h"

class QLabel;
class QPushButton;

namespace paraphe::desk {

class PinField;

// No PIN is empty or has one character: those are no tries, and cannot be entered. Where the PIN is
// entered at the reader there is no field, and the answer is an empty one. Belongs to the thread of the
// window.
//
// REQ: DEV-3
class PinPanel : public QWidget {
  Q_OBJECT

 public:
  explicit PinPanel(QWidget* parent);
  ~PinPanel() override;

  // Asks; the field is empty and has the focus. `before_listing`: the PIN is asked for to see the
  // card's certificates, and nothing is signed with it.
  void Ask(const agent::PinRequest& request, bool before_listing);
  // Asks no more; what was typed is wiped.
  void Close();
  void Speak(Language language);

  // The PIN that was entered, after Entered. Once.
  SecretBuffer Take();

 Q_SIGNALS:
  void Entered();

 private:
  void Refresh();
  void Enter();
  // What the signer is to know before a try.
  QString Warning() const;

  Language language_ = Language::kFrench;
  std::optional<agent::PinRequest> request_;
  bool before_listing_ = false;
  QLabel* warning_;
  QLabel* label_;
  PinField* field_;
  QPushButton* enter_;
  QLabel* help_;
};

}  // namespace paraphe::desk

#endif  // PARAPHE_CLIENT_DESK_PIN_PANEL_H_

// The consent: a sentence that names what is signed, a box below it, and the button that asks for the
// signature, in this order.
#ifndef PARAPHE_CLIENT_DESK_CONSENT_SECTION_H_
#define PARAPHE_CLIENT_DESK_CONSENT_SECTION_H_

#include <optional>
#include <string>

#include "client/agent/signing_view.h"
#include "client/desk/section.h"
#include "common/bilingual.h"

class QCheckBox;
class QLabel;
class QPushButton;

namespace paraphe::desk {

// The box can be ticked once everything was seen and a certificate is chosen; the button can be pressed
// once the box is ticked. Belongs to the thread of the window.
//
// REQ: CONS-1, PRES-9
class ConsentSection : public Section {
  Q_OBJECT

 public:
  ConsentSection(int number, QWidget* parent);

  // Asks for consent to `view`, which has a certificate; the box is not ticked.
  void Ask(const agent::SigningView& view);
  // What was seen, of the view that is asked about. Where less was seen than before, the box is no
  // longer ticked.
  void SetSeen(bool document, bool attributes);
  // The consent was given: it stands as it is.
  void Close();
  void Clear();
  void Speak(Language language);

  bool IsTicked() const;
  QCheckBox* box() const { return box_; }
  QPushButton* sign_button() const { return sign_; }

 Q_SIGNALS:
  void SignatureWanted();

 private:
  struct Facts {
    std::string title;
    std::string role;
    std::optional<Certificate> signer;
  };
  void Refresh();
  // A click on the words ticks the box, as one on the box does.
  bool eventFilter(QObject* object, QEvent* event) override;

  Language language_ = Language::kFrench;
  std::optional<Facts> facts_;
  bool open_ = false;
  bool document_seen_ = false;
  bool attributes_seen_ = false;
  QLabel* sentence_;
  QLabel* hint_;
  QCheckBox* box_;
  QLabel* words_;  // of the box: it wraps, where a box does not
  QPushButton* sign_;
};

}  // namespace paraphe::desk

#endif  // PARAPHE_CLIENT_DESK_CONSENT_SECTION_H_

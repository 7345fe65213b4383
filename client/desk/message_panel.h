// What the session told the signer: what went wrong, in their words, and how things stand.
#ifndef PARAPHE_CLIENT_DESK_MESSAGE_PANEL_H_
#define PARAPHE_CLIENT_DESK_MESSAGE_PANEL_H_

#include <QFrame>
#include <string>
#include <vector>

#include "absl/status/status.h"

#include "client/agent/phrases.h"
#include "common/bilingual.h"

class QLabel;
class QPushButton;

namespace paraphe::desk {

// Hidden as long as there is nothing to say. Belongs to the thread of the window.
//
// REQ: EXP-5, PRES-6
class MessagePanel : public QFrame {
  Q_OBJECT

 public:
  explicit MessagePanel(QWidget* parent);

  // Each stands below what was said before. `detail` is text of others.
  void Add(agent::Phrase phrase, const std::string& detail);
  void AddError(const absl::Status& status);
  // What is so now, below all others, and may pass; OK: nothing is.
  void SetPassing(const absl::Status& status);
  // Whether the signer can begin again with the same link: then there is a button for it.
  void OfferRetry(bool offered);
  void Clear();
  void Speak(Language language);

  // All that is said now, for tests and for whoever reads the screen.
  QString text() const;

 Q_SIGNALS:
  void RetryWanted();

 private:
  struct Message {
    absl::Status error;  // OK: the phrase
    agent::Phrase phrase = agent::Phrase::kNothingSigned;
    std::string detail;
  };
  void Refresh();
  QString WordsOf(const Message& message) const;

  Language language_ = Language::kFrench;
  std::vector<Message> messages_;
  absl::Status passing_;
  QLabel* mark_;
  QLabel* text_;
  QLabel* code_;
  QPushButton* retry_;
};

}  // namespace paraphe::desk

#endif  // PARAPHE_CLIENT_DESK_MESSAGE_PANEL_H_

// What the signer may keep of a signature: the signed document and the receipt, to save, to look at, to
// print; and where to go on.
#ifndef PARAPHE_CLIENT_DESK_RESULT_PANEL_H_
#define PARAPHE_CLIENT_DESK_RESULT_PANEL_H_

#include <QWidget>
#include <optional>
#include <string>

#include "client/agent/phrases.h"
#include "client/agent/receipt.h"
#include "common/bilingual.h"

class QLabel;
class QPushButton;

namespace paraphe::desk {

// Holds the result until Clear. Nothing that fails here changes the signature. Belongs to the thread of
// the window.
//
// REQ: EXP-4
class ResultPanel : public QWidget {
  Q_OBJECT

 public:
  explicit ResultPanel(QWidget* parent);

  // The document is signed and delivered.
  void ShowSigned();
  void Offer(const agent::SignedResult& result);
  // An http or https address of the application, as the session passed it on.
  void SetReturnUrl(const std::string& url);
  void Clear();
  void Speak(Language language);

  // Saves both into the folder `path`; says where, or that it did not work.
  void SaveTo(const QString& path);

 Q_SIGNALS:
  // It is said what became of saving.
  void Saved();

 private:
  void Refresh();
  void AskFolder();

  Language language_ = Language::kFrench;
  bool signed_ = false;
  std::optional<agent::SignedResult> result_;
  std::string url_;
  // What became of saving: the phrase, and the path that it is about.
  std::optional<agent::Phrase> saving_;
  std::string saved_path_;
  QLabel* words_;
  QPushButton* save_;
  QPushButton* look_;
  QPushButton* go_on_;
  QLabel* saved_;
  QLabel* url_text_;
};

}  // namespace paraphe::desk

#endif  // PARAPHE_CLIENT_DESK_RESULT_PANEL_H_

// Rows of label and value, as a signer reads them: for what is signed beside the document, and for
// certificates.
#ifndef PARAPHE_CLIENT_DESK_ROW_LIST_H_
#define PARAPHE_CLIENT_DESK_ROW_LIST_H_

#include <QLabel>
#include <QString>
#include <QWidget>
#include <vector>

#include "client/agent/signing_text.h"
#include "common/bilingual.h"

namespace paraphe::desk {

// What stands below the words for a value: nothing; the value as it is signed; the value as it is.
enum class ExactValues { kHidden, kSigned, kPlain };

// A list of rows, which the keyboard can walk through for those who do not see it: each row is one
// text, with its label, that can be selected and copied. Belongs to the thread of the window.
class RowList : public QWidget {
  Q_OBJECT

 public:
  explicit RowList(QWidget* parent = nullptr);

  // Shows `rows`. What was seen before counts no more where a row differs.
  void Show(const std::vector<agent::SigningRow>& rows, Language language, ExactValues exact);
  void SetExactValues(ExactValues exact);

  // Whether each row has been in sight, to its last line. An empty list has.
  bool IsSeen() const;

  // All that it shows, row by row; for tests and those who copy.
  QString Text() const;

 Q_SIGNALS:
  // IsSeen became true.
  void Seen();

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void showEvent(QShowEvent* event) override;

 private:
  struct Row {
    agent::SigningRow text;
    QWidget* place;
    QLabel* shown;
    QLabel* exact;
    bool seen = false;
  };

  void MakeRow(const agent::SigningRow& text);
  void Fill(Row& row);
  void HoldHeight();

  Language language_ = Language::kFrench;
  ExactValues exact_ = ExactValues::kHidden;
  std::vector<Row> rows_;
  bool told_ = false;
};

}  // namespace paraphe::desk

#endif  // PARAPHE_CLIENT_DESK_ROW_LIST_H_

// What stands above a document: page or XML, search, and the size.
#ifndef PARAPHE_CLIENT_DESK_DOCUMENT_BAR_H_
#define PARAPHE_CLIENT_DESK_DOCUMENT_BAR_H_

#include <QToolButton>
#include <QWidget>

#include "common/bilingual.h"

namespace paraphe::desk {

// Only tells what is wanted: the view does it, and says what to show here. Belongs to the thread of the
// window, as every widget.
class DocumentBar : public QWidget {
  Q_OBJECT

 public:
  explicit DocumentBar(QWidget* parent);

  // Which of both is shown: the page, or the XML.
  void SetMode(bool page);
  // The words, with the size in hundredths.
  void Speak(Language language, int zoom);

 Q_SIGNALS:
  void ModeWanted(bool page);
  void FindWanted();
  void SmallerWanted();
  void LargerWanted();
  void UsualSizeWanted();

 private:
  QToolButton* const page_;
  QToolButton* const raw_;
  QToolButton* const find_;
  QToolButton* const smaller_;
  QToolButton* const size_;
  QToolButton* const larger_;
};

}  // namespace paraphe::desk

#endif  // PARAPHE_CLIENT_DESK_DOCUMENT_BAR_H_

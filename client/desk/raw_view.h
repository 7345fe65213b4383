// The XML of a document as it is, character by character: its lines numbered, what is hidden marked
// (render/visible.h VisibleText).
//
// REQ: PRES-1, PRES-6
#ifndef PARAPHE_CLIENT_DESK_RAW_VIEW_H_
#define PARAPHE_CLIENT_DESK_RAW_VIEW_H_

#include <QPlainTextEdit>
#include <QString>
#include <QTimer>
#include <string>

#include "common/bilingual.h"

namespace paraphe::desk {

// A line longer than this goes on in the next row, which has no number: Qt lays a line out whole.
inline constexpr int kLongestRow = 1000;

// Read-only. Belongs to the thread of the window.
class RawView : public QPlainTextEdit {
  Q_OBJECT

 public:
  explicit RawView(QWidget* parent = nullptr);

  // Shows `document`, bit by bit while the window stays alive.
  void Show(const std::string& document, Language language);
  void Clear();
  // Whether all of it is there.
  bool IsComplete() const { return !timer_.isActive(); }

  // What it shows: the lines of the document, without the breaks of long ones.
  QString Text() const;

  void SetZoom(int percent);

 Q_SIGNALS:
  void Completed();

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  class Gutter;

  void AppendSlice();
  void AppendRow(const QString& row, int line);
  int GutterWidth() const;
  void PlaceGutter();
  void PaintGutter(QPaintEvent* event);

  QTimer timer_;
  QString text_;  // what is still to be appended, from next_ on
  qsizetype next_ = 0;
  int line_ = 0;
  int zoom_ = 100;
  QWidget* gutter_;
};

}  // namespace paraphe::desk

#endif  // PARAPHE_CLIENT_DESK_RAW_VIEW_H_

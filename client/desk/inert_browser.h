// Qt's rich text without everything that reaches outside: no resource is loaded, no link followed, no
// other page opened. For pages whose text is of others.
//
// REQ: PRES-7
#ifndef PARAPHE_CLIENT_DESK_INERT_BROWSER_H_
#define PARAPHE_CLIENT_DESK_INERT_BROWSER_H_

#include <QTextBrowser>
#include <QTextDocument>
#include <QUrl>
#include <QVariant>

namespace paraphe::desk {

// Asked for a resource, Qt asks the document, then the widget, and in the end reads the file itself
// where neither has one: so the document answers, with nothing.
class InertDocument : public QTextDocument {
  Q_OBJECT

 public:
  explicit InertDocument(QObject* parent = nullptr) : QTextDocument(parent) {}

 protected:
  QVariant loadResource(int type, const QUrl& name) override;
};

// Read-only. The arrow keys, Space, Page Up and Page Down, Home and End move the page. A link emits
// anchorClicked, and does nothing else.
class InertBrowser : public QTextBrowser {
  Q_OBJECT

 public:
  explicit InertBrowser(QWidget* parent = nullptr);

  QVariant loadResource(int type, const QUrl& name) override;

  // The page is `width` pixels wide, and stands in the middle where there is more room.
  void SetPageWidth(qreal width);
  // How wide a page can be without being cut, its margins included.
  int PageRoom() const;

 Q_SIGNALS:
  // The room for the page changed.
  void Resized();
  // A part of the page was drawn.
  void Painted();

 protected:
  void doSetSource(const QUrl& name, QTextDocument::ResourceType type) override;
  void keyPressEvent(QKeyEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void PlacePage();

  qreal page_width_ = 0;  // 0: as wide as there is room
};

}  // namespace paraphe::desk

#endif  // PARAPHE_CLIENT_DESK_INERT_BROWSER_H_

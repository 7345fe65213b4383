// Where a PIN or a password is typed. What is typed goes into a SecretBuffer, byte by byte: the field
// itself holds a bullet for each character, and so do its history and whoever reads the screen.
//
// What stays of it: docs/what-stays-in-memory.md.
//
// REQ: DEV-3, CHN-4
#ifndef PARAPHE_CLIENT_DESK_PIN_FIELD_H_
#define PARAPHE_CLIENT_DESK_PIN_FIELD_H_

#include <QLineEdit>
#include <vector>

#include "common/bounds.h"
#include "common/secret_buffer.h"

namespace paraphe::desk {

// Belongs to the thread of the window. It takes keys and input methods; nothing is pasted, dragged,
// copied or undone, and it has no menu. Characters are added and taken away at the end.
class PinField : public QLineEdit {
  Q_OBJECT

 public:
  // At most `most` bytes of UTF-8; keys beyond are not taken.
  explicit PinField(QWidget* parent = nullptr, size_t most = kMaxPinBytes);

  // What was typed. The field is empty afterwards.
  SecretBuffer Take();
  // Wipes what was typed.
  void Clear();
  // How many characters were typed.
  size_t characters() const { return lengths_.size(); }

 Q_SIGNALS:
  void Typed();
  void Entered();  // the Enter key

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  void inputMethodEvent(QInputMethodEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  void Append(const QString& text);
  void RemoveLast();
  // Bullets only: what else comes into the field (an accessibility client) is not a PIN.
  void Redraw();

  size_t most_;
  SecretBuffer secret_;
  std::vector<size_t> lengths_;  // of each character, in bytes
};

}  // namespace paraphe::desk

#endif  // PARAPHE_CLIENT_DESK_PIN_FIELD_H_

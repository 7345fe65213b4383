#include "client/desk/pin_field.h"

#include <QInputMethodEvent>
#include <QKeyEvent>
#include <array>
#include <utility>

#include "common/openssl.h"

namespace paraphe::desk {
namespace {

constexpr QChar kBullet(0x2022);
constexpr size_t kLongest = 4;  // bytes of a character in UTF-8

// A character in UTF-8; wiped with the object.
class Encoded {
 public:
  explicit Encoded(char32_t c) {
    if (c < 0x80) {
      Put(c);
    } else if (c < 0x800) {
      Put(0xC0 | (c >> 6));
      Put(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
      Put(0xE0 | (c >> 12));
      Put(0x80 | ((c >> 6) & 0x3F));
      Put(0x80 | (c & 0x3F));
    } else {
      Put(0xF0 | (c >> 18));
      Put(0x80 | ((c >> 12) & 0x3F));
      Put(0x80 | ((c >> 6) & 0x3F));
      Put(0x80 | (c & 0x3F));
    }
  }
  ~Encoded() { OPENSSL_cleanse(bytes_.data(), bytes_.size()); }
  Encoded(const Encoded&) = delete;
  Encoded& operator=(const Encoded&) = delete;

  size_t size() const { return size_; }
  char operator[](size_t i) const { return bytes_[i]; }

 private:
  void Put(char32_t byte) { bytes_[size_++] = static_cast<char>(byte); }

  std::array<char, kLongest> bytes_ = {};
  size_t size_ = 0;
};

}  // namespace

PinField::PinField(QWidget* parent, size_t most) : QLineEdit(parent), most_(most), secret_(most) {
  setEchoMode(QLineEdit::Password);
  setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhHiddenText | Qt::ImhNoPredictiveText |
                      Qt::ImhNoAutoUppercase);
  setContextMenuPolicy(Qt::NoContextMenu);
  setDragEnabled(false);
  setAcceptDrops(false);
}

SecretBuffer PinField::Take() {
  SecretBuffer taken = std::exchange(secret_, SecretBuffer(most_));
  Clear();
  return taken;
}

void PinField::Clear() {
  secret_.Wipe();
  lengths_.clear();
  Redraw();
  Q_EMIT Typed();
}

void PinField::Redraw() { setText(QString(static_cast<qsizetype>(lengths_.size()), kBullet)); }

void PinField::Append(const QString& text) {
  for (const char32_t c : text.toUcs4()) {
    if (c < 0x20 || c == 0x7F) continue;
    const Encoded bytes(c);
    if (secret_.size() + bytes.size() > most_) break;
    for (size_t i = 0; i < bytes.size(); ++i) static_cast<void>(secret_.Append(bytes[i]));
    lengths_.push_back(bytes.size());
  }
  Redraw();
  Q_EMIT Typed();
}

void PinField::RemoveLast() {
  if (lengths_.empty()) return;
  for (size_t i = 0; i < lengths_.back(); ++i) secret_.RemoveLast();
  lengths_.pop_back();
  Redraw();
  Q_EMIT Typed();
}

void PinField::keyPressEvent(QKeyEvent* event) {
  const bool command =
      (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) != 0 &&
      // AltGr types characters.
      (event->modifiers() & Qt::GroupSwitchModifier) == 0;
  switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
      Q_EMIT Entered();
      return;
    case Qt::Key_Backspace:
      command ? Clear() : RemoveLast();
      return;
    case Qt::Key_Delete:
      return;
    default:
      break;
  }
  if (command || event->text().isEmpty() || !event->text().at(0).isPrint()) {
    event->ignore();
    return;
  }
  Append(event->text());
}

void PinField::inputMethodEvent(QInputMethodEvent* event) { Append(event->commitString()); }

void PinField::mousePressEvent(QMouseEvent*) { setFocus(Qt::MouseFocusReason); }

void PinField::mouseDoubleClickEvent(QMouseEvent*) { setFocus(Qt::MouseFocusReason); }

void PinField::dropEvent(QDropEvent*) {}

}  // namespace paraphe::desk

#include "client/desk/desk_text.h"

#include <QApplication>
#include <algorithm>
#include <string>

#include "client/desk/child.h"
#include "render/visible.h"

namespace paraphe::desk {
namespace {

// Below it people lean forward.
constexpr double kLeastPoints = 11;

}  // namespace

QString ToQt(absl::string_view text) {
  return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString Typeset(absl::string_view words, Language language) {
  QString text = ToQt(words);
  return language == Language::kFrench ? text.replace('\'', QChar(0x2019)) : text;
}

QString Text(DeskWord word, Language language) { return Typeset(TextOf(word, language), language); }

QString Text(DeskWord word, Language language, const QString& value) {
  return Text(word, language).arg(value);
}

QString Text(agent::Phrase phrase, Language language) {
  return Typeset(agent::TextOf(phrase, language), language);
}

QString Visible(absl::string_view text, Language language) {
  return ToQt(VisibleLine(text, language));
}

QLabel* AddText(QWidget* parent, const QString& text) {
  auto* label = AddChild<QLabel>(parent, text);
  label->setTextFormat(Qt::PlainText);
  label->setWordWrap(true);
  label->setTextInteractionFlags(Qt::TextSelectableByMouse);
  return label;
}

void SetFontSize(int percent) {
  QFont font = QApplication::font();
  if (font.pointSizeF() > 0) {
    font.setPointSizeF(std::max(font.pointSizeF(), kLeastPoints) * percent / 100);
  }
  QApplication::setFont(font);
}

}  // namespace paraphe::desk

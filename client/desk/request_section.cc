#include "client/desk/request_section.h"

#include <QLabel>
#include <QVBoxLayout>

#include "absl/strings/str_cat.h"

#include "client/desk/child.h"
#include "client/desk/desk_text.h"

namespace paraphe::desk {
namespace {

// A row of label and value, for a table of rich text.
QString Row(const QString& label, const QString& value) {
  return QStringLiteral("<tr><td style='padding-right:1em'>%1</td><td><b>%2</b></td></tr>")
      .arg(label.toHtmlEscaped(), value.toHtmlEscaped());
}

}  // namespace

RequestSection::RequestSection(int number, QWidget* parent)
    : Section(number, parent), text_(AddText(this)), warning_(AddText(this)) {
  text_->setTextFormat(Qt::RichText);
  body()->addWidget(text_);
  body()->addWidget(warning_);
  Refresh();
}

void RequestSection::SetServer(const std::string& address) {
  server_ = address;
  Refresh();
}

void RequestSection::Show(const agent::SigningView& view) {
  facts_ = Facts{view.application, view.application_description, view.signer_role,
                 view.session_code, view.refused_openings};
  Refresh();
}

void RequestSection::Clear() {
  server_.clear();
  facts_.reset();
  Refresh();
}

void RequestSection::Speak(Language language) {
  language_ = language;
  SetHeading(Text(DeskWord::kWhoAsks, language_));
  Refresh();
}

void RequestSection::Refresh() {
  QString rows;
  if (facts_.has_value()) {
    const std::string who = facts_->description.empty()
                                ? facts_->application
                                : absl::StrCat(facts_->application, " — ", facts_->description);
    rows += Row(Text(DeskWord::kApplication, language_), Visible(who, language_));
    rows += Row(Text(DeskWord::kInRoleOf, language_), Visible(facts_->role, language_));
    rows += Row(Text(DeskWord::kRequestCode, language_), Visible(facts_->code, language_));
  }
  if (!server_.empty()) {
    rows += Row(Text(DeskWord::kServer, language_),
                Visible(server_, language_) +
                    (facts_.has_value() ? Text(DeskWord::kServerVerified, language_) : QString()));
  }
  text_->setText(rows.isEmpty()
                     ? QString()
                     : "<table cellspacing='0' cellpadding='1' style='margin-left:-1px'>" + rows +
                           "</table>");
  text_->setVisible(!rows.isEmpty());
  const bool warned = facts_.has_value() && facts_->refused_openings > 0;
  warning_->setText(warned ? "⚠ " + Text(agent::Phrase::kRefusedOpenings, language_) +
                                 QString::number(facts_->refused_openings)
                           : QString());
  warning_->setVisible(warned);
}

}  // namespace paraphe::desk

#include "client/desk/page_table.h"

#include <QFontMetricsF>
#include <QTextCharFormat>
#include <QTextLength>
#include <QTextTable>
#include <QTextTableCell>
#include <algorithm>

#include "client/desk/widget_words.h"

namespace paraphe::desk {
namespace {

constexpr size_t kRowsAtOnce = 20;
constexpr double kWidest = 40;  // characters beyond which a column asks for no more
constexpr double kNarrowest = 3;
constexpr double kPadding = 0.3;  // em around the text of a cell

struct Extent {
  double whole = 0;  // characters of all of a cell's text
  double word = 0;   // of its longest word
};

// How much room the text of a cell takes, in characters.
Extent ExtentOf(HtmlEvents content) {
  Extent extent;
  double word = 0;
  for (const HtmlEvent& event : content) {
    if (event.kind != HtmlEvent::Kind::kText) {
      if (event.kind == HtmlEvent::Kind::kBreak) word = 0;
      continue;
    }
    for (const char byte : event.text) {
      const bool continues = (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
      if (continues) continue;
      ++extent.whole;
      word = byte == ' ' || byte == '\n' ? 0 : word + 1;
      extent.word = std::max(extent.word, word);
    }
  }
  return extent;
}

// On average, of a heading.
double WidthOfLetter(const PageStyle& style) {
  constexpr char kLetters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  QFont bold = style.body;
  bold.setBold(true);
  return QFontMetricsF(bold).horizontalAdvance(kLetters) / (sizeof(kLetters) - 1);
}

}  // namespace

std::vector<double> ColumnPercents(const HtmlTable& parts, const PageStyle& style, qreal room) {
  std::vector<Extent> columns;
  for (const HtmlTable::Row& row : parts.rows) {
    if (row.cells.size() > columns.size()) columns.resize(row.cells.size());
    for (size_t k = 0; k < row.cells.size(); ++k) {
      const Extent cell = ExtentOf(row.cells[k].content);
      columns[k].whole = std::max(columns[k].whole, cell.whole);
      columns[k].word = std::max(columns[k].word, cell.word);
    }
  }
  const double letter = WidthOfLetter(style);
  const double around = 2 * kPadding * style.em + 2;
  double least = 0;  // pixels that the longest words need
  double asked = 0;  // letters beyond them
  for (Extent& column : columns) {
    column.word = std::clamp(column.word * 1.2 + 0.5, kNarrowest, kWidest / 2);
    column.whole = std::clamp(column.whole, column.word, kWidest);
    least += column.word * letter + around;
    asked += column.whole - column.word;
  }
  if (columns.empty() || least > room) return {};
  std::vector<double> percents;
  for (const Extent& column : columns) {
    const double share =
        asked > 0 ? (column.whole - column.word) / asked : 1 / static_cast<double>(columns.size());
    percents.push_back((column.word * letter + around + share * (room - least)) / room * 100);
  }
  return percents;
}

PageTable::PageTable(HtmlEvents table, PageFlow& flow, const PageStyle& style, Language language,
                     PageFolds& folds)
    : parts_(TakeTableApart(table)),
      flow_(flow),
      style_(style),
      language_(language),
      folds_(folds),
      percents_(ColumnPercents(parts_, style, style.width - flow.left())) {
  if (parts_.caption.empty()) return;
  flow_.Take({HtmlEvent::Kind::kOpen, HtmlTag::kCaption, HtmlClass::kNone, ""});
  for (const HtmlEvent& event : parts_.caption) flow_.Take(event);
  flow_.Take({HtmlEvent::Kind::kClose, HtmlTag::kCaption, HtmlClass::kNone, ""});
}

bool PageTable::WriteRows() {
  const size_t end = std::min(next_ + kRowsAtOnce, parts_.rows.size());
  if (next_ == end) return false;
  if (percents_.empty()) {
    for (size_t i = next_; i < end; ++i) WriteAsFields(parts_.rows[i]);
  } else {
    WriteInColumns(end);
  }
  next_ = end;
  return true;
}

QTextTableFormat PageTable::Format() const {
  QTextTableFormat format;
  format.setBorder(1);
  format.setBorderCollapse(true);
  format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
  format.setBorderBrush(style_.rule);
  format.setCellPadding(style_.em * kPadding);
  format.setCellSpacing(0);
  format.setLeftMargin(flow_.left());
  format.setTopMargin(0);
  format.setBottomMargin(next_ + kRowsAtOnce < parts_.rows.size() ? 0 : style_.em * 0.6);
  format.setWidth(style_.width - flow_.left());
  QList<QTextLength> widths;
  for (const double percent : percents_) {
    widths.append(QTextLength(QTextLength::PercentageLength, percent));
  }
  format.setColumnWidthConstraints(widths);
  return format;
}

void PageTable::WriteInColumns(size_t end) {
  QTextCursor cursor = flow_.Interrupt();
  const int rows = static_cast<int>(end - next_);
  QTextTable* const table = cursor.insertTable(rows, static_cast<int>(percents_.size()), Format());
  for (int r = 0; r < rows; ++r) {
    const HtmlTable::Row& row = parts_.rows[next_ + static_cast<size_t>(r)];
    for (size_t k = 0; k < row.cells.size(); ++k) {
      const HtmlTable::Cell& cell = row.cells[k];
      QTextTableCell place = table->cellAt(r, static_cast<int>(k));
      const HtmlTag tag = row.is_heading ? HtmlTag::kTh : HtmlTag::kTd;
      if (row.is_heading) {
        QTextCharFormat format = place.format();
        format.setBackground(style_.heading_ground);
        place.setFormat(format);
      }
      PageFlow flow(place.firstCursorPosition(), style_, language_,
                    cell.to_the_right ? FlowPlace::kAmount : FlowPlace::kCell, folds_);
      flow.Take({HtmlEvent::Kind::kOpen, tag, HtmlClass::kNone, ""});
      for (const HtmlEvent& event : cell.content) flow.Take(event);
      flow.Take({HtmlEvent::Kind::kClose, tag, HtmlClass::kNone, ""});
    }
  }
  flow_.Resume();
}

// The headings stand once as they are, in a line of their own, and again beside each value.
void PageTable::WriteAsFields(const HtmlTable::Row& row) {
  const auto open = [this](HtmlTag tag) {
    flow_.Take({HtmlEvent::Kind::kOpen, tag, HtmlClass::kNone, ""});
  };
  const auto close = [this](HtmlTag tag) {
    flow_.Take({HtmlEvent::Kind::kClose, tag, HtmlClass::kNone, ""});
  };
  if (row.is_heading) heads_.clear();
  open(row.is_heading ? HtmlTag::kTr : HtmlTag::kP);
  for (size_t k = 0; k < row.cells.size(); ++k) {
    if (row.is_heading) {
      heads_.push_back(row.cells[k].content);
      open(HtmlTag::kTh);
    } else if (k < heads_.size()) {
      open(HtmlTag::kDt);
      flow_.SetOurs(true);
      for (const HtmlEvent& event : heads_[k]) flow_.Take(event);
      flow_.SetOurs(false);
      close(HtmlTag::kDt);
    }
    if (!row.is_heading) open(HtmlTag::kDd);
    for (const HtmlEvent& event : row.cells[k].content) flow_.Take(event);
    close(row.is_heading ? HtmlTag::kTh : HtmlTag::kDd);
  }
  close(row.is_heading ? HtmlTag::kTr : HtmlTag::kP);
}

}  // namespace paraphe::desk

// Sets a table of a page in columns, some rows at a time; or row by row as fields, where the page is
// too narrow for its columns.
//
// Qt lays a table out as a whole. So a long one becomes several, one below the other, of the same
// column widths, without a gap: to the eye it is one.
#ifndef PARAPHE_CLIENT_DESK_PAGE_TABLE_H_
#define PARAPHE_CLIENT_DESK_PAGE_TABLE_H_

#include <QTextTableFormat>
#include <cstddef>
#include <vector>

#include "client/desk/page_flow.h"
#include "client/desk/page_folds.h"
#include "client/desk/page_style.h"
#include "common/bilingual.h"
#include "render/html_events.h"

namespace paraphe::desk {

// The widths of columns in percent, whose sum is 100, for a table `parts` without spans; as wide as
// what they hold asks for, within reason. Empty where `room` pixels are too few for them.
std::vector<double> ColumnPercents(const HtmlTable& parts, const PageStyle& style, qreal room);

// Not thread-safe. What it refers to must outlive it.
class PageTable {
 public:
  // `table` holds the events between the table's tags. The caption, where there is one, is written
  // by `flow` at once.
  PageTable(HtmlEvents table, PageFlow& flow, const PageStyle& style, Language language,
            PageFolds& folds);

  // Writes the next rows at the end of the flow. False once there are no more.
  bool WriteRows();

 private:
  void WriteInColumns(size_t end);
  void WriteAsFields(const HtmlTable::Row& row);
  QTextTableFormat Format() const;

  HtmlTable parts_;
  PageFlow& flow_;
  const PageStyle& style_;
  const Language language_;
  PageFolds& folds_;
  std::vector<double> percents_;   // empty: set as fields
  std::vector<HtmlEvents> heads_;  // of fields: the headings that are in force
  size_t next_ = 0;
};

}  // namespace paraphe::desk

#endif  // PARAPHE_CLIENT_DESK_PAGE_TABLE_H_

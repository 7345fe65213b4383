// The order in which Tab visits the widgets of the window: as they are read, from top to bottom and from
// left to right, whenever they were made.
//
// Qt visits them in the order in which they were made: what is asked anew in the middle of the page (the
// certificates) would come after its foot.
#ifndef PARAPHE_CLIENT_DESK_TAB_ORDER_H_
#define PARAPHE_CLIENT_DESK_TAB_ORDER_H_

#include <QList>
#include <QWidget>

namespace paraphe::desk {

// The widgets inside `part` that Tab stops at, visible ones, in reading order: rows from top to bottom,
// each from left to right (from right to left where the language is written so).
QList<QWidget*> TabStopsOf(QWidget* part);

// Makes Tab visit the stops of `parts`, one part after the other. To be called where widgets were made or
// shown; those that are hidden now keep a place of their own. Belongs to the thread of the window.
//
// REQ: CONS-1
void OrderTabs(const QList<QWidget*>& parts);

}  // namespace paraphe::desk

#endif  // PARAPHE_CLIENT_DESK_TAB_ORDER_H_

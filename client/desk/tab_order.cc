#include "client/desk/tab_order.h"

#include <algorithm>

namespace paraphe::desk {

QList<QWidget*> TabStopsOf(QWidget* part) {
  QList<QWidget*> stops;
  for (QWidget* widget : part->findChildren<QWidget*>()) {
    const bool stop =
        (widget->focusPolicy() & Qt::TabFocus) != 0 && widget->focusProxy() == nullptr;
    if (stop && widget->isVisible()) stops.append(widget);
  }
  const auto place = [part](QWidget* widget) {
    return QRect(widget->mapTo(part, QPoint(0, 0)), widget->size());
  };
  // In one row are those of which one's middle is beside the other.
  std::stable_sort(stops.begin(), stops.end(), [&](QWidget* a, QWidget* b) {
    return place(a).center().y() < place(b).center().y();
  });
  for (qsizetype begin = 0; begin < stops.size();) {
    qsizetype end = begin + 1;
    const int bottom = place(stops[begin]).bottom();
    while (end < stops.size() && place(stops[end]).center().y() <= bottom &&
           place(stops[end]).top() <= place(stops[begin]).center().y()) {
      ++end;
    }
    const bool mirrored = part->isRightToLeft();
    std::stable_sort(stops.begin() + begin, stops.begin() + end, [&](QWidget* a, QWidget* b) {
      return mirrored ? place(a).left() > place(b).left() : place(a).left() < place(b).left();
    });
    begin = end;
  }
  return stops;
}

void OrderTabs(const QList<QWidget*>& parts) {
  QWidget* before = nullptr;
  for (QWidget* part : parts) {
    for (QWidget* stop : TabStopsOf(part)) {
      if (before != nullptr) QWidget::setTabOrder(before, stop);
      before = stop;
    }
  }
}

}  // namespace paraphe::desk

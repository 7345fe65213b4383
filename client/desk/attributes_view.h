// What is signed beside the document: in words, what a person cares about first; the exact value
// of each one click or one key away; technical ones folded below.
//
// The words are those of policy/attribute_text.h, the order that of client/agent/signing_text.h, as
// at the terminal. What others wrote is marked (render/visible.h).
//
// REQ: ATT-1, ATT-2, ATT-5
#ifndef PARAPHE_CLIENT_DESK_ATTRIBUTES_VIEW_H_
#define PARAPHE_CLIENT_DESK_ATTRIBUTES_VIEW_H_

#include <QWidget>
#include <memory>

#include "client/agent/signing_view.h"
#include "common/bilingual.h"

namespace paraphe::desk {

// Belongs to the thread of the window.
class AttributesView : public QWidget {
  Q_OBJECT

 public:
  explicit AttributesView(QWidget* parent = nullptr);
  ~AttributesView() override;

  // Shows the attributes of `view`. What was seen before counts no more where a line differs.
  void Show(const agent::SigningView& view, Language language);

  // Whether every attribute in words has been in sight while this view was visible. The technical
  // ones can be unfolded, and need not be.
  bool IsShownWhole() const;

 Q_SIGNALS:
  void ShownWhole();

 private:
  class Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace paraphe::desk

#endif  // PARAPHE_CLIENT_DESK_ATTRIBUTES_VIEW_H_

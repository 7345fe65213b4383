// Makes what Qt owns: a widget, layout, action or timer that its parent deletes.
//
//   QLabel* label = AddChild<QLabel>(this, text);   // QLabel(text, this)
//   auto* row = MakeOwned<QHBoxLayout>();               // layout->addLayout(row) takes it
//
// The pointers that come back are borrowed: they live as long as the parent does.
#ifndef PARAPHE_CLIENT_DESK_CHILD_H_
#define PARAPHE_CLIENT_DESK_CHILD_H_

#include <memory>
#include <utility>

namespace paraphe::desk {

// A T that `parent`, which is not null, owns from its first moment. `args` are those of T's
// constructor before the parent.
template <typename T, typename Parent, typename... Args>
T* AddChild(Parent* parent, Args&&... args) {
  return std::make_unique<T>(std::forward<Args>(args)..., parent).release();
}

// A T for a call of Qt that takes ownership (addLayout, setItem, setWidget ...), to be made there and
// then: nobody owns it before.
template <typename T, typename... Args>
T* MakeOwned(Args&&... args) {
  return std::make_unique<T>(std::forward<Args>(args)...).release();
}

}  // namespace paraphe::desk

#endif  // PARAPHE_CLIENT_DESK_CHILD_H_

// A step of the story that the window tells: a numbered heading, how it stands, and what belongs to it.
#ifndef PARAPHE_CLIENT_DESK_SECTION_H_
#define PARAPHE_CLIENT_DESK_SECTION_H_

#include <QFrame>
#include <QString>

class QLabel;
class QVBoxLayout;

namespace paraphe::desk {

// How a section stands. It is said in words too, beside the heading: nothing is said by colour alone.
enum class SectionState {
  kToCome,  // its turn has not come
  kNow,     // the signer is to do something here, or to wait for it
  kDone,
  kFailed,
};

// Belongs to the thread of the window. The widgets of body() are the caller's to add.
class Section : public QFrame {
  Q_OBJECT

 public:
  Section(int number, QWidget* parent);

  void SetHeading(const QString& heading);
  // `words`: how it stands, for the signer ("lu jusqu'à la fin").
  void SetState(SectionState state, const QString& words);

  SectionState state() const { return state_; }
  QString words() const;
  QVBoxLayout* body() const { return body_; }

 protected:
  // Marks the section whose turn it is at its edge.
  void paintEvent(QPaintEvent* event) override;

 private:
  int number_;
  SectionState state_ = SectionState::kToCome;
  QLabel* heading_;
  QLabel* words_;
  QVBoxLayout* body_;
};

}  // namespace paraphe::desk

#endif  // PARAPHE_CLIENT_DESK_SECTION_H_

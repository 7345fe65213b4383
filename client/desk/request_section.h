// Who asks: the application, the server that this desk knows by its key, the role, the session code;
// and how often somebody else tried to open the request.
#ifndef PARAPHE_CLIENT_DESK_REQUEST_SECTION_H_
#define PARAPHE_CLIENT_DESK_REQUEST_SECTION_H_

#include <optional>
#include <string>

#include "client/agent/signing_view.h"
#include "client/desk/section.h"
#include "common/bilingual.h"

class QLabel;

namespace paraphe::desk {

// Belongs to the thread of the window. Text of others is marked (render/visible.h).
//
// REQ: CHN-3, PRES-6
class RequestSection : public Section {
  Q_OBJECT

 public:
  RequestSection(int number, QWidget* parent);

  // The server is contacted.
  void SetServer(const std::string& address);
  void Show(const agent::SigningView& view);
  // Nothing asks.
  void Clear();
  // With the words of the facts in `language`.
  void Speak(Language language);

 private:
  struct Facts {
    std::string application;
    std::string description;
    std::string role;
    std::string code;
    uint32_t refused_openings = 0;
  };
  void Refresh();

  std::string server_;
  std::optional<Facts> facts_;
  Language language_ = Language::kFrench;
  QLabel* text_;
  QLabel* warning_;
};

}  // namespace paraphe::desk

#endif  // PARAPHE_CLIENT_DESK_REQUEST_SECTION_H_

// One window for each user: a program that is started while another runs hands its link over, and
// ends.
//
// It listens on a socket in the file system, in a folder that is the user's alone, and asks the
// system who connects: no other user can, not even by name (docs/security.md). There is no network
// port. A link is a secret: it is never logged, and no error quotes it.
#ifndef PARAPHE_CLIENT_DESK_SINGLE_INSTANCE_H_
#define PARAPHE_CLIENT_DESK_SINGLE_INSTANCE_H_

#include <QByteArray>
#include <QObject>
#include <memory>
#include <string>

#include "absl/status/statusor.h"

class QLocalSocket;

namespace paraphe::desk {

// The longest link that is handed over, in bytes: longer ones are none.
inline constexpr int kMaxLinkBytes = 1024;

// $XDG_RUNTIME_DIR/paraphe-desk.socket; empty where there is no such folder of the user's alone (mode
// 0700): each program has its own window then.
std::string InstanceSocket();

// Belongs to the thread of the window.
class SingleInstance : public QObject {
  Q_OBJECT

 public:
  // Hands `link`, which may be empty, to the window that listens at `socket`: it comes to the front.
  // True where it took the link. False where no window listens. Waits 5 s at most.
  //
  // Errors:
  //   USAGE     the link is longer than kMaxLinkBytes, or holds what no link does
  //   DEADLINE  a window is there, and does not answer
  static absl::StatusOr<bool> HandOver(const std::string& socket, const QByteArray& link);

  // Listens at `socket`, mode 0600. Whoever connects has `patience` milliseconds. A socket that a program left behind is replaced.
  //
  // Errors:
  //   FILE_UNWRITABLE  it cannot listen there, or another program does since a moment
  static absl::StatusOr<std::unique_ptr<SingleInstance>> Listen(const std::string& socket,
                                                                int patience = 5000);

  ~SingleInstance() override;

 Q_SIGNALS:
  // Another program was started with `link`, which is text of others: whoever takes it parses it
  // (client/agent/ticket_link.h). Empty: without one; the window is to come to the front.
  void LinkGiven(const QByteArray& link);

 private:
  class Server;
  SingleInstance(std::unique_ptr<Server> server, int patience);

  void Attend(QLocalSocket* other);
  void Read(QLocalSocket& other);

  std::unique_ptr<Server> server_;
  const int patience_;
};

}  // namespace paraphe::desk

#endif  // PARAPHE_CLIENT_DESK_SINGLE_INSTANCE_H_

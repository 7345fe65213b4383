#include "client/desk/single_instance.h"

#include <QLocalServer>
#include <QLocalSocket>
#include <QTimer>
#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "absl/memory/memory.h"
#include "absl/strings/str_cat.h"
#include <fcntl.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/errors.h"

namespace paraphe::desk {
namespace {

constexpr int kPatience = 5000;  // ms
constexpr int kMostAtOnce = 8;
constexpr int kLengthBytes = 2;  // before the link: its length, the higher byte first
constexpr char kTaken = 'k';

bool IsLinkText(const QByteArray& link) {
  return std::all_of(link.begin(), link.end(), [](char c) { return c > ' ' && c <= '~'; });
}

// Whether the other end of a socket is a program of this user.
bool IsOurs(qintptr descriptor) {
  ucred peer = {};
  socklen_t size = sizeof(peer);
  const int told = getsockopt(static_cast<int>(descriptor), SOL_SOCKET, SO_PEERCRED, &peer, &size);
  return told == 0 && peer.uid == getuid();
}

absl::Status NoAnswer() {
  return MakeError(v1::DEADLINE,
                   "a window of Paraphe is open and does not answer; close it, and open the link "
                   "again");
}

}  // namespace

std::string InstanceSocket() {
  const char* const folder = std::getenv("XDG_RUNTIME_DIR");
  if (folder == nullptr || folder[0] != '/') return "";
  struct stat facts = {};
  if (stat(folder, &facts) != 0 || !S_ISDIR(facts.st_mode)) return "";
  if (facts.st_uid != getuid() || (facts.st_mode & 0077) != 0) return "";
  return absl::StrCat(folder, "/paraphe-desk.socket");
}

// Holds the lock that says who listens: a socket alone does not tell a program that runs from one
// that is gone.
class SingleInstance::Server : public QLocalServer {
 public:
  explicit Server(int lock) : lock_(lock) {
    setSocketOptions(QLocalServer::UserAccessOption);
    setMaxPendingConnections(kMostAtOnce);
  }
  ~Server() override {
    close();
    ::close(lock_);
  }

 private:
  const int lock_;
};

absl::StatusOr<bool> SingleInstance::HandOver(const std::string& socket, const QByteArray& link) {
  if (link.size() > kMaxLinkBytes || !IsLinkText(link)) {
    return MakeError(v1::USAGE, "this is no link of Paraphe; copy it whole from the application");
  }
  QLocalSocket other;
  other.connectToServer(QString::fromStdString(socket));
  if (!other.waitForConnected(kPatience)) {
    const bool full = other.error() == QLocalSocket::SocketTimeoutError;
    if (full) return NoAnswer();
    return false;
  }
  if (!IsOurs(other.socketDescriptor())) return false;
  QByteArray message;
  message.append(static_cast<char>(link.size() >> 8));
  message.append(static_cast<char>(link.size() & 0xff));
  message.append(link);
  other.write(message);
  char answer = 0;
  if (!other.waitForBytesWritten(kPatience) || !other.waitForReadyRead(kPatience) ||
      !other.getChar(&answer) || answer != kTaken) {
    return NoAnswer();
  }
  return true;
}

absl::StatusOr<std::unique_ptr<SingleInstance>> SingleInstance::Listen(const std::string& socket,
                                                                       int patience) {
  const std::string lock_file = absl::StrCat(socket, ".lock");
  const int lock = open(lock_file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (lock < 0) {
    return MakeError(v1::FILE_UNWRITABLE,
                     absl::StrCat(lock_file, ": ", std::strerror(errno),
                                  "; check the folder that XDG_RUNTIME_DIR names"));
  }
  auto server = std::make_unique<Server>(lock);
  if (flock(lock, LOCK_EX | LOCK_NB) != 0) {
    return MakeError(v1::FILE_UNWRITABLE,
                     "another window of Paraphe was started at the same moment; open the link "
                     "again");
  }
  const QString name = QString::fromStdString(socket);
  QLocalServer::removeServer(name);
  if (!server->listen(name)) {
    return MakeError(v1::FILE_UNWRITABLE,
                     absl::StrCat(socket, ": ", server->errorString().toStdString(),
                                  "; check the folder that XDG_RUNTIME_DIR names"));
  }
  return absl::WrapUnique(new SingleInstance(std::move(server), patience));
}

SingleInstance::SingleInstance(std::unique_ptr<Server> server, int patience)
    : server_(std::move(server)), patience_(patience) {
  connect(server_.get(), &QLocalServer::newConnection, this, [this] {
    while (QLocalSocket* const other = server_->nextPendingConnection()) Attend(other);
  });
}

SingleInstance::~SingleInstance() = default;

// Whoever sends anything but one link, or nothing, is cut off.
void SingleInstance::Attend(QLocalSocket* other) {
  connect(other, &QLocalSocket::disconnected, other, &QObject::deleteLater);
  if (!IsOurs(other->socketDescriptor())) return other->abort();
  other->setReadBufferSize(kLengthBytes + kMaxLinkBytes + 1);
  QTimer::singleShot(patience_, other, [other] { other->abort(); });
  connect(other, &QLocalSocket::readyRead, this, [this, other] { Read(*other); });
}

void SingleInstance::Read(QLocalSocket& other) {
  const QByteArray message = other.peek(kLengthBytes + kMaxLinkBytes + 1);
  if (message.size() < kLengthBytes) return;
  const int length =
      static_cast<unsigned char>(message[0]) * 256 + static_cast<unsigned char>(message[1]);
  if (length > kMaxLinkBytes || message.size() > kLengthBytes + length) return other.abort();
  if (message.size() < kLengthBytes + length) return;
  const QByteArray link = message.mid(kLengthBytes);
  if (!IsLinkText(link)) return other.abort();
  other.readAll();
  other.putChar(kTaken);
  other.flush();
  other.disconnectFromServer();
  Q_EMIT LinkGiven(link);
}

}  // namespace paraphe::desk

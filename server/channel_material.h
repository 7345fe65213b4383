// What the server's end of each channel is made of: its key and certificate, and whose the certificates
// of clients are. Replaced whole while the server runs, as the catalogue is (CatalogueHolder).
//
// A reload reads all that the new configuration names first, and replaces only when all is good:
//
//   ASSIGN_OR_RETURN(auto catalogue, Catalogue::Load(settings));
//   ASSIGN_OR_RETURN(auto material, ReadChannelMaterial(settings));
//   RETURN_IF_ERROR(CheckReplacement(material, clock.Now()));
//   catalogues.Replace(std::move(catalogue));   // neither can fail
//   channel.Replace(std::move(material));
#ifndef PARAPHE_SERVER_CHANNEL_MATERIAL_H_
#define PARAPHE_SERVER_CHANNEL_MATERIAL_H_

#include <memory>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

#include "common/grpc/tls_files.h"
#include "server/config.h"
#include "server/identity/client_identities.h"

namespace paraphe::server {

struct ChannelMaterial {
  TlsPair tls;
  std::shared_ptr<const ClientIdentities> identities;
};

// Reads tls and client_ca_files of `settings`; nothing takes effect.
// Errors: those of ReadTlsPair and ClientIdentities::Load.
absl::StatusOr<ChannelMaterial> ReadChannelMaterial(const ServerSettings& settings);

// Whether it may take the place of another: what a start only warns of, a running server refuses.
// Errors: those of CheckInTime.
absl::Status CheckReplacement(const ChannelMaterial& next, absl::Time now);

// The material in force. Thread-safe.
class ChannelHolder {
 public:
  explicit ChannelHolder(ChannelMaterial first)
      : tls_(std::make_shared<TlsHolder>(std::move(first.tls))),
        identities_(std::move(first.identities)) {}

  // Handshakes that begin from now on see the new certificate, where it is another; connections that are
  // open live on. Each call that begins from now on, on those too, is judged by the new identities.
  void Replace(ChannelMaterial next) {
    const std::shared_ptr<const TlsPair> current = tls_->Get();
    if (current->certificate_chain != next.tls.certificate_chain ||
        current->private_key != next.tls.private_key) {
      tls_->Replace(std::move(next.tls));
    }
    absl::MutexLock lock(&mutex_);
    identities_ = std::move(next.identities);
  }

  std::shared_ptr<const TlsHolder> tls() const { return tls_; }
  std::shared_ptr<const ClientIdentities> identities() const {
    absl::MutexLock lock(&mutex_);
    return identities_;
  }

 private:
  const std::shared_ptr<TlsHolder> tls_;
  mutable absl::Mutex mutex_;
  std::shared_ptr<const ClientIdentities> identities_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_CHANNEL_MATERIAL_H_

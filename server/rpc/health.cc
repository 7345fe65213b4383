#include "server/rpc/health.h"

#include <utility>

namespace paraphe::server {

ServingStatus Health::Find(const std::string& service) const {
  const auto found = services_.find(service);
  return found == services_.end() ? grpc::health::v1::HealthCheckResponse::SERVICE_UNKNOWN
                                  : found->second;
}

void Health::Set(const std::vector<std::string>& services, bool serving) {
  std::vector<std::pair<std::shared_ptr<Watcher>, ServingStatus>> told;
  {
    absl::MutexLock lock(&mutex_);
    for (const std::string& service : services) {
      services_[service] = serving ? grpc::health::v1::HealthCheckResponse::SERVING
                                   : grpc::health::v1::HealthCheckResponse::NOT_SERVING;
    }
    for (const auto& [key, entry] : watchers_) {
      if (auto watcher = entry.watcher.lock()) {
        told.emplace_back(std::move(watcher), Find(entry.service));
      }
    }
  }
  for (const auto& [watcher, status] : told) watcher->OnStatus(status);
}

ServingStatus Health::Get(const std::string& service) const {
  absl::ReaderMutexLock lock(&mutex_);
  return Find(service);
}

void Health::Add(const std::string& service, const std::shared_ptr<Watcher>& watcher) {
  ServingStatus now;
  bool closed = false;
  {
    absl::MutexLock lock(&mutex_);
    watchers_[watcher.get()] = {service, watcher};
    now = Find(service);
    closed = closed_;
  }
  watcher->OnStatus(now);
  if (closed) watcher->OnClose();
}

void Health::Remove(const Watcher* watcher) {
  absl::MutexLock lock(&mutex_);
  watchers_.erase(watcher);
}

void Health::Close() {
  std::vector<std::shared_ptr<Watcher>> all;
  {
    absl::MutexLock lock(&mutex_);
    closed_ = true;
    for (const auto& [key, entry] : watchers_) {
      if (auto watcher = entry.watcher.lock()) all.push_back(std::move(watcher));
    }
  }
  for (const auto& watcher : all) watcher->OnClose();
}

}  // namespace paraphe::server

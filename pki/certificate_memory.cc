#include "pki/certificate_memory.h"

#include <optional>
#include <utility>

namespace paraphe {

absl::StatusOr<Certificate> CertificateMemory::Read(absl::string_view der) {
  if (std::optional<Certificate> known = Find(der)) return *std::move(known);
  absl::StatusOr<Certificate> read = Certificate::Parse(der);
  if (read.ok() && der.size() <= kMaxKeptBytes) Keep(*read);
  return read;
}

std::optional<Certificate> CertificateMemory::Find(absl::string_view der) {
  absl::MutexLock lock(&mutex_);
  if (const auto found = used_.find(der); found != used_.end()) return found->second;
  const auto found = before_.find(der);
  if (found == before_.end()) return std::nullopt;
  Certificate certificate = found->second;
  before_.erase(found);
  used_.try_emplace(certificate.der(), certificate);
  return certificate;
}

// One that another thread kept meanwhile stays: its key is its own bytes.
void CertificateMemory::Keep(const Certificate& certificate) {
  ByDer forgotten;  // freed without the lock
  absl::MutexLock lock(&mutex_);
  if (used_.size() >= kMaxKept) forgotten = ForgetUnusedLocked();
  used_.try_emplace(certificate.der(), certificate);
}

void CertificateMemory::ForgetUnused() {
  ByDer forgotten;
  absl::MutexLock lock(&mutex_);
  forgotten = ForgetUnusedLocked();
}

CertificateMemory::ByDer CertificateMemory::ForgetUnusedLocked() {
  return std::exchange(before_, std::exchange(used_, ByDer()));
}

size_t CertificateMemory::size() const {
  absl::MutexLock lock(&mutex_);
  return used_.size() + before_.size();
}

}  // namespace paraphe

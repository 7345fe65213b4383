#include "client/device/pkcs11/search.h"

#include <utility>

#include "absl/strings/str_cat.h"

#include "client/device/pkcs11/cryptoki.h"
#include "common/bounds.h"
#include "common/status_macros.h"

namespace paraphe::pkcs11 {

absl::StatusOr<Search> Search::Begin(const Session& session, CK_OBJECT_CLASS object_class,
                                     const std::string& id) {
  CK_ATTRIBUTE wanted[] = {
      {CKA_CLASS, &object_class, sizeof(object_class)},
      {CKA_ID, const_cast<char*>(id.data()), id.size()},
  };
  const CK_ULONG count = id.empty() ? 1 : 2;
  RETURN_IF_ERROR(Call("C_FindObjectsInit", session.functions().C_FindObjectsInit, session.handle(),
                       &wanted[0], count));
  return Search(session);
}

Search::~Search() { static_cast<void>(Close()); }

Search::Search(Search&& other) noexcept
    : session_(other.session_), open_(std::exchange(other.open_, false)) {}

absl::StatusOr<std::vector<CK_OBJECT_HANDLE>> Search::Next() {
  constexpr CK_ULONG kAtOnce = 32;
  std::vector<CK_OBJECT_HANDLE> objects(kAtOnce);
  CK_ULONG count = 0;
  RETURN_IF_ERROR(Call("C_FindObjects", session_->functions().C_FindObjects, session_->handle(),
                       objects.data(), kAtOnce, &count));
  if (count > kAtOnce) {
    return DeviceError(v1::DEVICE_ERROR, "C_FindObjects found more than it was asked for");
  }
  objects.resize(count);
  return objects;
}

absl::Status Search::Close() {
  if (!std::exchange(open_, false)) return absl::OkStatus();
  return Call("C_FindObjectsFinal", session_->functions().C_FindObjectsFinal, session_->handle());
}

absl::StatusOr<std::vector<CK_OBJECT_HANDLE>> FindObjects(const Session& session,
                                                          CK_OBJECT_CLASS object_class,
                                                          const std::string& id) {
  ASSIGN_OR_RETURN(Search search, Search::Begin(session, object_class, id));
  std::vector<CK_OBJECT_HANDLE> all;
  while (true) {
    ASSIGN_OR_RETURN(const std::vector<CK_OBJECT_HANDLE> some, search.Next());
    if (some.empty()) break;
    all.insert(all.end(), some.begin(), some.end());
    if (all.size() > kMaxDeviceObjects) {
      return DeviceError(v1::DEVICE_ERROR,
                         absl::StrCat("C_FindObjects found more than ", kMaxDeviceObjects,
                                      " objects; ask the module's vendor"));
    }
  }
  RETURN_IF_ERROR(search.Close());
  return all;
}

}  // namespace paraphe::pkcs11

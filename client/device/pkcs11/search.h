// Searching for objects of a token.
#ifndef PARAPHE_CLIENT_DEVICE_PKCS11_SEARCH_H_
#define PARAPHE_CLIENT_DEVICE_PKCS11_SEARCH_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "client/device/pkcs11/session.h"

namespace paraphe::pkcs11 {

// A search; a session can hold one at a time. Ended on destruction where Close() was not called.
class Search {
 public:
  // Objects of `object_class`; with `id` not empty, only those of that CKA_ID. `session` must
  // outlive it.
  static absl::StatusOr<Search> Begin(const Session& session, CK_OBJECT_CLASS object_class,
                                      const std::string& id);

  ~Search();
  Search(Search&& other) noexcept;
  Search& operator=(Search&&) = delete;

  // The next objects; empty at the end.
  absl::StatusOr<std::vector<CK_OBJECT_HANDLE>> Next();
  absl::Status Close();

 private:
  explicit Search(const Session& session) : session_(&session) {}

  const Session* session_;
  bool open_ = true;
};

// All objects of a search, in the token's order.
//
// Errors:
//   DEVICE_ERROR  more than kMaxDeviceObjects: the module finds no end
absl::StatusOr<std::vector<CK_OBJECT_HANDLE>> FindObjects(const Session& session,
                                                          CK_OBJECT_CLASS object_class,
                                                          const std::string& id = "");

}  // namespace paraphe::pkcs11

#endif  // PARAPHE_CLIENT_DEVICE_PKCS11_SEARCH_H_

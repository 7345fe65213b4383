// A PKCS#11 module, loaded and initialised.
#ifndef PARAPHE_CLIENT_DEVICE_PKCS11_MODULE_H_
#define PARAPHE_CLIENT_DEVICE_PKCS11_MODULE_H_

#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include <dlfcn.h>

#include "client/device/pkcs11/cryptoki.h"
#include "common/unique_handle.h"

namespace paraphe::pkcs11 {

using UniqueLibrary = UniqueHandle<void, dlclose>;

// Finalised on destruction where Close() was not called. Not thread-safe.
class Module {
 public:
  // Loads the shared library at `path`, takes its function list and initialises it.
  //
  // Errors:
  //   DEVICE_MODULE_UNUSABLE  one of these steps fails, or the list lacks a function that is called
  static absl::StatusOr<std::unique_ptr<Module>> Load(const std::string& path);

  // The same with a function list at hand, which must outlive the module.
  static absl::StatusOr<std::unique_ptr<Module>> Create(const CK_FUNCTION_LIST* functions);

  ~Module();
  Module(const Module&) = delete;
  Module& operator=(const Module&) = delete;

  const CK_FUNCTION_LIST& functions() const { return *functions_; }

  // Finalises the module, unless another part of the process had initialised it before. Calling it
  // again does nothing.
  absl::Status Close();

 private:
  Module(UniqueLibrary library, const CK_FUNCTION_LIST* functions)
      : library_(std::move(library)), functions_(functions) {}
  static absl::StatusOr<std::unique_ptr<Module>> Initialize(UniqueLibrary library,
                                                            const CK_FUNCTION_LIST* functions);

  UniqueLibrary library_;
  const CK_FUNCTION_LIST* functions_;
  bool must_finalize_ = false;
};

}  // namespace paraphe::pkcs11

#endif  // PARAPHE_CLIENT_DEVICE_PKCS11_MODULE_H_

#include "client/device/pkcs11/module.h"

#include "absl/strings/str_cat.h"

#include "client/device/pkcs11/cryptoki.h"
#include "common/errors.h"
#include "common/status_macros.h"

namespace paraphe::pkcs11 {
namespace {

absl::Status Unusable(absl::string_view path, absl::string_view why) {
  return DeviceError(v1::DEVICE_MODULE_UNUSABLE,
                     absl::StrCat("module ", path, ": ", why,
                                  "; name a PKCS#11 module of this system in the configuration"));
}

std::string LoaderError() {
  const char* words = dlerror();
  return words == nullptr ? "no detail" : words;
}

// Functions that we call. A module may leave functions out of its list.
absl::Status CheckComplete(const CK_FUNCTION_LIST& list) {
  const std::pair<const char*, bool> functions[] = {
      {"C_Initialize", list.C_Initialize != nullptr},
      {"C_Finalize", list.C_Finalize != nullptr},
      {"C_GetSlotList", list.C_GetSlotList != nullptr},
      {"C_GetSlotInfo", list.C_GetSlotInfo != nullptr},
      {"C_GetTokenInfo", list.C_GetTokenInfo != nullptr},
      {"C_GetMechanismList", list.C_GetMechanismList != nullptr},
      {"C_GetMechanismInfo", list.C_GetMechanismInfo != nullptr},
      {"C_OpenSession", list.C_OpenSession != nullptr},
      {"C_CloseSession", list.C_CloseSession != nullptr},
      {"C_Login", list.C_Login != nullptr},
      {"C_Logout", list.C_Logout != nullptr},
      {"C_FindObjectsInit", list.C_FindObjectsInit != nullptr},
      {"C_FindObjects", list.C_FindObjects != nullptr},
      {"C_FindObjectsFinal", list.C_FindObjectsFinal != nullptr},
      {"C_GetAttributeValue", list.C_GetAttributeValue != nullptr},
      {"C_SignInit", list.C_SignInit != nullptr},
      {"C_Sign", list.C_Sign != nullptr},
  };
  for (const auto& [name, present] : functions) {
    if (!present) {
      return DeviceError(
          v1::DEVICE_MODULE_UNUSABLE,
          absl::StrCat("the module has no ", name, "; use a complete PKCS#11 module"));
    }
  }
  return absl::OkStatus();
}

// One thread calls a module, which needs no locks then. OpenSC 0.23 waits for its own for ever where a
// card is pulled out while it is asked something.
CK_RV InitializeModule(const CK_FUNCTION_LIST& functions) {
  const CK_RV result = functions.C_Initialize(nullptr);
  if (result != CKR_ARGUMENTS_BAD) return result;
  CK_C_INITIALIZE_ARGS arguments = {};
  arguments.flags = CKF_OS_LOCKING_OK;
  return functions.C_Initialize(&arguments);
}

}  // namespace

absl::StatusOr<std::unique_ptr<Module>> Module::Load(const std::string& path) {
  // RTLD_NODELETE: modules leave exit handlers and threads behind that must not lose their code.
  UniqueLibrary library(dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE));
  if (library == nullptr) return Unusable(path, LoaderError());
  const auto get_functions =
      reinterpret_cast<CK_C_GetFunctionList>(dlsym(library.get(), "C_GetFunctionList"));
  if (get_functions == nullptr) return Unusable(path, LoaderError());
  CK_FUNCTION_LIST* functions = nullptr;
  const CK_RV result = get_functions(&functions);
  if (result != CKR_OK || functions == nullptr) {
    return Unusable(path, absl::StrCat("C_GetFunctionList answered ", ResultName(result)));
  }
  return Initialize(std::move(library), functions);
}

absl::StatusOr<std::unique_ptr<Module>> Module::Create(const CK_FUNCTION_LIST* functions) {
  return Initialize(nullptr, functions);
}

absl::StatusOr<std::unique_ptr<Module>> Module::Initialize(UniqueLibrary library,
                                                           const CK_FUNCTION_LIST* functions) {
  RETURN_IF_ERROR(CheckComplete(*functions));
  std::unique_ptr<Module> module(new Module(std::move(library), functions));
  const CK_RV result = InitializeModule(*functions);
  if (result == CKR_CRYPTOKI_ALREADY_INITIALIZED) return module;
  if (const absl::Status status = ToStatus("C_Initialize", result); !status.ok()) {
    return DeviceError(v1::DEVICE_MODULE_UNUSABLE, status.message());
  }
  module->must_finalize_ = true;
  return module;
}

Module::~Module() { static_cast<void>(Close()); }

absl::Status Module::Close() {
  if (!std::exchange(must_finalize_, false)) return absl::OkStatus();
  return Call("C_Finalize", functions_->C_Finalize, nullptr);
}

}  // namespace paraphe::pkcs11

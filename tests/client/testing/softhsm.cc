#include "tests/client/testing/softhsm.h"

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <vector>

#include "absl/strings/str_cat.h"

#include "client/device/pkcs11/cryptoki.h"
#include "client/device/pkcs11/module.h"
#include "client/device/pkcs11/token.h"
#include "tests/client/testing/soft_objects.h"

namespace paraphe::test {
namespace {

using pkcs11::Call;
using pkcs11::Module;
using pkcs11::Token;

constexpr char kSecurityOfficerPin[] = "87654321";

[[noreturn]] void Die(absl::string_view what, const absl::Status& status) {
  std::fprintf(stderr, "SoftHsm: %s: %s\n", std::string(what).c_str(), status.ToString().c_str());
  std::abort();
}

void OkOrDie(absl::string_view what, const absl::Status& status) {
  if (!status.ok()) Die(what, status);
}

template <typename T>
T ValueOrDie(absl::string_view what, absl::StatusOr<T> value) {
  OkOrDie(what, value.status());
  return *std::move(value);
}

CK_UTF8CHAR* Bytes(std::string& text) { return reinterpret_cast<CK_UTF8CHAR*>(text.data()); }

std::unique_ptr<Module> LoadOrDie() {
  return ValueOrDie("load the module (Debian package softhsm2)",
                    Module::Load(SoftHsm::ModulePath()));
}

std::vector<CK_SLOT_ID> SlotsOrDie(const CK_FUNCTION_LIST& functions) {
  const auto fill = [&](CK_SLOT_ID* slots, CK_ULONG* count) {
    return functions.C_GetSlotList(CK_TRUE, slots, count);
  };
  return ValueOrDie("C_GetSlotList", pkcs11::Fetch<CK_SLOT_ID>("C_GetSlotList", 0, fill));
}

// SoftHSM always offers one token that is not initialised yet.
CK_SLOT_ID FreeSlotOrDie(const CK_FUNCTION_LIST& functions) {
  for (const CK_SLOT_ID slot : SlotsOrDie(functions)) {
    const Token token = ValueOrDie("C_GetTokenInfo", pkcs11::ReadToken(functions, slot));
    if ((token.flags & CKF_TOKEN_INITIALIZED) == 0) return slot;
  }
  Die("find a free slot", absl::NotFoundError("none"));
}

// A read-write session of the given user, closed with the module.
CK_SESSION_HANDLE LogInOrDie(const CK_FUNCTION_LIST& functions, CK_SLOT_ID slot, CK_USER_TYPE user,
                             absl::string_view pin) {
  CK_SESSION_HANDLE session = 0;
  OkOrDie("open a session", Call("C_OpenSession", functions.C_OpenSession, slot,
                                 CKF_SERIAL_SESSION | CKF_RW_SESSION, nullptr, nullptr, &session));
  std::string text(pin);
  OkOrDie("log in", Call("C_Login", functions.C_Login, session, user, Bytes(text), text.size()));
  return session;
}

}  // namespace

SoftHsm::SoftHsm() {
  const std::string tokens = dir_.Join("tokens");
  dir_.WriteFileOrDie("tokens/.keep", "");
  config_file_ = dir_.WriteFileOrDie(
      "softhsm2.conf", absl::StrCat("directories.tokendir = ", tokens,
                                    "\nobjectstore.backend = file\nlog.level = ERROR\n"));
  setenv("SOFTHSM2_CONF", config_file_.c_str(), /*overwrite=*/1);
}

SoftHsm::~SoftHsm() { unsetenv("SOFTHSM2_CONF"); }

std::string SoftHsm::ModulePath() {
  const char* path = std::getenv("PARAPHE_SOFTHSM_MODULE");
  return path == nullptr ? "/usr/lib/softhsm/libsofthsm2.so" : path;
}

std::string SoftHsm::AddTokenOrDie(absl::string_view label, absl::string_view pin) {
  const std::unique_ptr<Module> module = LoadOrDie();
  const CK_FUNCTION_LIST& functions = module->functions();
  std::string padded(label);
  padded.resize(32, ' ');
  std::string officer_pin = kSecurityOfficerPin;
  OkOrDie("C_InitToken", Call("C_InitToken", functions.C_InitToken, FreeSlotOrDie(functions),
                              Bytes(officer_pin), officer_pin.size(), Bytes(padded)));
  const Token token =
      ValueOrDie("find the token", pkcs11::FindToken(functions, Config(std::string(label))));
  const CK_SESSION_HANDLE session = LogInOrDie(functions, token.slot, CKU_SO, kSecurityOfficerPin);
  std::string user_pin(pin);
  OkOrDie("C_InitPIN",
          Call("C_InitPIN", functions.C_InitPIN, session, Bytes(user_pin), user_pin.size()));
  OkOrDie("close the module", module->Close());
  return token.serial;
}

void SoftHsm::ImportOrDie(absl::string_view token_label, absl::string_view pin,
                          const SoftObjects& objects) {
  const std::unique_ptr<Module> module = LoadOrDie();
  const CK_FUNCTION_LIST& functions = module->functions();
  const Token token =
      ValueOrDie("find the token", pkcs11::FindToken(functions, Config(std::string(token_label))));
  const CK_SESSION_HANDLE session = LogInOrDie(functions, token.slot, CKU_USER, pin);
  OkOrDie("import", CreateObjects(functions, session, objects));
  OkOrDie("close the module", module->Close());
}

v1::DeviceConfig SoftHsm::Config(const std::string& token_label) {
  v1::DeviceConfig config;
  config.set_module(ModulePath());
  config.set_label(token_label);
  return config;
}

}  // namespace paraphe::test

// A hostile PKCS#11 module: that of $PARAPHE_REAL_MODULE, but for the one function that one of these names:
//
//   PARAPHE_HANGS_IN    it does not return, having said so on standard error
//   PARAPHE_CRASHES_IN  it ends the process by a signal
//   PARAPHE_EXITS_IN    it ends the process as a program does
//   PARAPHE_LIES_IN     it writes what is no message into every descriptor that it finds, then returns an error
//
// Where $PARAPHE_HOSTILE_WHEN names a file, the function is the real one while that file is not there, and what hangs
// returns once it is gone. Where $PARAPHE_HOSTILE_SIGN names one, it is made when the function begins.
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <dlfcn.h>
#include <fcntl.h>
#include <p11-kit/pkcs11.h>
#include <poll.h>
#include <unistd.h>

namespace {

CK_FUNCTION_LIST g_real;

bool IsArmed() {
  const char* when = std::getenv("PARAPHE_HOSTILE_WHEN");
  return when == nullptr || access(when, F_OK) == 0;
}

void Sign() {
  const char* sign = std::getenv("PARAPHE_HOSTILE_SIGN");
  if (sign != nullptr) close(open(sign, O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
}

void Hang() {
  std::fputs("hanging\n", stderr);
  Sign();
  while (IsArmed()) poll(nullptr, 0, 10);
}

void Lie() {
  Sign();
  for (int fd = 3; fd < 64; ++fd) static_cast<void>(write(fd, "\0\0\0\4lies", 8));
}

using Act = void (*)();

Act ActIn(const char* function) {
  const auto is = [function](const char* variable) {
    const char* name = std::getenv(variable);
    return name != nullptr && std::strcmp(name, function) == 0;
  };
  if (is("PARAPHE_HANGS_IN")) return [] { Hang(); };
  if (is("PARAPHE_CRASHES_IN")) return [] { std::raise(SIGABRT); };
  if (is("PARAPHE_EXITS_IN")) return [] { std::_Exit(7); };
  if (is("PARAPHE_LIES_IN")) return [] { Lie(); };
  return nullptr;
}

Act g_act = nullptr;

// One function of the list, which acts in place of the real one.
template <auto Member>
struct Hostile;
template <typename... Parameters, CK_RV (*CK_FUNCTION_LIST::*Member)(Parameters...)>
struct Hostile<Member> {
  static CK_RV Call(Parameters... parameters) {
    if (!IsArmed()) return (g_real.*Member)(parameters...);
    g_act();
    return CKR_GENERAL_ERROR;
  }
};

CK_FUNCTION_LIST MakeList() {
  CK_FUNCTION_LIST list = g_real;
  const auto replace = [](const char* name, auto& function, auto hostile) {
    const Act act = ActIn(name);
    if (act == nullptr) return;
    g_act = act;
    function = hostile;
  };
#define REPLACE(name) replace(#name, list.name, &Hostile<&CK_FUNCTION_LIST::name>::Call)
  REPLACE(C_Initialize);
  REPLACE(C_GetSlotList);
  REPLACE(C_GetTokenInfo);
  REPLACE(C_FindObjects);
  REPLACE(C_Login);
  REPLACE(C_Sign);
  REPLACE(C_CloseSession);
  REPLACE(C_Finalize);
#undef REPLACE
  return list;
}

}  // namespace

extern "C" __attribute__((visibility("default"))) CK_RV C_GetFunctionList(
    CK_FUNCTION_LIST_PTR_PTR result) {
  void* const library = dlopen(std::getenv("PARAPHE_REAL_MODULE"), RTLD_NOW);
  if (library == nullptr) return CKR_GENERAL_ERROR;
  using GetFunctionList = CK_RV (*)(CK_FUNCTION_LIST_PTR_PTR);
  const auto get = reinterpret_cast<GetFunctionList>(dlsym(library, "C_GetFunctionList"));
  CK_FUNCTION_LIST* real = nullptr;
  if (get == nullptr || get(&real) != CKR_OK) return CKR_GENERAL_ERROR;
  g_real = *real;
  static CK_FUNCTION_LIST list = MakeList();
  *result = &list;
  return CKR_OK;
}

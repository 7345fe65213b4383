// A hostile PKCS#11 module: SoftHSM's, but for the one function that $PARAPHE_HANGS_IN names, which
// never returns. It says so on standard error first.
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <dlfcn.h>
#include <p11-kit/pkcs11.h>
#include <unistd.h>

namespace {

template <typename... Arguments>
CK_RV Hang(Arguments...) {
  std::fputs("hanging\n", stderr);
  while (true) pause();
}

CK_FUNCTION_LIST MakeList(const CK_FUNCTION_LIST& real) {
  CK_FUNCTION_LIST list = real;
  const char* const name = std::getenv("PARAPHE_HANGS_IN");
  const auto is = [name](const char* function) {
    return name != nullptr && std::strcmp(name, function) == 0;
  };
  if (is("C_Initialize")) list.C_Initialize = &Hang;
  if (is("C_GetSlotList")) list.C_GetSlotList = &Hang;
  if (is("C_FindObjects")) list.C_FindObjects = &Hang;
  if (is("C_Login")) list.C_Login = &Hang;
  if (is("C_Sign")) list.C_Sign = &Hang;
  if (is("C_CloseSession")) list.C_CloseSession = &Hang;
  if (is("C_Finalize")) list.C_Finalize = &Hang;
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
  static CK_FUNCTION_LIST list = MakeList(*real);
  *result = &list;
  return CKR_OK;
}

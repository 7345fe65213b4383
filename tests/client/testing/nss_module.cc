// NSS's software token (libsoftokn3), told by $PARAPHE_NSS_PARAMETERS where its database is: it refuses to be
// initialised without, and PKCS#11 has no way to say it. p11-kit would, but reads no configuration of root's.
#include <cstdlib>

#include <dlfcn.h>
#include <p11-kit/pkcs11.h>

namespace {

CK_FUNCTION_LIST g_list;
CK_C_Initialize g_initialize = nullptr;

CK_RV InitializeWithParameters(void* arguments) {
  CK_C_INITIALIZE_ARGS with = {};
  if (arguments != nullptr) with = *static_cast<CK_C_INITIALIZE_ARGS*>(arguments);
  with.pReserved = std::getenv("PARAPHE_NSS_PARAMETERS");
  return g_initialize(&with);
}

}  // namespace

extern "C" __attribute__((visibility("default"))) CK_RV C_GetFunctionList(
    CK_FUNCTION_LIST_PTR_PTR result) {
  void* const library = dlopen("libsoftokn3.so", RTLD_NOW);
  if (library == nullptr) return CKR_GENERAL_ERROR;
  const auto get = reinterpret_cast<CK_C_GetFunctionList>(dlsym(library, "C_GetFunctionList"));
  CK_FUNCTION_LIST* real = nullptr;
  if (get == nullptr || get(&real) != CKR_OK) return CKR_GENERAL_ERROR;
  g_list = *real;
  g_initialize = g_list.C_Initialize;
  g_list.C_Initialize = InitializeWithParameters;
  *result = &g_list;
  return CKR_OK;
}

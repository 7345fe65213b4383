#include "tests/client/testing/recording_cryptoki.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <limits>

namespace paraphe::test {
namespace {

RecordingCryptoki* g_current = nullptr;

// One function of the list: records, then answers as planned or passes on.
template <auto Member>
struct Hook;

template <typename... P, CK_RV (*CK_FUNCTION_LIST::*Member)(P...)>
struct Hook<Member> {
  static inline const char* name = nullptr;
  static CK_RV Run(P... arguments) {
    RecordingCryptoki& recorder = RecordingCryptoki::Current();
    const std::optional<CK_RV> planned = recorder.Record(name);
    return planned.has_value() ? *planned : (recorder.real().*Member)(arguments...);
  }
};

template <auto Member>
void Install(CK_FUNCTION_LIST& list, const char* name) {
  Hook<Member>::name = name;
  list.*Member = &Hook<Member>::Run;
}

CK_RV GetTokenInfo(CK_SLOT_ID slot, CK_TOKEN_INFO* info) {
  const CK_RV result = Hook<&CK_FUNCTION_LIST::C_GetTokenInfo>::Run(slot, info);
  RecordingCryptoki& recorder = RecordingCryptoki::Current();
  if (result == CKR_OK && recorder.edit_token_info) recorder.edit_token_info(*info);
  return result;
}

std::vector<CK_SLOT_ID> RealSlots(CK_BBOOL occupied) {
  const CK_FUNCTION_LIST& real = RecordingCryptoki::Current().real();
  CK_ULONG count = 0;
  if (real.C_GetSlotList(occupied, nullptr, &count) != CKR_OK) std::abort();
  std::vector<CK_SLOT_ID> slots(count);
  if (real.C_GetSlotList(occupied, slots.data(), &count) != CKR_OK) std::abort();
  slots.resize(count);
  return slots;
}

CK_RV GetSlotList(CK_BBOOL occupied, CK_SLOT_ID* list, CK_ULONG* count) {
  RecordingCryptoki& recorder = RecordingCryptoki::Current();
  if (!recorder.edit_slots) {
    return Hook<&CK_FUNCTION_LIST::C_GetSlotList>::Run(occupied, list, count);
  }
  std::vector<CK_SLOT_ID> slots = RealSlots(occupied);
  recorder.edit_slots(occupied == CK_TRUE, slots);
  const bool fits = list == nullptr || *count >= slots.size();
  if (list != nullptr && fits) std::copy(slots.begin(), slots.end(), list);
  *count = slots.size();
  return fits ? CKR_OK : CKR_BUFFER_TOO_SMALL;
}

CK_RV FindObjects(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE* objects, CK_ULONG room,
                  CK_ULONG* count) {
  const CK_RV result = Hook<&CK_FUNCTION_LIST::C_FindObjects>::Run(session, objects, room, count);
  RecordingCryptoki& recorder = RecordingCryptoki::Current();
  if (result == CKR_OK && recorder.edit_found) recorder.edit_found(objects, room, count);
  return result;
}

CK_RV GetSlotInfo(CK_SLOT_ID slot, CK_SLOT_INFO* info) {
  const CK_RV result = Hook<&CK_FUNCTION_LIST::C_GetSlotInfo>::Run(slot, info);
  RecordingCryptoki& recorder = RecordingCryptoki::Current();
  if (result == CKR_OK && recorder.edit_slot_info) recorder.edit_slot_info(*info);
  return result;
}

CK_RV GetMechanismInfo(CK_SLOT_ID slot, CK_MECHANISM_TYPE type, CK_MECHANISM_INFO* info) {
  const CK_RV result = Hook<&CK_FUNCTION_LIST::C_GetMechanismInfo>::Run(slot, type, info);
  RecordingCryptoki& recorder = RecordingCryptoki::Current();
  if (result == CKR_OK && recorder.edit_mechanism_info) recorder.edit_mechanism_info(*info);
  return result;
}

CK_RV GetAttributeValue(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object,
                        CK_ATTRIBUTE* attributes, CK_ULONG count) {
  const CK_RV result =
      Hook<&CK_FUNCTION_LIST::C_GetAttributeValue>::Run(session, object, attributes, count);
  RecordingCryptoki& recorder = RecordingCryptoki::Current();
  if (result != CKR_OK || !recorder.edit_attribute) return result;
  return recorder.edit_attribute(*attributes);
}

CK_RV LogIn(CK_SESSION_HANDLE session, CK_USER_TYPE user, CK_UTF8CHAR* pin, CK_ULONG length) {
  RecordingCryptoki& recorder = RecordingCryptoki::Current();
  recorder.last_login_had_pin = pin != nullptr;
  recorder.last_login_user = user;
  if (pin == nullptr && recorder.keypad_pin.has_value()) {
    pin = reinterpret_cast<CK_UTF8CHAR*>(recorder.keypad_pin->data());
    length = recorder.keypad_pin->size();
  }
  return Hook<&CK_FUNCTION_LIST::C_Login>::Run(session, user, pin, length);
}

CK_RV Sign(CK_SESSION_HANDLE session, CK_BYTE* data, CK_ULONG data_length, CK_BYTE* signature,
           CK_ULONG* length) {
  RecordingCryptoki& recorder = RecordingCryptoki::Current();
  recorder.signed_data.emplace_back(reinterpret_cast<const char*>(data), data_length);
  const CK_RV result =
      Hook<&CK_FUNCTION_LIST::C_Sign>::Run(session, data, data_length, signature, length);
  if (result == CKR_OK && recorder.edit_signature) recorder.edit_signature(signature, length);
  return result;
}

void InstallAll(CK_FUNCTION_LIST& list) {
  Install<&CK_FUNCTION_LIST::C_Initialize>(list, "C_Initialize");
  Install<&CK_FUNCTION_LIST::C_Finalize>(list, "C_Finalize");
  Install<&CK_FUNCTION_LIST::C_GetSlotList>(list, "C_GetSlotList");
  Install<&CK_FUNCTION_LIST::C_GetSlotInfo>(list, "C_GetSlotInfo");
  Install<&CK_FUNCTION_LIST::C_GetTokenInfo>(list, "C_GetTokenInfo");
  Install<&CK_FUNCTION_LIST::C_GetMechanismList>(list, "C_GetMechanismList");
  Install<&CK_FUNCTION_LIST::C_GetMechanismInfo>(list, "C_GetMechanismInfo");
  Install<&CK_FUNCTION_LIST::C_OpenSession>(list, "C_OpenSession");
  Install<&CK_FUNCTION_LIST::C_CloseSession>(list, "C_CloseSession");
  Install<&CK_FUNCTION_LIST::C_Login>(list, "C_Login");
  Install<&CK_FUNCTION_LIST::C_Logout>(list, "C_Logout");
  Install<&CK_FUNCTION_LIST::C_FindObjectsInit>(list, "C_FindObjectsInit");
  Install<&CK_FUNCTION_LIST::C_FindObjects>(list, "C_FindObjects");
  Install<&CK_FUNCTION_LIST::C_FindObjectsFinal>(list, "C_FindObjectsFinal");
  Install<&CK_FUNCTION_LIST::C_GetAttributeValue>(list, "C_GetAttributeValue");
  Install<&CK_FUNCTION_LIST::C_SignInit>(list, "C_SignInit");
  Install<&CK_FUNCTION_LIST::C_Sign>(list, "C_Sign");
  list.C_GetSlotList = GetSlotList;
  list.C_FindObjects = FindObjects;
  list.C_GetTokenInfo = GetTokenInfo;
  list.C_GetSlotInfo = GetSlotInfo;
  list.C_GetMechanismInfo = GetMechanismInfo;
  list.C_GetAttributeValue = GetAttributeValue;
  list.C_Login = LogIn;
  list.C_Sign = Sign;
}

}  // namespace

RecordingCryptoki::RecordingCryptoki(const std::string& path)
    : library_(dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE)), functions_{} {
  const auto get_functions =
      library_ == nullptr
          ? nullptr
          : reinterpret_cast<CK_C_GetFunctionList>(dlsym(library_.get(), "C_GetFunctionList"));
  if (get_functions == nullptr || get_functions(&real_) != CKR_OK || g_current != nullptr) {
    std::fprintf(stderr, "RecordingCryptoki: cannot use %s\n", path.c_str());
    std::abort();
  }
  functions_ = *real_;
  InstallAll(functions_);
  g_current = this;
}

RecordingCryptoki::~RecordingCryptoki() { g_current = nullptr; }

RecordingCryptoki& RecordingCryptoki::Current() {
  if (g_current == nullptr) std::abort();
  return *g_current;
}

size_t RecordingCryptoki::CountOf(const std::string& name) const {
  return static_cast<size_t>(std::count(calls_.begin(), calls_.end(), name));
}

void RecordingCryptoki::Fail(const std::string& name, CK_RV result, int times) {
  plans_[name] = {0, times, result};
}

void RecordingCryptoki::FailAfter(const std::string& name, int skip, CK_RV result) {
  plans_[name] = {skip, std::numeric_limits<int>::max(), result};
}

std::optional<CK_RV> RecordingCryptoki::Record(const std::string& name) {
  calls_.push_back(name);
  const auto found = plans_.find(name);
  if (found == plans_.end() || found->second.times == 0) return std::nullopt;
  Plan& plan = found->second;
  if (plan.skip > 0) {
    --plan.skip;
    return std::nullopt;
  }
  if (plan.times != std::numeric_limits<int>::max()) --plan.times;
  return plan.result;
}

}  // namespace paraphe::test

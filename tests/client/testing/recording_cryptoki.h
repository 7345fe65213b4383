// A PKCS#11 module for tests: it passes every call on to a real one, remembers the order of the
// calls, and answers with an error, or with other facts about the token, where a test says so.
#ifndef PARAPHE_TESTS_CLIENT_TESTING_RECORDING_CRYPTOKI_H_
#define PARAPHE_TESTS_CLIENT_TESTING_RECORDING_CRYPTOKI_H_

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "client/device/pkcs11/cryptoki.h"
#include "client/device/pkcs11/module.h"

namespace paraphe::test {

// One at a time in a process. Not thread-safe. Must outlive every user of functions().
class RecordingCryptoki {
 public:
  // Loads the module at `path` without initialising it; dies where it cannot be loaded.
  explicit RecordingCryptoki(const std::string& path);
  ~RecordingCryptoki();
  RecordingCryptoki(const RecordingCryptoki&) = delete;
  RecordingCryptoki& operator=(const RecordingCryptoki&) = delete;

  const CK_FUNCTION_LIST* functions() const { return &functions_; }
  // To take functions out of the list.
  CK_FUNCTION_LIST* mutable_functions() { return &functions_; }

  // Names of all calls since construction or Forget(), in order.
  const std::vector<std::string>& calls() const { return calls_; }
  size_t CountOf(const std::string& name) const;
  void Forget() { calls_.clear(); }

  // The next `times` calls of `name` answer `result` and are not passed on.
  void Fail(const std::string& name, CK_RV result, int times = 1);
  // Calls of `name` after the next `skip` ones all answer `result` (0: from now on).
  void FailAfter(const std::string& name, int skip, CK_RV result);

  // Changes what the module tells; each applies from now on. Unset: the real answer.
  std::function<void(CK_TOKEN_INFO&)> edit_token_info;
  std::function<void(CK_SLOT_INFO&)> edit_slot_info;
  std::function<void(CK_MECHANISM_INFO&)> edit_mechanism_info;
  // The slots of C_GetSlotList: all of them, or those with a token.
  std::function<void(bool occupied_only, std::vector<CK_SLOT_ID>&)> edit_slots;
  // What C_FindObjects found, with room for as many as it was asked for.
  std::function<void(CK_OBJECT_HANDLE* objects, CK_ULONG room, CK_ULONG* count)> edit_found;
  // After a successful C_GetAttributeValue of one attribute; may answer another CK_RV.
  std::function<CK_RV(CK_ATTRIBUTE&)> edit_attribute;
  // After a successful C_Sign: the signature and its length.
  std::function<void(CK_BYTE*, CK_ULONG*)> edit_signature;
  // The keypad of the reader: with this set, C_Login without PIN enters it.
  std::optional<std::string> keypad_pin;

  // What the last C_Login was handed: whether with a PIN, and for whom.
  bool last_login_had_pin = false;
  CK_USER_TYPE last_login_user = 0;
  // Every byte string that C_Sign was asked to sign.
  std::vector<std::string> signed_data;

  // For the functions of the list.
  static RecordingCryptoki& Current();
  std::optional<CK_RV> Record(const std::string& name);
  const CK_FUNCTION_LIST& real() const { return *real_; }

 private:
  struct Plan {
    int skip = 0;
    int times = 0;
    CK_RV result = CKR_OK;
  };

  pkcs11::UniqueLibrary library_;
  CK_FUNCTION_LIST* real_ = nullptr;
  CK_FUNCTION_LIST functions_;
  std::vector<std::string> calls_;
  std::map<std::string, Plan> plans_;
};

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_CLIENT_TESTING_RECORDING_CRYPTOKI_H_

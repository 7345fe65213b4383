#include "tests/testing/card/piv_card.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

#include "tests/testing/or_die.h"

namespace paraphe::test {
namespace {

constexpr int kTries = 3;
constexpr uint8_t kPinReference = 0x80;
constexpr size_t kPinSize = 8;          // padded with 0xFF
constexpr size_t kLongestAnswer = 256;  // of one command, without the status

// Algorithms of GENERAL AUTHENTICATE, SP 800-78-4 table 6-2.
constexpr uint8_t kRsa2048 = 0x07;
constexpr uint8_t kEcP256 = 0x11;

const unsigned char* Bytes(absl::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

// The key over what it is given as it is: of an RSA key a whole block, of an EC key a digest.
std::optional<std::string> RawSignature(const TestKey& key, absl::string_view input) {
  const UniqueEvpPkeyCtx context(EVP_PKEY_CTX_new(key.get(), nullptr));
  CheckOrDie(context != nullptr && EVP_PKEY_sign_init(context.get()) == 1, "signing");
  if (EVP_PKEY_is_a(key.get(), "RSA") == 1) {
    CheckOrDie(EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_NO_PADDING) == 1, "RSA");
  }
  std::string signature(static_cast<size_t>(EVP_PKEY_get_size(key.get())), '\0');
  size_t size = signature.size();
  if (EVP_PKEY_sign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                    Bytes(input), input.size()) != 1) {
    return std::nullopt;
  }
  signature.resize(size);
  return signature;
}

uint8_t AlgorithmOf(const TestKey& key) {
  return EVP_PKEY_is_a(key.get(), "RSA") == 1 ? kRsa2048 : kEcP256;
}

}  // namespace

PivCard::PivCard(const std::string& guid, PivKeys keys)
    : keys_(std::move(keys)), objects_(PivObjects(guid, keys_)) {}

// ISO/IEC 7816-3 §8.2: TS, T0, TD1, TD2, eleven historical bytes, and the check byte.
std::string PivCard::AnswerToReset() {
  std::string answer = absl::StrCat("\x3B\x8B\x80\x01\x80\xF9", absl::string_view(kPivAid, 9));
  char check = 0;
  for (const char byte : answer.substr(1)) check = static_cast<char>(check ^ byte);
  return answer + check;
}

void PivCard::Reset() {
  const absl::MutexLock lock(&mutex_);
  selected_ = pin_entered_ = pin_just_now_ = false;
  chained_.clear();
  rest_.clear();
}

int PivCard::tries_left() const {
  const absl::MutexLock lock(&mutex_);
  return tries_left_;
}

void PivCard::SetTriesLeft(int tries) {
  const absl::MutexLock lock(&mutex_);
  tries_left_ = tries;
}

int PivCard::signatures() const {
  const absl::MutexLock lock(&mutex_);
  return signatures_;
}

std::string PivCard::Answer(const Apdu& command) {
  const absl::MutexLock lock(&mutex_);
  if (command.ins == kGetResponse) return Give(std::exchange(rest_, ""), command.room);
  rest_.clear();
  if (command.IsChained()) {
    absl::StrAppend(&chained_, command.data);
    return AnswerOf("", kDone);
  }
  Apdu whole = command;
  whole.data = absl::StrCat(std::exchange(chained_, ""), command.data);
  return Dispatch(whole);
}

std::string PivCard::Dispatch(const Apdu& command) {
  const bool pin_just_now = std::exchange(pin_just_now_, false);
  if (command.ins == kSelect) return Select(command);
  if (!selected_) return AnswerOf("", kUnknownInstruction);
  switch (command.ins) {
    case kGetData:
      return GetData(command);
    case kVerify:
      return Verify(command);
    case kGeneralAuthenticate:
      return Authenticate(command, pin_just_now);
    default:
      return AnswerOf("", kUnknownInstruction);
  }
}

std::string PivCard::Select(const Apdu& command) {
  const absl::string_view application(kPivAid, kPivAidSize);
  if (command.data.size() < 5 || !absl::StartsWith(application, command.data)) {
    return AnswerOf("", kNotFound);
  }
  selected_ = true;
  const std::string authority = Tlv("\x79", Tlv("\x4F", application.substr(0, 5)));
  return Give(Tlv("\x61", absl::StrCat(Tlv("\x4F", application.substr(5)), authority)),
              command.room);
}

std::string PivCard::GetData(const Apdu& command) {
  const std::optional<std::string> tag = FindTlv(command.data, 0x5C);
  if (command.p1 != 0x3F || command.p2 != 0xFF || !tag.has_value()) {
    return AnswerOf("", kWrongParameters);
  }
  const auto object = objects_.find(*tag);
  if (object == objects_.end()) return AnswerOf("", kNotFound);
  return Give(object->second, command.room);
}

std::string PivCard::Verify(const Apdu& command) {
  if (command.p1 != 0 || command.p2 != kPinReference) return AnswerOf("", kKeyNotFound);
  if (command.data.empty() && pin_entered_) return AnswerOf("", kDone);
  if (tries_left_ == 0) return AnswerOf("", kPinBlocked);
  const auto tries = [this] { return static_cast<uint16_t>(kTriesLeft | tries_left_); };
  if (command.data.empty()) return AnswerOf("", tries());
  if (command.data.size() != kPinSize) return AnswerOf("", kWrongLength);
  std::string expected = kCardPin;
  expected.resize(kPinSize, '\xFF');
  pin_entered_ = pin_just_now_ = command.data == expected;
  if (pin_entered_) {
    tries_left_ = kTries;
    return AnswerOf("", kDone);
  }
  --tries_left_;
  return AnswerOf("", tries_left_ == 0 ? static_cast<uint16_t>(kPinBlocked) : tries());
}

std::string PivCard::Authenticate(const Apdu& command, bool pin_just_now) {
  const auto key = keys_.find(static_cast<PivKey>(command.p2));
  if (key == keys_.end()) return AnswerOf("", kKeyNotFound);
  const TestKey& pair = *key->second.key;
  if (command.p1 != AlgorithmOf(pair)) return AnswerOf("", kWrongParameters);
  if (key->first == kSignatureKey ? !pin_just_now : !pin_entered_) {
    return AnswerOf("", kPinWanted);
  }
  const std::optional<std::string> request = FindTlv(command.data, 0x7C);
  const std::optional<std::string> challenge =
      request.has_value() ? FindTlv(*request, 0x81) : std::nullopt;
  const std::optional<std::string> signature =
      challenge.has_value() ? RawSignature(pair, *challenge) : std::nullopt;
  if (!signature.has_value()) return AnswerOf("", kWrongData);
  ++signatures_;
  return Give(Tlv("\x7C", Tlv("\x82", *signature)), command.room);
}

std::string PivCard::Give(const std::string& data, size_t room) {
  const size_t size = std::min({data.size(), room, kLongestAnswer});
  rest_ = data.substr(size);
  const absl::string_view given = absl::string_view(data).substr(0, size);
  if (rest_.empty()) return AnswerOf(given, kDone);
  return AnswerOf(given,
                  static_cast<uint16_t>(kMoreBytes | (rest_.size() > 0xFF ? 0 : rest_.size())));
}

}  // namespace paraphe::test

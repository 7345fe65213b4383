#include "client/device/pkcs11/readers.h"

#include <utility>

#include "client/device/pkcs11/certificates.h"
#include "client/device/pkcs11/session.h"
#include "client/device/pkcs11/token.h"
#include "common/status_macros.h"

namespace paraphe::pkcs11 {
namespace {

using device::DeviceCertificate;
using device::ListedReader;
using device::ListedToken;

absl::StatusOr<std::vector<DeviceCertificate>> ListCertificates(const CK_FUNCTION_LIST& functions,
                                                                const Token& token) {
  if ((token.flags & CKF_TOKEN_INITIALIZED) == 0) {
    return DeviceError(v1::DEVICE_TOKEN_ABSENT,
                       "the token was never initialised; use the program of its vendor");
  }
  ASSIGN_OR_RETURN(const Session session, Session::Open(functions, token.slot));
  return ReadCertificates(session, ShowsKeysWithoutLogin(token));
}

ListedToken Describe(const CK_FUNCTION_LIST& functions, const Token& token,
                     const v1::DeviceConfig& config) {
  ListedToken listed;
  listed.state = StateOf(token);
  absl::StatusOr<std::vector<DeviceCertificate>> certificates = ListCertificates(functions, token);
  listed.fault = certificates.status();
  listed.configured = (token.flags & CKF_TOKEN_INITIALIZED) != 0 && IsNamed(token, config);
  if (certificates.ok()) listed.certificates = *std::move(certificates);
  return listed;
}

ListedReader ReadReader(const CK_FUNCTION_LIST& functions, CK_SLOT_ID slot,
                        const v1::DeviceConfig& config) {
  ListedReader reader;
  const absl::StatusOr<Slot> read = ReadSlot(functions, slot);
  reader.fault = read.status();
  if (!read.ok()) return reader;
  reader.name = read->description;
  if (!read->occupied) return reader;
  const absl::StatusOr<Token> token = ReadToken(functions, slot);
  reader.fault = token.status();
  if (token.ok()) reader.token = Describe(functions, *token, config);
  return reader;
}

}  // namespace

absl::StatusOr<std::vector<ListedReader>> ReadReaders(const CK_FUNCTION_LIST& functions,
                                                      const v1::DeviceConfig& config) {
  ASSIGN_OR_RETURN(const std::vector<CK_SLOT_ID> slots, ListSlotsOrSayWhy(functions));
  std::vector<ListedReader> readers;
  for (const CK_SLOT_ID slot : slots) readers.push_back(ReadReader(functions, slot, config));
  return readers;
}

}  // namespace paraphe::pkcs11

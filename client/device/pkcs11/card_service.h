// The system's service for card readers (PC/SC), which modules of cards stand on.
#ifndef PARAPHE_CLIENT_DEVICE_PKCS11_CARD_SERVICE_H_
#define PARAPHE_CLIENT_DEVICE_PKCS11_CARD_SERVICE_H_

namespace paraphe::pkcs11 {

// Whether pcscd, or what starts it on demand, listens at its socket: that of $PCSCLITE_CSOCK_NAME,
// as pcsc-lite reads it, else /run/pcscd/pcscd.comm. Modules that need no reader do not need it.
bool IsCardServiceRunning();

}  // namespace paraphe::pkcs11

#endif  // PARAPHE_CLIENT_DEVICE_PKCS11_CARD_SERVICE_H_

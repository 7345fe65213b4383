// PKCS#11 modules of this system that a configuration could name. None is loaded for that.
#ifndef PARAPHE_CLIENT_DEVICE_KNOWN_MODULES_H_
#define PARAPHE_CLIENT_DEVICE_KNOWN_MODULES_H_

#include <string>
#include <vector>

namespace paraphe::device {

struct KnownModule {
  std::string name;  // for people: "OpenSC", or that of its registration
  std::string path;  // absolute, of a file that is there
};

// Where they are looked for.
struct ModulePlaces {
  std::vector<KnownModule> usual;       // known without a registration; those that are there count
  std::vector<std::string> registered;  // folders of p11-kit's NAME.module files, the first wins
  std::string modules;                  // what their relative paths are in
};

// Those of this system, and of this user (~/.config/pkcs11/modules).
ModulePlaces SystemModulePlaces();

// OpenSC, SoftHSM, and the modules that are registered with p11-kit, by name; each file once. Left
// out are registrations without a file that is there, those of another machine (`remote`), and those
// that only hold CAs (`trust-policy`). Thread-safe.
//
// REQ: DEV-2
std::vector<KnownModule> KnownModules(const ModulePlaces& places = SystemModulePlaces());

}  // namespace paraphe::device

#endif  // PARAPHE_CLIENT_DEVICE_KNOWN_MODULES_H_

#include "client/agent/reader_report.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

#include "client/agent/agent_config.h"
#include "client/agent/certificate_choice.h"
#include "client/agent/certificate_json.h"
#include "client/agent/certificate_list.h"
#include "client/agent/error_words.h"
#include "client/cli/output.h"
#include "client/device/open_device.h"
#include "common/errors.h"
#include "common/hash.h"
#include "common/status_macros.h"
#include "policy/attribute_text.h"
#include "render/visible.h"

namespace paraphe::agent {
namespace {

using device::KeyPresence;
using device::ListedReader;
using device::ListedToken;
using device::PinEntry;
using Json = nlohmann::ordered_json;

constexpr BilingualView kModule = {"Pilote (module PKCS#11) : ", "Driver (PKCS#11 module): "};
constexpr BilingualView kFile = {"Fichier PKCS#12 : ", "PKCS#12 file: "};
constexpr BilingualView kNoDevice = {"La configuration ne nomme aucun périphérique. ",
                                     "The configuration names no device. "};
constexpr BilingualView kModulesKnown = {
    "Modules PKCS#11 de ce poste, à écrire sous device { module: \"…\" } :",
    "PKCS#11 modules of this computer, to be written as device { module: \"…\" }:"};
constexpr BilingualView kNoModuleKnown = {"Aucun module PKCS#11 connu n'est installé sur ce poste.",
                                          "No known PKCS#11 module is installed on this computer."};
constexpr BilingualView kReader = {"Lecteur : ", "Reader: "};
constexpr BilingualView kEmpty = {"  aucune carte", "  no card"};
constexpr BilingualView kToken = {"  Carte : ", "  Card: "};
constexpr BilingualView kTokenSerial = {", numéro ", ", serial "};
constexpr BilingualView kConfigured = {" (désignée par la configuration)",
                                       " (named by the configuration)"};
constexpr BilingualView kNoCertificate = {"    aucun certificat", "    no certificate"};
constexpr BilingualView kNoneBeforeLogin = {
    "    aucun certificat n'est visible avant la saisie du code PIN",
    "    no certificate can be seen before the PIN is entered"};
constexpr BilingualView kLabel = {"      Nom sur la carte : ", "      Name on the card: "};
constexpr BilingualView kKey = {"      Clé privée : ", "      Private key: "};
constexpr BilingualView kFault = {"      Inutilisable : ", "      Cannot be used: "};

struct KeyRow {
  KeyPresence key;
  const char* name;
  BilingualView words;
};

constexpr KeyRow kKeys[] = {
    {KeyPresence::kPresent, "present", {"présente", "present"}},
    {KeyPresence::kHiddenUntilLogin,
     "hidden",
     {"visible après la saisie du code PIN", "seen after the PIN is entered"}},
    {KeyPresence::kAbsent, "absent", {"absente", "absent"}},
};

const KeyRow& RowOf(KeyPresence key) {
  return *std::find_if(std::begin(kKeys), std::end(kKeys),
                       [key](const KeyRow& row) { return row.key == key; });
}

const char* NameOf(PinEntry entry) {
  switch (entry) {
    case PinEntry::kHere:
      return "here";
    case PinEntry::kAtReader:
      return "at_reader";
    case PinEntry::kNotNeeded:
      break;
  }
  return "not_needed";
}

// What tells one certificate from another; the agent shows the rest before signing.
bool IsListed(const v1::AttributeLine& line) {
  constexpr absl::string_view kListed[] = {"subject",    "issuer",    "serial",
                                           "not_before", "not_after", "sha256"};
  return std::find(std::begin(kListed), std::end(kListed), line.key()) != std::end(kListed);
}

std::string FaultText(const absl::Status& fault, Language language) {
  const std::string message(fault.message());
  return absl::StrCat("    ", WordsForError(fault, language), " ", VisibleLine(message, language),
                      "\n");
}

void AppendCertificate(const CertificateChoice& choice, Language language, std::string& text) {
  absl::StrAppend(&text, "    ", VisibleLine(CertificateName(choice.parsed, language), language),
                  "\n");
  if (!choice.certificate.label.empty()) {
    absl::StrAppend(&text, kLabel.In(language), VisibleLine(choice.certificate.label, language),
                    "\n");
  }
  absl::StrAppend(&text, kKey.In(language), RowOf(choice.certificate.key).words.In(language), "\n");
  for (const Bilingual& refusal : choice.refusals) {
    absl::StrAppend(&text, kFault.In(language), VisibleLine(refusal.In(language), language), "\n");
  }
  if (!choice.parsed.has_value()) return;
  for (const v1::AttributeLine& line : DescribeCertificate(*choice.parsed)) {
    if (!IsListed(line)) continue;
    const BilingualView label = {line.label_fr(), line.label_en()};
    absl::StrAppend(&text, "      ", label.In(language),
                    language == Language::kFrench ? " : " : ": ",
                    VisibleLine(line.value(), language), "\n");
  }
}

void AppendToken(const ListedToken& token, Language language, std::string& text) {
  absl::StrAppend(&text, kToken.In(language), VisibleLine(token.state.label, language),
                  kTokenSerial.In(language), VisibleLine(token.state.serial, language),
                  token.configured ? kConfigured.In(language) : "", "\n");
  if (!token.fault.ok()) {
    absl::StrAppend(&text, FaultText(token.fault, language));
  } else if (token.certificates.empty()) {
    const bool login = token.state.pin_entry != PinEntry::kNotNeeded;
    absl::StrAppend(&text, (login ? kNoneBeforeLogin : kNoCertificate).In(language), "\n");
  }
  for (const CertificateChoice& choice : MakeChoices(token.certificates)) {
    AppendCertificate(choice, language, text);
  }
}

Json CertificateJson(const CertificateChoice& choice) {
  const device::DeviceCertificate& held = choice.certificate;
  Json json = choice.parsed.has_value()
                  ? CertificateAsJson(*choice.parsed)
                  : Json{{"sha256", absl::BytesToHexString(Sha256(held.der))}};
  json["label"] = held.label;
  json["id"] = absl::BytesToHexString(held.handle);
  json["key"] = RowOf(held.key).name;
  Json faults = Json::array();
  for (const Bilingual& refusal : choice.refusals) faults.push_back(refusal.en);
  json["faults"] = std::move(faults);
  return json;
}

Json TokenJson(const ListedToken& token) {
  Json certificates = Json::array();
  for (const CertificateChoice& choice : MakeChoices(token.certificates)) {
    certificates.push_back(CertificateJson(choice));
  }
  Json json = {{"label", token.state.label},
               {"serial", token.state.serial},
               {"configured", token.configured},
               {"pin", NameOf(token.state.pin_entry)},
               {"certificates", std::move(certificates)}};
  if (!token.fault.ok()) json["error"] = cli::ErrorToJson(token.fault);
  return json;
}

Json ReaderJson(const ListedReader& reader, size_t device) {
  Json json = {{"device", device},
               {"name", reader.name},
               {"token", reader.token.has_value() ? TokenJson(*reader.token) : Json(nullptr)}};
  if (!reader.fault.ok()) json["error"] = cli::ErrorToJson(reader.fault);
  return json;
}

void AppendReader(const ListedReader& reader, Language language, std::string& text) {
  absl::StrAppend(&text, kReader.In(language), VisibleLine(reader.name, language), "\n");
  if (!reader.fault.ok()) {
    absl::StrAppend(&text, FaultText(reader.fault, language));
  } else if (!reader.token.has_value()) {
    absl::StrAppend(&text, kEmpty.In(language), "\n");
  } else {
    AppendToken(*reader.token, language, text);
  }
}

bool ShowsNothing(const ListedDevice& device) { return !device.fault.ok(); }

}  // namespace

// REQ: PRES-6
std::string DevicesAsText(const std::vector<ListedDevice>& devices, Language language) {
  std::string text;
  for (const ListedDevice& device : devices) {
    const bool module = !device.config.module().empty();
    absl::StrAppend(&text, (module ? kModule : kFile).In(language),
                    VisibleLine(module ? device.config.module() : device.config.pkcs12(), language),
                    "\n");
    if (!device.fault.ok()) absl::StrAppend(&text, FaultText(device.fault, language));
    for (const ListedReader& reader : device.readers) AppendReader(reader, language, text);
  }
  return text;
}

Json DevicesAsJson(const std::vector<ListedDevice>& devices) {
  Json listed = Json::array();
  Json readers = Json::array();
  for (const ListedDevice& device : devices) {
    Json json;
    if (!device.config.module().empty()) json["module"] = device.config.module();
    if (!device.config.pkcs12().empty()) json["pkcs12"] = device.config.pkcs12();
    if (!device.fault.ok()) json["error"] = cli::ErrorToJson(device.fault);
    for (const ListedReader& reader : device.readers) {
      readers.push_back(ReaderJson(reader, listed.size()));
    }
    listed.push_back(std::move(json));
  }
  return {{"devices", std::move(listed)}, {"readers", std::move(readers)}};
}

std::string ModulesAsText(const std::vector<device::KnownModule>& modules, Language language) {
  std::string text =
      absl::StrCat(kNoDevice.In(language),
                   (modules.empty() ? kNoModuleKnown : kModulesKnown).In(language), "\n");
  for (const device::KnownModule& module : modules) {
    absl::StrAppend(&text, "  ", VisibleLine(module.name, language), "  ",
                    VisibleLine(module.path, language), "\n");
  }
  return text;
}

Json ModulesAsJson(const std::vector<device::KnownModule>& modules) {
  Json list = Json::array();
  for (const device::KnownModule& module : modules) {
    list.push_back({{"name", module.name}, {"path", module.path}});
  }
  return {{"known_modules", std::move(list)}};
}

absl::Status PrintReaders(const std::string& config_file, bool json) {
  ASSIGN_OR_RETURN(const DeviceSettings settings, LoadDeviceConfig(config_file));
  if (settings.devices.empty()) {
    const std::vector<device::KnownModule> modules = device::KnownModules();
    if (json) return cli::PrintJson(ModulesAsJson(modules));
    return cli::Print(ModulesAsText(modules, settings.language));
  }
  std::vector<ListedDevice> devices;
  for (const v1::DeviceConfig& config : settings.devices) {
    absl::StatusOr<std::vector<ListedReader>> readers = device::ListReaders(config, "");
    devices.push_back({config, {}, readers.status()});
    if (readers.ok()) devices.back().readers = *std::move(readers);
  }
  if (std::all_of(devices.begin(), devices.end(), ShowsNothing)) return devices.front().fault;
  if (json) return cli::PrintJson(DevicesAsJson(devices));
  return cli::Print(DevicesAsText(devices, settings.language));
}

}  // namespace paraphe::agent

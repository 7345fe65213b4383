#include "client/device/process/remote_device.h"

#include "absl/memory/memory.h"
#include "absl/strings/str_cat.h"

#include "client/device/process/messages.h"
#include "common/errors.h"
#include "common/status_macros.h"

namespace paraphe::device {
namespace {

using Request = v1::DeviceRequest;
using Response = v1::DeviceResponse;

std::string NameOf(const v1::DeviceConfig& config) {
  return config.module().empty() ? absl::StrCat("the PKCS#12 file ", config.pkcs12())
                                 : absl::StrCat("the module ", config.module());
}

// REQ: DEV-3
absl::Status CheckLength(const SecretBuffer& pin) {
  if (pin.size() <= kMaxPinBytes) return absl::OkStatus();
  return MakeError(v1::DEVICE_PIN_UNUSABLE, "device: the PIN is too long for any device");
}

}  // namespace

absl::StatusOr<std::unique_ptr<SignatureDevice>> RemoteDevice::Open(const v1::DeviceConfig& config,
                                                                    const Waiting& waiting) {
  ASSIGN_OR_RETURN(std::unique_ptr<ModuleClient> client,
                   ModuleClient::Start(NameOf(config), waiting));
  Request request;
  *request.mutable_open() = config;
  RETURN_IF_ERROR(client->Call(request).status());
  return absl::WrapUnique(new RemoteDevice(std::move(client)));
}

RemoteDevice::~RemoteDevice() {
  if (client_->lives()) static_cast<void>(Close());
}

absl::StatusOr<DeviceState> RemoteDevice::Describe() {
  Request request;
  request.mutable_describe();
  ASSIGN_OR_RETURN(const Response response, client_->Call(request));
  absl::StatusOr<DeviceState> state = StateFromMessage(response.state());
  if (!state.ok()) return client_->Distrust(state.status());
  return state;
}

absl::StatusOr<std::vector<DeviceCertificate>> RemoteDevice::List(const Request& request,
                                                                  const SecretBuffer* pin) {
  ASSIGN_OR_RETURN(const Response response, client_->Call(request, pin));
  absl::StatusOr<std::vector<DeviceCertificate>> certificates =
      CertificatesFromMessage(response.certificates());
  if (!certificates.ok()) return client_->Distrust(certificates.status());
  return certificates;
}

absl::StatusOr<std::vector<DeviceCertificate>> RemoteDevice::ListCertificates() {
  Request request;
  request.mutable_list_certificates();
  return List(request, nullptr);
}

absl::StatusOr<std::vector<DeviceCertificate>> RemoteDevice::ListCertificatesAfterLogin(
    const SecretBuffer& pin) {
  RETURN_IF_ERROR(CheckLength(pin));
  Request request;
  request.mutable_list_certificates_after_login();
  return List(request, &pin);
}

absl::Status RemoteDevice::Activate(const DeviceCertificate& certificate, const SecretBuffer& pin) {
  RETURN_IF_ERROR(CheckLength(pin));
  Request request;
  *request.mutable_activate() = CertificateToMessage(certificate);
  return client_->Call(request, &pin).status();
}

absl::StatusOr<std::string> RemoteDevice::Sign(absl::string_view digest_info) {
  Request request;
  request.set_sign(std::string(digest_info));
  ASSIGN_OR_RETURN(Response response, client_->Call(request));
  return std::move(*response.mutable_signature());
}

absl::Status RemoteDevice::Deactivate() {
  Request request;
  request.mutable_deactivate();
  return client_->Call(request).status();
}

absl::Status RemoteDevice::Close() {
  if (std::exchange(closed_, true)) return absl::OkStatus();
  Request request;
  request.mutable_close();
  return client_->Call(request).status();
}

absl::StatusOr<std::vector<ListedReader>> ListRemoteReaders(const v1::DeviceConfig& config,
                                                            const Waiting& waiting) {
  ASSIGN_OR_RETURN(const std::unique_ptr<ModuleClient> client,
                   ModuleClient::Start(NameOf(config), waiting));
  Request request;
  *request.mutable_list_readers() = config;
  ASSIGN_OR_RETURN(const Response response, client->Call(request));
  std::vector<ListedReader> readers;
  for (const v1::HeldReader& message : response.readers()) {
    ASSIGN_OR_RETURN(ListedReader reader, ReaderFromMessage(message));
    readers.push_back(std::move(reader));
  }
  return readers;
}

}  // namespace paraphe::device

#include "client/device/process/serve.h"

#include <memory>
#include <utility>
#include <vector>

#include "client/device/load_device.h"
#include "client/device/process/messages.h"
#include "client/device/signature_device.h"
#include "common/errors.h"
#include "common/status_macros.h"
#include "paraphe/v1/device_process.pb.h"

namespace paraphe::device {
namespace {

using Request = v1::DeviceRequest;
using Response = v1::DeviceResponse;

constexpr char kResolved[] = "";  // paths come resolved: relative to no file

absl::Status OutOfTurn() {
  return MakeError(v1::DEVICE_ERROR, "device: a request that may not come now");
}

absl::StatusOr<Response> WithCertificates(absl::StatusOr<std::vector<DeviceCertificate>> held) {
  RETURN_IF_ERROR(held.status());
  Response response;
  for (const DeviceCertificate& certificate : *held) {
    *response.add_certificates() = CertificateToMessage(certificate);
  }
  return response;
}

absl::StatusOr<Response> WithReaders(const v1::DeviceConfig& config) {
  ASSIGN_OR_RETURN(const std::vector<ListedReader> readers, ReadReadersOf(config, kResolved));
  Response response;
  for (const ListedReader& reader : readers) *response.add_readers() = ReaderToMessage(reader);
  return response;
}

absl::StatusOr<Response> WithState(SignatureDevice& device) {
  ASSIGN_OR_RETURN(const DeviceState state, device.Describe());
  Response response;
  *response.mutable_state() = StateToMessage(state);
  return response;
}

absl::StatusOr<Response> WithSignature(SignatureDevice& device, const std::string& digest_info) {
  ASSIGN_OR_RETURN(std::string signature, device.Sign(digest_info));
  Response response;
  response.set_signature(std::move(signature));
  return response;
}

absl::StatusOr<Response> Plain(const absl::Status& status) {
  RETURN_IF_ERROR(status);
  return Response();
}

absl::StatusOr<Response> Activate(SignatureDevice& device, const v1::HeldCertificate& message,
                                  const SecretBuffer& pin) {
  ASSIGN_OR_RETURN(const DeviceCertificate certificate, CertificateFromMessage(message));
  return Plain(device.Activate(certificate, pin));
}

bool OpensOrLists(const Request& request) {
  return request.call_case() == Request::kOpen || request.call_case() == Request::kListReaders;
}

bool BringsPin(const Request& request) {
  return request.call_case() == Request::kActivate ||
         request.call_case() == Request::kListCertificatesAfterLogin;
}

absl::StatusOr<Response> Open(const v1::DeviceConfig& config,
                              std::unique_ptr<SignatureDevice>& device) {
  ASSIGN_OR_RETURN(device, LoadDevice(config, kResolved));
  return Response();
}

absl::StatusOr<Response> Answer(const Request& request, const SecretBuffer& pin,
                                std::unique_ptr<SignatureDevice>& device) {
  switch (request.call_case()) {
    case Request::kOpen:
      return Open(request.open(), device);
    case Request::kListReaders:
      return WithReaders(request.list_readers());
    case Request::kDescribe:
      return WithState(*device);
    case Request::kListCertificates:
      return WithCertificates(device->ListCertificates());
    case Request::kListCertificatesAfterLogin:
      return WithCertificates(device->ListCertificatesAfterLogin(pin));
    case Request::kActivate:
      return Activate(*device, request.activate(), pin);
    case Request::kSign:
      return WithSignature(*device, request.sign());
    case Request::kDeactivate:
      return Plain(device->Deactivate());
    case Request::kClose:
      return Plain(device->Close());
    case Request::CALL_NOT_SET:
      break;
  }
  return OutOfTurn();
}

absl::StatusOr<Request> ReceiveInTurn(Channel& channel, bool opened) {
  Request request;
  RETURN_IF_ERROR(channel.Receive(kMaxRequestBytes, request));
  if (request.call_case() == Request::CALL_NOT_SET || OpensOrLists(request) == opened) {
    return OutOfTurn();
  }
  return request;
}

}  // namespace

absl::Status ServeDevice(Channel& channel) {
  std::unique_ptr<SignatureDevice> device;
  bool last = false;
  while (!last) {
    ASSIGN_OR_RETURN(const Request request, ReceiveInTurn(channel, device != nullptr));
    SecretBuffer pin(0);
    if (BringsPin(request)) {
      ASSIGN_OR_RETURN(pin, channel.ReceivePin());
    }
    absl::StatusOr<Response> response = Answer(request, pin, device);
    pin.Wipe();
    if (!response.ok()) {
      const v1::DeviceFault fault = FaultToMessage(response.status());
      response = Response();
      *response->mutable_fault() = fault;
    }
    RETURN_IF_ERROR(channel.Send(*response));
    last = request.has_close() || device == nullptr;
  }
  // Its code is not run again: Close did what there was to do, and the process ends.
  static_cast<void>(device.release());
  return absl::OkStatus();
}

}  // namespace paraphe::device

"""A caller in Python, from nothing but the protos: refused twice, then a whole session.

python_caller.py MODULES ADDRESS ROOTS CALLER DOCUMENT OUT: MODULES is the folder of the generated modules, CALLER.pem
and CALLER.key are the client certificate. Prints the link
for the signer's agent, and ends once the signed document is in OUT.
"""
import sys

import grpc

sys.path.insert(0, sys.argv[1])
from paraphe.v1 import caller_service_pb2 as caller  # noqa: E402
from paraphe.v1 import caller_service_pb2_grpc, error_detail_pb2, rpc_status_pb2, session_pb2  # noqa: E402

ADDRESS, ROOTS, CALLER, DOCUMENT, OUT = sys.argv[2:]


def detail_of(error):
    """The ErrorDetail that every refusal carries."""
    status = rpc_status_pb2.RpcStatus()
    status.ParseFromString(dict(error.trailing_metadata())["grpc-status-details-bin"])
    detail = error_detail_pb2.ErrorDetail()
    assert status.details[0].Unpack(detail), status
    return detail


def refused(call, request):
    try:
        call(request, timeout=30)
    except grpc.RpcError as error:
        return detail_of(error)
    raise AssertionError("not refused")


with open(ROOTS, "rb") as roots, open(CALLER + ".key", "rb") as key, open(CALLER + ".pem", "rb") as certificate:
    credentials = grpc.ssl_channel_credentials(roots.read(), key.read(), certificate.read())
with open(DOCUMENT, "rb") as file:
    document = file.read()
# gRPC's clients refuse answers above 4 MiB unless told otherwise.
channel = grpc.secure_channel(ADDRESS, credentials, options=[("grpc.max_receive_message_length", 128 << 20)])
service = caller_service_pb2_grpc.CallerServiceStub(channel)


def request_for(application, xml):
    request = caller.PrepareRequest(document=xml, application=application, signer_role="Maire")
    request.attributes.claimed_role = "Maire"
    request.attributes.commitment_type = "http://uri.etsi.org/01903/v1.2.2#ProofOfApproval"
    return request


detail = refused(service.Prepare, request_for("nobody", document))
assert detail.reason == error_detail_pb2.NOT_ALLOWED, detail
detail = refused(service.Prepare, request_for("flow", b"<a ></a>"))
assert detail.reason == error_detail_pb2.DOCUMENT_NOT_CANONICAL, detail
assert detail.position.byte_offset == 2 and not detail.HasField("tries_left"), detail

session = service.Prepare(request_for("flow", document), timeout=30)
print(f"paraphe://{ADDRESS}/{session.ticket}", flush=True)
watched = caller.CallerWatchRequest(session_id=session.session_id, caller_token=session.caller_token)
states = [event.state for event in service.Watch(watched, timeout=60)]
assert states[0] == session_pb2.PREPARED and states[-1] == session_pb2.SIGNED, states
result = service.Finalize(
    caller.FinalizeRequest(session_id=session.session_id, caller_token=session.caller_token), timeout=30)
assert result.status == session_pb2.ST_OK, result.status
with open(OUT, "wb") as file:
    file.write(result.signed_document)

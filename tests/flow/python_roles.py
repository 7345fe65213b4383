"""Every call of every service with every identity, in Python, from nothing but the protos.

python_roles.py MODULES ADDRESS ROOTS WHO...: MODULES is the folder of the generated modules; each WHO is
"FILES:CALLER:SIGNER:ADMIN", where FILES.pem and FILES.key are a client certificate, or FILES is "-" for none, and the rest
says what becomes of the calls of the three services: "served", or the reason of the refusal. Prints a line for each call
that is answered otherwise, and how many were made; ends with 1 where there was one.
"""
import sys

import grpc

sys.path.insert(0, sys.argv[1])
from paraphe.v1 import admin_service_pb2, caller_service_pb2, error_detail_pb2, rpc_status_pb2  # noqa: E402
from paraphe.v1 import signer_service_pb2  # noqa: E402

ADDRESS, ROOTS = sys.argv[2:4]
SERVICES = [caller_service_pb2.DESCRIPTOR.services_by_name["CallerService"],
            signer_service_pb2.DESCRIPTOR.services_by_name["SignerService"],
            admin_service_pb2.DESCRIPTOR.services_by_name["AdminService"]]
REFUSALS = (error_detail_pb2.NOT_IDENTIFIED, error_detail_pb2.NOT_ALLOWED)


def channel_as(files):
    """A channel that shows that certificate."""
    with open(ROOTS, "rb") as roots:
        trusted = roots.read()
    if files == "-":
        return grpc.secure_channel(ADDRESS, grpc.ssl_channel_credentials(trusted))
    with open(files + ".key", "rb") as key, open(files + ".pem", "rb") as certificate:
        return grpc.secure_channel(ADDRESS, grpc.ssl_channel_credentials(trusted, key.read(), certificate.read()))


def answer_to(channel, service, method):
    """What an empty request is answered: "served" unless it is refused for who asks."""
    path = f"/{service.full_name}/{method.name}"
    make = channel.unary_stream if method.name in ("Watch", "ReadAudit") else channel.unary_unary
    try:
        answer = make(path)(b"", timeout=30)
        if make == channel.unary_stream:
            next(answer, None)
            answer.cancel()
    except grpc.RpcError as error:
        return reason_of(error)
    return "served"


def reason_of(error):
    """The reason of a refusal for who asks, "served" for any other; "unnamed" where the server sent none."""
    status, detail = rpc_status_pb2.RpcStatus(), error_detail_pb2.ErrorDetail()
    status.ParseFromString(dict(error.trailing_metadata()).get("grpc-status-details-bin", b""))
    if not status.details or not status.details[0].Unpack(detail):
        return f"unnamed {error.code()} {error.details()}"
    return error_detail_pb2.ErrorReason.Name(detail.reason) if detail.reason in REFUSALS else "served"


def main():
    calls, wrong = 0, 0
    for who in sys.argv[4:]:
        files, *expected = who.split(":")
        channel = channel_as(files)
        for service, wanted in zip(SERVICES, expected):
            for method in service.methods:
                calls += 1
                answer = answer_to(channel, service, method)
                if answer != wanted:
                    wrong += 1
                    print(f"{files} {service.name}.{method.name}: {answer}, not {wanted}")
        channel.close()
    print(f"{calls} calls, {wrong} wrong")
    return 1 if wrong else 0


sys.exit(main())

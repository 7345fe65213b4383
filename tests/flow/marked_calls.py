"""Requests with a mark in every field that a peer can set, as anybody may send them to a server.

marked_calls.py MODULES ADDRESS ROOTS: prints the words of each refusal, one a line, after the name of the call.
"""
import sys

import grpc

sys.path.insert(0, sys.argv[1])
from google.protobuf import descriptor  # noqa: E402
from paraphe.v1 import admin_service_pb2, admin_service_pb2_grpc  # noqa: E402
from paraphe.v1 import caller_service_pb2, caller_service_pb2_grpc  # noqa: E402
from paraphe.v1 import signer_service_pb2, signer_service_pb2_grpc  # noqa: E402

ADDRESS, ROOTS = sys.argv[2:]
MARK = "ZQMARK"
SERVICES = ((caller_service_pb2, caller_service_pb2_grpc.CallerServiceStub, "CallerService"),
            (signer_service_pb2, signer_service_pb2_grpc.SignerServiceStub, "SignerService"),
            (admin_service_pb2, admin_service_pb2_grpc.AdminServiceStub, "AdminService"))


def fill_field(message, field, odd, depth):
    """A mark, if it is a text, bytes, or a message that holds some; `odd`: with what would break a line of a log."""
    text = f"{MARK}{field.name.replace('_', '')}" + ("\n\x1b[31m \"%s\\" if odd else "")
    repeated = field.label == descriptor.FieldDescriptor.LABEL_REPEATED
    if field.type == descriptor.FieldDescriptor.TYPE_MESSAGE:
        if depth < 4:
            inner = getattr(message, field.name).add() if repeated else getattr(message, field.name)
            inner.SetInParent()
            for one in inner.DESCRIPTOR.fields:
                fill_field(inner, one, odd, depth + 1)
        return
    if field.type == descriptor.FieldDescriptor.TYPE_STRING:
        value = text
    elif field.type == descriptor.FieldDescriptor.TYPE_BYTES:
        value = text.encode()
    else:
        return
    if repeated:
        getattr(message, field.name).append(value)
    else:
        setattr(message, field.name, value)


def variants(kind):
    """Everything at once, of a oneof the last; each field alone; nothing."""
    for odd in (False, True):
        message = kind()
        for field in kind.DESCRIPTOR.fields:
            fill_field(message, field, odd, 0)
        yield message
    for field in kind.DESCRIPTOR.fields:
        message = kind()
        fill_field(message, field, False, 0)
        yield message
    yield kind()


def tell(name, call):
    try:
        for _ in call():
            break
        print(name, "taken", flush=True)
    except grpc.RpcError as error:
        print(name, repr(error.details()), flush=True)


def once(stub, method, message):
    def call():
        answer = getattr(stub, method.name)(message, timeout=20)
        return answer if hasattr(answer, "__next__") else [answer]
    return call


with open(ROOTS, "rb") as file:
    channel = grpc.secure_channel(ADDRESS, grpc.ssl_channel_credentials(file.read()))
count = 0
for module, stub_kind, service_name in SERVICES:
    stub = stub_kind(channel)
    for method in module.DESCRIPTOR.services_by_name[service_name].methods:
        kind = getattr(sys.modules[method.input_type.file.name.replace("/", ".").replace(".proto", "_pb2")],
                       method.input_type.name)
        for message in variants(kind):
            tell(f"{service_name}.{method.name}", once(stub, method, message))
            count += 1
        # What is no message of this call at all.
        broken = channel.unary_unary(f"/paraphe.v1.{service_name}/{method.name}")
        tell(f"{service_name}.{method.name}", lambda: [broken(b"\xff\xff" + MARK.encode(), timeout=20)])
    tell(service_name, lambda: [channel.unary_unary(f"/paraphe.v1.{service_name}/{MARK}method")(b"", timeout=20)])
print("calls", count)

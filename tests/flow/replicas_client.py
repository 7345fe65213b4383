"""Caller, agent and card in Python, from nothing but the protos and docs/signed-properties.md: sessions whose every
call goes to another server, through however many of their deaths.

replicas_client.py MODULES ROOTS CALLER KEY CERTIFICATE OUT SESSIONS CLIENTS ADDRESS...

MODULES is the folder of the generated modules, CALLER.pem and CALLER.key are the caller's, KEY and CERTIFICATE are DER (PKCS#8, RSA). CLIENTS of them run at once.
Prints "signed K" for the K-th signed session, whose document is then in OUT, and at the end how often a call was
repeated and how often a session begun anew.
"""
import base64
import hashlib
import itertools
import os
import pathlib
import sys
import threading
import time

import grpc
from google.protobuf import json_format

sys.dont_write_bytecode = True
sys.path[:0] = [sys.argv[1], str(pathlib.Path(__file__).resolve().parent.parent / "server/rpc")]
import derive_signature  # noqa: E402
from paraphe.v1 import caller_service_pb2 as caller, signer_service_pb2 as signer  # noqa: E402
from paraphe.v1 import caller_service_pb2_grpc, signer_service_pb2_grpc  # noqa: E402
from paraphe.v1 import error_detail_pb2, rpc_status_pb2, session_pb2  # noqa: E402

ROOTS, KEY, CERTIFICATE = (pathlib.Path(sys.argv[i]).read_bytes() for i in (2, 4, 5))
CALLER_CERTIFICATE, CALLER_KEY = (pathlib.Path(sys.argv[3] + end).read_bytes() for end in (".pem", ".key"))
OUT, SESSIONS, CLIENTS, ADDRESSES = pathlib.Path(sys.argv[6]), int(sys.argv[7]), int(sys.argv[8]), sys.argv[9:]
PATIENCE = 120  # seconds, for one call

SIGNER = grpc.ssl_channel_credentials(ROOTS)
CALLER = grpc.ssl_channel_credentials(ROOTS, CALLER_KEY, CALLER_CERTIFICATE)
# Each channel has a connection of its own, which a proxy sends to the server that is next.
OPTIONS = [("grpc.use_local_subchannel_pool", 1)]
REPEATED = (error_detail_pb2.NOT_REACHABLE, error_detail_pb2.STORE_UNAVAILABLE, error_detail_pb2.SESSION_CONFLICT)

next_address = itertools.cycle(ADDRESSES).__next__
numbers = itertools.count(1)
lock = threading.Lock()
counts = {"signed": 0, "repeated": 0, "anew": 0}
failures = []


def count(what):
    with lock:
        counts[what] += 1
        if what == "signed":
            print(f"signed {counts[what]}", flush=True)


class Refused(Exception):
    def __init__(self, reason):
        super().__init__(error_detail_pb2.ErrorReason.Name(reason))
        self.reason = reason


def reason_of(error):
    """The reason that a server gave; NOT_REACHABLE where none did."""
    data = dict(error.trailing_metadata() or ()).get("grpc-status-details-bin")
    if data is None:
        lost = (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED, grpc.StatusCode.CANCELLED)
        assert error.code() in lost, error
        return error_detail_pb2.NOT_REACHABLE
    detail = error_detail_pb2.ErrorDetail()
    assert rpc_status_pb2.RpcStatus.FromString(data).details[0].Unpack(detail)
    return detail.reason


class Rotation:
    """Calls of one session: each goes to another address than the one before, and is repeated until it is answered."""

    def __init__(self):
        self.last = None

    def address(self):
        with lock:
            address = next_address()
            if address == self.last and len(ADDRESSES) > 1:
                address = next_address()
        self.last = address
        return address

    def call(self, credentials, stub, method, request):
        latest = time.monotonic() + PATIENCE
        while True:
            try:
                with grpc.secure_channel(self.address(), credentials, options=OPTIONS) as channel:
                    return getattr(stub(channel), method)(request, timeout=10)
            except grpc.RpcError as error:
                reason = reason_of(error)
                if reason not in REPEATED or time.monotonic() > latest:
                    raise Refused(reason) from error
            count("repeated")

    def caller(self, method, request):
        return self.call(CALLER, caller_service_pb2_grpc.CallerServiceStub, method, request)

    def signer(self, method, request):
        return self.call(SIGNER, signer_service_pb2_grpc.SignerServiceStub, method, request)


class Watch(threading.Thread):
    """The session's states as the caller watches them, on one server after the other where they die."""

    def __init__(self, prepared):
        super().__init__(daemon=True)
        self.request = caller.CallerWatchRequest(session_id=prepared.session_id, caller_token=prepared.caller_token)
        self.version, self.state = 0, session_pb2.PREPARED
        self.start()

    def run(self):
        rotation = Rotation()
        while self.state not in (session_pb2.SIGNED, session_pb2.FINALIZED, session_pb2.ABORTED):
            try:
                with grpc.secure_channel(rotation.address(), CALLER, options=OPTIONS) as channel:
                    stub = caller_service_pb2_grpc.CallerServiceStub(channel)
                    last = 0
                    for event in stub.Watch(self.request, timeout=PATIENCE):
                        assert event.version > last, "a version came twice on one stream"
                        last = event.version
                        self.version, self.state = max(self.version, last), event.state
            except grpc.RpcError as error:
                assert reason_of(error) in REPEATED, error


class Card:
    def __init__(self):
        # RSAPrivateKey (RFC 8017, A.1.2) in the OCTET STRING of PKCS#8: version, modulus, publicExponent, ...
        octets = list(derive_signature.der_children(KEY, 0))[2]
        rsa = derive_signature.contents(KEY, octets)
        integers = [derive_signature.contents(rsa, at) for at in derive_signature.der_children(rsa, 0)]
        self.modulus, self.exponent = (int.from_bytes(integers[i], "big") for i in (1, 3))

    def sign(self, digest_info):
        size = (self.modulus.bit_length() + 7) // 8
        block = b"\0\1" + b"\xff" * (size - 3 - len(digest_info)) + b"\0" + digest_info
        return pow(int.from_bytes(block, "big"), self.exponent, self.modulus).to_bytes(size, "big")


CARD = Card()


def redeem(rotation, prepared):
    request = signer.PresentRequest(ticket=prepared.ticket, certificates=[CERTIFICATE], agent_secret=os.urandom(32))
    return rotation.signer("Present", request)


def sign(rotation, token, document):
    """What the agent and the card do; returns the document that must come of it."""
    shown = rotation.signer("Present", signer.PresentRequest(
        session_token=token, certificates=[CERTIFICATE], omit_document=True,
        chosen_certificate_sha256=hashlib.sha256(CERTIFICATE).digest()))
    rotation.signer("Consent", signer.ConsentRequest(
        session_token=token, document_sha256=hashlib.sha256(document).digest(), html_sha256=shown.html_sha256,
        signed_properties_digest=shown.signed_properties_digest, language=shown.html_language,
        document_presented=True, box_ticked=True, signature_requested=True))
    release = signer.SignRequest(session_token=token, release=signer.SignRequest.Release())
    released = rotation.signer("Sign", release)
    assert rotation.signer("Sign", release).digest_info == released.digest_info, "two digests were released"
    signature = CARD.sign(released.digest_info)
    derived = derive_signature.derive({
        "document": base64.b64encode(document).decode(), "signature": base64.b64encode(signature).decode(),
        "attributes": json_format.MessageToDict(shown.attributes, preserving_proto_field_name=True)})
    assert base64.b64decode(derived["digest_info"]) == released.digest_info, "another digest than was shown"
    accepted = rotation.signer("Sign", signer.SignRequest(session_token=token, signature=signature))
    assert accepted.state in (session_pb2.SIGNED, session_pb2.FINALIZED), accepted.state
    return base64.b64decode(derived["signed_document"])


def run_session(number):
    document = f'<acte numéro="{number}"><objet>Marché de Noël</objet></acte>'.encode()
    for attempt in itertools.count():
        rotation = Rotation()
        request = caller.PrepareRequest(document=document, application="flow", signer_role="Maire",
                                        idempotency_key=f"{number}-{attempt}")
        request.attributes.claimed_role = "Maire"
        prepared = rotation.caller("Prepare", request)
        watch = Watch(prepared)
        own = {"session_id": prepared.session_id, "caller_token": prepared.caller_token}
        try:
            token = redeem(rotation, prepared).session_token
        except Refused as refused:
            # The answer to a Present that used the ticket up was lost.
            assert refused.reason == error_detail_pb2.TICKET_USED, refused
            rotation.caller("Abort", caller.CallerAbortRequest(**own))
            count("anew")
            continue
        expected = sign(rotation, token, document)
        watch.join(PATIENCE)
        assert watch.state == session_pb2.SIGNED, watch.state
        results = [rotation.caller("Finalize", caller.FinalizeRequest(**own)) for _ in range(len(ADDRESSES) + 1)]
        for result in results:
            assert result.status == session_pb2.ST_OK and result.signed_document == expected, "another document"
        with open(OUT / f"{number}.xml", "xb") as file:
            file.write(expected)
        return


def run_client():
    try:
        while not failures and (number := next(numbers)) <= SESSIONS:
            run_session(number)
            count("signed")
    except BaseException as error:
        failures.append(error)
        raise


clients = [threading.Thread(target=run_client) for _ in range(CLIENTS)]
for client in clients:
    client.start()
for client in clients:
    client.join()
print(f"calls repeated {counts['repeated']}, sessions begun anew {counts['anew']}", flush=True)
sys.exit(1 if failures else 0)

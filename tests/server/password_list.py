"""Tries passwords at an account, as a stranger with gRPC for Python would.

password_list.py MODULES ADDRESS ROOTS USER PASSWORD...: MODULES is the folder of the generated modules. Prints a line for
each password: "OK", or the reason of the refusal and its message.
"""
import sys

import grpc

sys.path.insert(0, sys.argv[1])
from paraphe.v1 import error_detail_pb2, rpc_status_pb2  # noqa: E402
from paraphe.v1 import signer_service_pb2 as signer  # noqa: E402
from paraphe.v1 import signer_service_pb2_grpc  # noqa: E402

ADDRESS, ROOTS, USER = sys.argv[2:5]

with open(ROOTS, "rb") as file:
    credentials = grpc.ssl_channel_credentials(file.read())
service = signer_service_pb2_grpc.SignerServiceStub(grpc.secure_channel(ADDRESS, credentials))
for password in sys.argv[5:]:
    try:
        answer = service.Login(signer.LoginRequest(user_name=USER, password=password), timeout=60)
        assert len(answer.login_token) == 43
        print("OK", flush=True)
    except grpc.RpcError as error:
        status = rpc_status_pb2.RpcStatus()
        status.ParseFromString(dict(error.trailing_metadata())["grpc-status-details-bin"])
        detail = error_detail_pb2.ErrorDetail()
        assert status.details[0].Unpack(detail), status
        print(error_detail_pb2.ErrorReason.Name(detail.reason), error.details(), flush=True)

#!/usr/bin/env python3
"""What a stranger can send to paraphed: TLS and HTTP/2 frames (RFC 9113) by hand, so that nothing keeps it polite.

    hostile_client.py PORT IDENTITY WHAT [NUMBER ...]

IDENTITY.pem and IDENTITY.key are the certificate that it shows, such as a caller's, who may make calls; "-": none.

  silent COUNT             opens COUNT connections, says "open", and how long the last of them was kept
  silent-tls COUNT         the same, after a TLS handshake
  crowd COUNT              opens COUNT connections, says "open", and keeps them for a minute
  call METHOD [FILE]       one call with the bytes of FILE as its message; says its status, from 127.0.0.2
  bomb MEGABYTES           a message of that many zeros, compressed
  announced COUNT MEGABYTES  COUNT messages of that size that never end
  streams COUNT            COUNT calls of which only the head is sent, on one connection, settings not acknowledged
  headers MEGABYTES        a head that never ends
  reset COUNT              COUNT calls that are reset at once

All but call say how many bytes were sent before the server had enough, or "all".
"""
import gzip
import socket
import ssl
import struct
import sys
import time

DATA, HEADERS, RST_STREAM, SETTINGS, PING, GOAWAY, WINDOW_UPDATE, CONTINUATION = 0, 1, 3, 4, 6, 7, 8, 9
END_STREAM, ACK, END_HEADERS = 1, 1, 4
PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
PREPARE = "/paraphe.v1.CallerService/Prepare"
PATIENCE = 60
MIB = 1 << 20


def frame(kind, flags, stream, payload=b""):
    return struct.pack(">I", len(payload))[1:] + bytes([kind, flags]) + struct.pack(">I", stream) + payload


def text(value):
    """A string of HPACK (RFC 7541 §5.2) without Huffman code."""
    data = value if isinstance(value, bytes) else value.encode()
    if len(data) < 127:
        return bytes([len(data)]) + data
    rest, length = len(data) - 127, b"\x7f"
    while rest >= 128:
        length += bytes([rest % 128 + 128])
        rest //= 128
    return length + bytes([rest]) + data


def field(name, value):
    return b"\x00" + text(name) + text(value)


def head(method, *more):
    fields = ((":method", "POST"), (":scheme", "https"), (":path", method), (":authority", "localhost"),
              ("te", "trailers"), ("content-type", "application/grpc")) + more
    return b"".join(field(name, value) for name, value in fields)


def dial(port, source="127.0.0.1"):
    return socket.create_connection(("127.0.0.1", port), PATIENCE, (source, 0))


def wrap(plain):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    if IDENTITY != "-":
        context.load_cert_chain(IDENTITY + ".pem", IDENTITY + ".key")
    context.set_alpn_protocols(["h2"])
    return context.wrap_socket(plain, server_hostname="localhost")


class Connection:
    """One HTTP/2 connection that keeps to flow control, without which it would be ended at once."""

    def __init__(self, port, source="127.0.0.1", acknowledge=True):
        self.socket = wrap(dial(port, source))
        self.acknowledge = acknowledge
        self.sent = 0
        self.buffer = b""
        self.window = {0: 65535}
        self.initial = 65535
        self.answers = {}
        self.send(PREFACE + frame(SETTINGS, 0, 0))

    def send(self, data):
        self.socket.sendall(data)
        self.sent += len(data)

    def take(self, wait):
        """Reads what is there, for `wait` seconds at most. False once the server has ended it."""
        self.socket.settimeout(wait)
        try:
            data = self.socket.recv(65536)
        except (TimeoutError, ssl.SSLWantReadError):
            return True
        if not data:
            return False
        self.buffer += data
        while len(self.buffer) >= 9:
            size = int.from_bytes(self.buffer[:3], "big")
            if len(self.buffer) < 9 + size:
                break
            kind, flags, stream = self.buffer[3], self.buffer[4], int.from_bytes(self.buffer[5:9], "big")
            self.frame(kind, flags, stream, self.buffer[9:9 + size])
            self.buffer = self.buffer[9 + size:]
        return True

    def frame(self, kind, flags, stream, payload):
        if kind in (SETTINGS, PING) and flags & ACK:
            return
        if kind == WINDOW_UPDATE:
            self.window[stream] = self.window.get(stream, self.initial) + int.from_bytes(payload, "big")
        elif kind == SETTINGS:
            for at in range(0, len(payload), 6):
                key, value = struct.unpack(">HI", payload[at:at + 6])
                if key == 4:
                    # Open streams are given the difference, too (RFC 9113 §6.9.2).
                    for stream in self.window:
                        self.window[stream] += value - self.initial if stream else 0
                    self.initial = value
            if self.acknowledge:
                self.send(frame(SETTINGS, ACK, 0))
        elif kind == PING:
            self.send(frame(PING, ACK, 0, payload))
        else:
            self.answers.setdefault(stream, []).append((kind, flags, payload))

    def data(self, stream, data, end=False):
        """False where the server ended the call or the connection before all was sent."""
        at = 0
        while at < len(data):
            room = min(self.window[0], self.window.setdefault(stream, self.initial), 16384, len(data) - at)
            if room <= 0:
                if not self.take(PATIENCE) or stream in self.answers or 0 in self.answers:
                    return False
                continue
            last = end and at + room == len(data)
            self.send(frame(DATA, END_STREAM if last else 0, stream, data[at:at + room]))
            self.window[0] -= room
            self.window[stream] -= room
            at += room
            self.take(0)
        return True


def kept(connections):
    """How many seconds the last of them was kept open."""
    begin = time.monotonic()
    print("open", flush=True)
    for one in connections:
        one.settimeout(PATIENCE)
        try:
            while one.recv(65536):
                pass
        except TimeoutError:
            return PATIENCE
        except OSError:
            pass
    return time.monotonic() - begin


def silent(port, count):
    print(f"kept {kept([dial(port) for _ in range(count)]):.1f}")


def silent_tls(port, count):
    print(f"kept {kept([wrap(dial(port)) for _ in range(count)]):.1f}")


def crowd(port, count):
    connections = [dial(port) for _ in range(count)]
    print("open", flush=True)
    time.sleep(PATIENCE)
    del connections


def call(port, method, file=None):
    connection = Connection(port, "127.0.0.2")
    message = open(file, "rb").read() if file else b""
    connection.send(frame(HEADERS, END_HEADERS, 1, head(method)))
    connection.data(1, b"\x00" + struct.pack(">I", len(message)) + message, end=True)
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if any(flags & END_STREAM for kind, flags, _ in connection.answers.get(1, []) if kind == HEADERS):
            break
        if not connection.take(1):
            print("ended")
            return
    print("answered", b"".join(payload for _, _, payload in connection.answers.get(1, [])))


def report(connections, refused):
    print("sent", sum(one.sent for one in connections), "refused" if refused else "all", flush=True)


def attack(connections, steps):
    """Sends what `steps` yields until the server ends the connection; then its answer, in a while."""
    refused = False
    try:
        for one, data in steps:
            one.send(data)
            if not one.take(0):
                refused = True
                break
    except OSError:
        refused = True
    report(connections, refused)
    return refused


def linger(connections, seconds):
    """Keeps what was sent where it is."""
    end = time.monotonic() + seconds
    for one in connections:
        try:
            while time.monotonic() < end and one.take(0.2):
                pass
        except OSError:
            pass


def bomb(port, megabytes):
    data = gzip.compress(bytes(megabytes * MIB), 9)
    one = Connection(port)
    one.send(frame(HEADERS, END_HEADERS, 1, head(PREPARE, ("grpc-encoding", "gzip"))))
    done = one.data(1, b"\x01" + struct.pack(">I", len(data)) + data, end=True)
    report([one], not done)
    linger([one], 3)


def announced(port, count, megabytes):
    connections = []
    refused = 0
    piece = bytes(MIB)
    for _ in range(count):
        try:
            one = Connection(port)
            connections.append(one)
            one.send(frame(HEADERS, END_HEADERS, 1, head(PREPARE)))
            one.data(1, b"\x00" + struct.pack(">I", megabytes * MIB + 1))
            for _ in range(megabytes):
                if not one.data(1, piece):
                    refused += 1
                    break
        except OSError:
            refused += 1
    report(connections, refused)
    linger(connections, 3)


def streams(port, count):
    one = Connection(port, acknowledge=False)
    block = head(PREPARE)
    batch = 64
    steps = ((one, b"".join(frame(HEADERS, END_HEADERS, 2 * (at + i) + 1, block) for i in range(batch)))
             for at in range(0, count, batch))
    attack([one], steps)
    linger([one], 3)


def headers(port, megabytes):
    one = Connection(port, acknowledge=False)

    def steps():
        # The value of a field, said to have 256 MiB.
        yield one, frame(HEADERS, 0, 1, head(PREPARE) + b"\x00" + text("x-note") + b"\x7f\x81\xff\xff\x7f")
        for _ in range(megabytes * MIB // 16384):
            yield one, frame(CONTINUATION, 0, 1, b"v" * 16384)
    attack([one], steps())
    linger([one], 3)


def reset(port, count):
    one = Connection(port)
    block = head(PREPARE)
    batch = 64

    def pair(number):
        stream = 2 * number + 1
        return frame(HEADERS, END_HEADERS, stream, block) + frame(RST_STREAM, 0, stream, b"\x00\x00\x00\x08")
    attack([one], ((one, b"".join(pair(at + i) for i in range(batch))) for at in range(0, count, batch)))
    linger([one], 3)


COMMANDS = {"silent": silent, "silent-tls": silent_tls, "crowd": crowd, "call": call, "bomb": bomb,
            "announced": announced, "streams": streams, "headers": headers, "reset": reset}

if __name__ == "__main__":
    IDENTITY = sys.argv[2]
    COMMANDS[sys.argv[3]](int(sys.argv[1]), *(int(a) if a.isdigit() else a for a in sys.argv[4:]))

#!/usr/bin/env python3
"""What a stranger can do to paraphed with patience, or with frames that cost nothing to send (RFC 9113).

    slow_client.py PORT WHAT [NUMBER ...]

  half-open COUNT ADDRESSES SECONDS  keeps COUNT connections in the middle of a TLS handshake, from as many addresses of
                            127.0.0.0/8, each dialled again once the server ends it; says "open" once all were dialled
  slow-handshake            a ClientHello byte by byte
  slow-preface              HTTP/2's preface byte by byte, after the handshake
  slow-head                 a head in CONTINUATION frames of one byte
  no-head                   HTTP/2, and no call
  settings COUNT, pings COUNT, empties COUNT, windows COUNT, priorities COUNT, resets COUNT
                            so many of these frames, as fast as they are taken, and without reading what comes back
                            (resets: each after the head of a call)

The slow ones say for how many seconds the server kept the connection; the others how many bytes it took, and whether it
ended the connection ("refused") or took all.
"""
import select
import socket
import ssl
import struct
import sys
import time

import hostile_client
from hostile_client import (ACK, CONTINUATION, DATA, END_HEADERS, HEADERS, PATIENCE, PING, PREFACE, RST_STREAM, SETTINGS,
                            WINDOW_UPDATE, dial, frame, head, wrap)

hostile_client.IDENTITY = "-"  # strangers have no certificate
CONSENT = "/paraphe.v1.SignerService/Consent"  # a call that they may make
PRIORITY = 2
STEP = 0.25


def client_hello():
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.set_alpn_protocols(["h2"])
    try:
        context.wrap_bio(incoming, outgoing, server_hostname="localhost").do_handshake()
    except ssl.SSLWantReadError:
        pass
    return outgoing.read()


def half_open(port, count, addresses, seconds):
    hello = client_hello()[:100]

    def begin(number):
        at = number % addresses
        one = socket.socket()
        one.bind((f"127.{1 + at // 62500}.{1 + at // 250 % 250}.{1 + at % 250}", 0))
        one.connect(("127.0.0.1", port))
        one.send(hello)
        return one

    end = time.monotonic() + seconds
    connections = {}
    for number in range(count):
        one = begin(number)
        connections[one.fileno()] = (one, number)
    print("open", flush=True)
    poll = select.poll()
    for number in connections:
        poll.register(number, select.POLLIN | select.POLLHUP)
    again = 0
    while time.monotonic() < end:
        for number, _ in poll.poll(200):
            one, index = connections.pop(number)
            poll.unregister(number)
            one.close()
            fresh = begin(index)
            connections[fresh.fileno()] = (fresh, index)
            poll.register(fresh.fileno(), select.POLLIN | select.POLLHUP)
            again += 1
    print("again", again, flush=True)


def dribble(one, data, begin):
    """Sends a byte each quarter of a second; the seconds until the server ended it."""
    one.settimeout(STEP)
    try:
        for byte in data:
            if time.monotonic() - begin > 2 * PATIENCE:
                break
            one.send(bytes([byte]) if isinstance(byte, int) else byte)
            pause = time.monotonic() + STEP
            while time.monotonic() < pause:
                try:
                    if not one.recv(65536):
                        return time.monotonic() - begin
                except (TimeoutError, ssl.SSLWantReadError):
                    pass
    except OSError:
        pass
    return time.monotonic() - begin


def slow_handshake(port):
    begin = time.monotonic()
    print(f"kept {dribble(dial(port), client_hello() * 9, begin):.1f}")


def slow_preface(port):
    begin = time.monotonic()
    print(f"kept {dribble(wrap(dial(port)), PREFACE + frame(SETTINGS, 0, 0) * 99, begin):.1f}")


def started(port):
    one = wrap(dial(port))
    one.send(PREFACE + frame(SETTINGS, 0, 0) + frame(SETTINGS, ACK, 0))
    return one


def slow_head(port):
    begin = time.monotonic()
    one = started(port)
    block = head(CONSENT) + b"\x00\x06x-note\x7f\x81\x08" + b"v" * 1024
    one.send(frame(HEADERS, 0, 1, block[:1]))
    print(f"kept {dribble(one, (frame(CONTINUATION, 0, 1, bytes([byte])) for byte in block[1:]), begin):.1f}")


def no_head(port):
    begin = time.monotonic()
    print(f"kept {dribble(started(port), (frame(WINDOW_UPDATE, 0, 0, struct.pack('>I', 1)) for _ in range(999)), begin):.1f}")


def flood(port, count, frames, before=b""):
    """`frames` gives the bytes of the frame with a number."""
    one = started(port)
    one.send(before)
    sent, refused = 0, False
    batch = 512
    try:
        for at in range(0, count, batch):
            data = b"".join(frames(at + i) for i in range(batch))
            one.settimeout(20)
            one.sendall(data)
            sent += len(data)
    except OSError:
        refused = True
    print("sent", sent, "refused" if refused else "all", flush=True)
    time.sleep(2)


def settings(port, count):
    flood(port, count, lambda number: frame(SETTINGS, 0, 0, struct.pack(">HI", 4, 65535 + number % 2)))


def pings(port, count):
    flood(port, count, lambda number: frame(PING, 0, 0, struct.pack(">Q", number)))


def empties(port, count):
    flood(port, count, lambda number: frame(DATA, 0, 1), frame(HEADERS, END_HEADERS, 1, head(CONSENT)))


def windows(port, count):
    flood(port, count, lambda number: frame(WINDOW_UPDATE, 0, 0, struct.pack(">I", 1)))


def priorities(port, count):
    flood(port, count, lambda number: frame(PRIORITY, 0, 2 * number + 1, struct.pack(">IB", 0, 16)))


def resets(port, count):
    block = head(CONSENT)
    flood(port, count, lambda number: frame(HEADERS, END_HEADERS, 2 * number + 1, block)
          + frame(RST_STREAM, 0, 2 * number + 1, struct.pack(">I", 8)))


COMMANDS = {"half-open": half_open, "slow-handshake": slow_handshake, "slow-preface": slow_preface,
            "slow-head": slow_head, "no-head": no_head, "settings": settings, "pings": pings, "empties": empties,
            "windows": windows, "priorities": priorities, "resets": resets}

if __name__ == "__main__":
    COMMANDS[sys.argv[2]](int(sys.argv[1]), *(int(a) for a in sys.argv[3:]))

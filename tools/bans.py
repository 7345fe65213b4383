#!/usr/bin/env python3
"""What no file of ours may hold, though the compiler would take it.

Prints "FILE:LINE: ban: what to do instead" for each fault; exit code 1 where there is one. Comments and string
literals are not looked at. Exceptions stand in tools/bans.txt, one a line: ban, file, count, reason. A count that no
longer fits is a fault too, so that the list never outlives its reasons.
"""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
EXCEPTIONS = ROOT / "tools/bans.txt"

CODE = r"\.(h|cc)$"
SHARED = r"^(common|document|pki|xades|render|policy)/.*\.(h|cc)$"

# name, which files, what, what to do instead
BANS = [
    ("memcmp", CODE, r"(?<!CRYPTO_)\bmemcmp\s*\(", "SecretEquals for secrets, == for the rest"),
    ("raw-new", CODE, r"(?<!operator )(?<!WrapUnique\()\bnew\s+[A-Za-z_:]", "make_unique; absl::WrapUnique in a Create function"),
    ("raw-delete", CODE, r"(?<!operator )(?<!= )\bdelete\b(?!;)", "an owner"),
    ("malloc", CODE, r"\b(malloc|calloc|realloc)\s*\(", "a container"),
    ("using-namespace", CODE, r"\busing\s+namespace\b", "name what is used"),
    ("std-string-view", CODE, r"\bstd::string_view\b", "absl::string_view: Debian's Abseil takes no other"),
    ("string-pin", CODE, r"std::string(_view)?\s*[&*]?\s*(\w+_)?pin_?\s*[;,)={(]", "SecretBuffer"),
    ("sleep", r"^tests/.*\.(h|cc)$", r"\b(sleep|usleep|nanosleep|sleep_for|sleep_until|SleepFor)\s*\(",
     "wait for the thing itself, or move a fake clock"),
    ("grpc-status", CODE, r"\bgrpc::Status(Code)?(\(|\{|::(?!OK\b))", "common/grpc/status_seam.h"),
    ("throw", CODE, r"\b(throw\b|try\s*\{)", "absl::Status"),
    ("openssl-header", CODE, r"#include\s+[<\"]openssl/", "common/openssl.h"),
    ("libxml-header", CODE, r"#include\s+[<\"]libxml/", "common/libxml2.h"),
    ("layer-shared", SHARED, r"#include\s+\"(server|client)/", "shared code knows neither server nor client"),
    ("layer-server", r"^server/.*\.(h|cc)$", r"#include\s+\"client/", "the server never includes the client"),
    ("layer-client", r"^client/.*\.(h|cc)$", r"#include\s+\"server/", "the client never includes the server"),
    ("layer-grpc", r"^(common|document|pki|xades|render|policy|server/session|server/store)/(?!grpc/).*\.(h|cc)$",
     r"#include\s+[<\"]grpc(pp)?/", "gRPC headers stop at the adapters"),
    ("layer-session", r"^server/session/.*\.(h|cc)$", r"#include\s+\"(render|xades)/|#include\s+\"common/libxml2",
     "the state machine knows nothing of XML"),
    ("unfinished", r"\.(h|cc|sh|py|proto)$|CMakeLists\.txt$", None, "do it, or write down in docs/ that it is open"),
]
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")

LITERAL = re.compile(r'R"(\w*)\((?:.|\n)*?\)\1"|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)\'|//[^\n]*|/\*(?:.|\n)*?\*/')


def blank(match):
    """Keeps line numbers, and the file name of an #include."""
    text = match.group(0)
    if text.startswith('"') and match.string[:match.start()].rstrip(" ").endswith("#include"):
        return text
    return '""' if text[0] in "\"'R" and "\n" not in text else "\n" * text.count("\n")


def project_files():
    listing = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT,
                             check=True, capture_output=True, text=True).stdout
    return [name for name in sorted(set(listing.split("\n"))) if name and (ROOT / name).is_file()]


def read_exceptions():
    exceptions = {}
    for line in EXCEPTIONS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            ban, name, count, _reason = line.split(None, 3)
            exceptions[ban, name] = int(count)
    return exceptions


def hits(name, regex):
    """Line numbers where `regex` matches the code of a file."""
    text = (ROOT / name).read_text(encoding="utf-8", errors="replace")
    if regex is None:
        regex = UNFINISHED.pattern
    elif name.endswith((".h", ".cc")):
        text = LITERAL.sub(blank, text)
    return [number for number, line in enumerate(text.split("\n"), 1) if re.search(regex, line)]


def main():
    exceptions = read_exceptions()
    faults = []
    for ban, which, regex, instead in BANS:
        for name in project_files():
            if not re.search(which, name) or name == "tools/bans.py":
                continue
            found = hits(name, regex)
            allowed = exceptions.pop((ban, name), 0)
            if len(found) < allowed:
                faults.append(f"tools/bans.txt: {name} has {len(found)} of {ban}, not {allowed}: correct the line")
            elif len(found) > allowed:
                faults.extend(f"{name}:{number}: {ban}: {instead}" for number in found)
    faults.extend(f"tools/bans.txt: {name} is gone; so is its line for {ban}" for ban, name in exceptions)
    print("\n".join(faults), end="\n" if faults else "")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

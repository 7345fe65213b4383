#!/usr/bin/env python3
"""Joins requirements, code and tests into docs/status.md and docs/traceability.md.

Code cites what it implements as "// REQ: DOC-2; RFC 8017 §9.2"; tests say what they prove as "// Proves: DOC-2".
A semicolon separates clauses; after a comma "§x" is of the same document. docs/requirements.tsv holds each
requirement: its name, what it asks, and its state: "built", "partly: what is missing" or "not built: planned for".

Without arguments the pages are written; with --check nothing is written, and the exit code is 1 where a page is
stale, a citation names a requirement that does not exist, a requirement that is built lacks code or a test, or one
that is not built has some.
"""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "docs/requirements.tsv"
CITATION = re.compile(r"(?://|#|<!--)\s*(?:.*\s)?(REQ|Proves):\s*(.+?)\s*(?:-->)?$")
IDENTIFIER = re.compile(r"\b([A-Z]{2,4}-[0-9]+)(?:\s+to\s+([A-Z]{2,4}-[0-9]+))?")
SOURCES = (".h", ".cc", ".proto", ".sh", ".py", ".md")
GENERATED = ("docs/status.md", "docs/traceability.md")
FAMILIES = {"DOC": "Document intake", "PRES": "Presentation", "ATT": "Signature attributes", "POL": "Signature policy",
            "CERT": "Certificate", "CONS": "Consent", "SES": "Session", "SIG": "Formatting", "DEV": "Device",
            "EXP": "Export", "ROLE": "Roles", "CHN": "Channel", "ADM": "Administration", "DOCS": "Documents",
            "PP": "Beyond FASTSignature"}


def requirements():
    """Maps each requirement to what it asks and its state."""
    rows = REQUIREMENTS.read_text(encoding="utf-8").splitlines()
    return {identifier: (words, state) for identifier, words, state in (row.split("\t") for row in rows if row)}


def tracked_files():
    listing = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT,
                             check=True, capture_output=True, text=True).stdout
    return [name for name in sorted(set(listing.split()))
            if name.endswith(SOURCES) and (ROOT / name).exists() and name not in GENERATED
            and not name.startswith("tools/")]


def expand(first, last):
    """DOC-1 to DOC-4 names four."""
    if not last:
        return [first]
    stem, low = first.rsplit("-", 1)
    return [f"{stem}-{number}" for number in range(int(low), int(last.rsplit("-", 1)[1]) + 1)]


def cited_in(body):
    """The requirements that a citation names."""
    return [identifier for first, last in IDENTIFIER.findall(body) for identifier in expand(first, last)]


def clauses_of(citation):
    """The normative clauses: "RFC 5280 §4.1, §4.2 (words); X.690 §8" is three. What stands in brackets is no part."""
    found = []
    for part in re.sub(r"\([^)]*\)?", "", citation).split(";"):
        document = part.split("§")[0].strip(" ,")
        for section in re.findall(r"§\s*([\w.]+?)\.?(?=[\s,:;]|$)", part):
            found.append(f"{document} §{section}")
    return found


def bodies(name):
    """Line number, kind and text of each citation; a clause may go on in the next line of the comment."""
    lines = (ROOT / name).read_text(encoding="utf-8", errors="replace").splitlines()
    for number, line in enumerate(lines):
        found = CITATION.search(line)
        if not found or (name.endswith(".md") and "<!--" not in line):
            continue
        kind, body = found.groups()
        follow = lines[number + 1].strip() if number + 1 < len(lines) else ""
        if kind == "REQ" and body.endswith((",", ";")) and follow.startswith("//"):
            body += " " + follow.lstrip("/ ")
        yield number + 1, kind, body


def citations(known):
    """Maps requirement → {"REQ": files, "Proves": files}, and normative clauses → files; lists unknown names."""
    families = {row.split("-")[0] for row in known}
    cited, clauses, unknown = {}, {}, []
    for name in tracked_files():
        for number, kind, body in bodies(name):
            for identifier in cited_in(body):
                if identifier in known:
                    cited.setdefault(identifier, {}).setdefault(kind, set()).add(name)
                elif identifier.split("-")[0] in families:
                    unknown.append(f"{name}:{number}: {identifier}")
            for clause in clauses_of(body) if kind == "REQ" else []:
                clauses.setdefault(clause, set()).add(name)
    return cited, clauses, unknown


def links(names):
    return "<br>".join(f"[{name}](../{name})" for name in sorted(names)) or "—"


def places(names):
    """The same in few words: x stands for x.h and x.cc."""
    stems = {re.sub(r"(_test)?\.(h|cc)$", "", name) for name in names}
    return ", ".join(sorted(stem.removeprefix("tests/") for stem in stems)) or "—"


def status_page(known, cited):
    counts = {word: sum(state.startswith(word) for _, state in known.values()) for word in ("built", "partly", "not built")}
    lines = ["# Status", "",
             "Written by `tools/traceability.py` from `docs/requirements.tsv` and the citations in code and tests; do not",
             "edit. Each requirement, how far it is built, where it lives, and which tests prove it (paths below `tests/`,",
             "without `_test.cc`). [traceability.md](traceability.md) has the same as links, and the normative clauses.", "",
             f"Of {len(known)} requirements {counts['built']} are built, {counts['partly']} partly, "
             f"{counts['not built']} not."]
    family = None
    for identifier, (words, state) in known.items():
        if identifier.split("-")[0] != family:
            family = identifier.split("-")[0]
            lines += ["", f"## {FAMILIES[family]}", "", "| id | what | state | lives in | proven by |", "|---|---|---|---|---|"]
        found = cited.get(identifier, {})
        state = re.sub(r"^(partly|not built)", r"**\1**", state)
        lines.append(f"| {identifier} | {words} | {state} | {places(found.get('REQ', ()))} | "
                     f"{places(found.get('Proves', ()))} |")
    return "\n".join(lines) + "\n"


def traceability_page(known, cited, clauses):
    lines = ["# Traceability", "",
             "Written by `tools/traceability.py` from the citations in code (`REQ:`) and tests (`Proves:`); do not edit. What",
             "is built and what is not: [status.md](status.md).", "",
             "| requirement | what | code | tests |", "|---|---|---|---|"]
    for identifier, (words, _) in known.items():
        found = cited.get(identifier, {})
        lines.append(f"| {identifier} | {words} | {links(found.get('REQ', ()))} | {links(found.get('Proves', ()))} |")
    lines += ["", "## Normative clauses", "", "| clause | code |", "|---|---|"]
    lines += [f"| {clause} | {links(names)} |" for clause, names in sorted(clauses.items())]
    return "\n".join(lines) + "\n"


def faults_of(known, cited):
    """Where the state of a requirement is not what code and tests say."""
    faults = []
    for identifier, (_, state) in known.items():
        found = cited.get(identifier, {})
        lacking = [what for kind, what in (("REQ", "code"), ("Proves", "test")) if not found.get(kind)]
        if state == "built":
            faults += [f"{identifier} is built, but no {what} cites it" for what in lacking]
        elif state.startswith("not built: "):
            faults += [f"{identifier} is not built, but {name} cites it" for names in found.values() for name in names]
        elif not state.startswith("partly: "):
            faults.append(f"{identifier}: what state is '{state}'?")
    return faults


def main():
    known = requirements()
    cited, clauses, unknown = citations(known)
    faults = [f"unknown requirement: {entry}" for entry in unknown] + faults_of(known, cited)
    pages = {"docs/status.md": status_page(known, cited),
             "docs/traceability.md": traceability_page(known, cited, clauses)}
    for name, text in pages.items():
        path = ROOT / name
        if "--check" not in sys.argv[1:]:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            faults.append(f"{name} is stale: run tools/traceability.py")
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

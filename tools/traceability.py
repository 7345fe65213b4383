#!/usr/bin/env python3
"""Joins requirements, code and tests into docs/traceability.md.

Code cites what it implements as "// REQ: DOC-2, RFC 8017 §9.2"; tests say what they prove as "// Proves: DOC-2".
Without arguments the page is written; with --check nothing is written, and the exit code is 1 where the page is
stale, a requirement has no test or no code, or a citation names a requirement that does not exist.
"""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/traceability.md"
REQUIREMENTS = ROOT / "docs/requirements.tsv"
CITATION = re.compile(r"(?://|#)\s*(REQ|Proves):\s*(.+)")
IDENTIFIER = re.compile(r"\b([A-Z]{3,4}-[0-9]+)(?:\s+to\s+([A-Z]{3,4}-[0-9]+))?")
SOURCES = (".h", ".cc", ".proto", ".sh", ".py")


def requirements():
    rows = REQUIREMENTS.read_text(encoding="utf-8").splitlines()
    return dict(row.split("\t", 1) for row in rows if row)


def tracked_files():
    listing = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT,
                             check=True, capture_output=True, text=True).stdout
    return [name for name in sorted(set(listing.split()))
            if name.endswith(SOURCES) and (ROOT / name).exists() and name != "tools/traceability.py"]


def expand(first, last):
    """DOC-1 to DOC-4 names four."""
    if not last:
        return [first]
    stem, low = first.rsplit("-", 1)
    return [f"{stem}-{number}" for number in range(int(low), int(last.rsplit("-", 1)[1]) + 1)]


def citations(known):
    """Maps requirement → {"REQ": files, "Proves": files}, and normative clauses → files; lists unknown names."""
    cited, clauses, unknown = {}, {}, []
    for name in tracked_files():
        text = (ROOT / name).read_text(encoding="utf-8", errors="replace")
        for number, line in enumerate(text.splitlines(), 1):
            found = CITATION.search(line)
            if not found:
                continue
            kind, body = found.groups()
            for first, last in IDENTIFIER.findall(body):
                if first.split("-")[0] in {row.split("-")[0] for row in known}:
                    for identifier in expand(first, last):
                        if identifier not in known:
                            unknown.append(f"{name}:{number}: {identifier}")
                        cited.setdefault(identifier, {}).setdefault(kind, set()).add(name)
            if kind == "REQ":
                for clause in re.split(r"[,;]", body):
                    if "§" in clause:
                        clauses.setdefault(clause.strip(), set()).add(name)
    return cited, clauses, unknown


def links(names):
    return "<br>".join(f"[{name}](../{name})" for name in sorted(names)) or "—"


def page(known, cited, clauses):
    lines = ["# Traceability", "",
             "Written by `tools/traceability.py` from the citations in code (`REQ:`) and tests (`Proves:`).", "",
             "| requirement | what | code | tests |", "|---|---|---|---|"]
    for identifier, words in known.items():
        found = cited.get(identifier, {})
        lines.append(f"| {identifier} | {words} | {links(found.get('REQ', ()))} | {links(found.get('Proves', ()))} |")
    lines += ["", "## Normative clauses", "", "| clause | code |", "|---|---|"]
    lines += [f"| {clause} | {links(names)} |" for clause, names in sorted(clauses.items())]
    return "\n".join(lines) + "\n"


def main():
    known = requirements()
    cited, clauses, unknown = citations(known)
    text = page(known, cited, clauses)
    faults = [f"unknown requirement: {entry}" for entry in unknown]
    for identifier in known:
        found = cited.get(identifier, {})
        faults += [f"{identifier}: no {what}" for kind, what in (("REQ", "code"), ("Proves", "test"))
                   if not found.get(kind)]
    if "--check" in sys.argv[1:]:
        if not PAGE.exists() or PAGE.read_text(encoding="utf-8") != text:
            faults.append("docs/traceability.md is stale: run tools/traceability.py")
    else:
        PAGE.write_text(text, encoding="utf-8")
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Checks that what the documents point at is there: the files and headings of links, and the code and tests that
docs/security.md names. Prints a line for each that is not, and ends with 1 then.
"""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
GENERATED = ("docs/status.md", "docs/traceability.md")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
NAMED = re.compile(r"`([a-z]+/[A-Za-z0-9_./*-]*)`")


def documents():
    """README.md and docs/, but for generated pages and those that are not the project's."""
    listing = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.md"], cwd=ROOT,
                             check=True, capture_output=True, text=True).stdout
    return [name for name in sorted(set(listing.split())) if name not in GENERATED and (ROOT / name).exists()]


def anchors(path):
    """The anchors of a page's headings, as they are made from the words."""
    words = HEADING.findall(FENCED.sub("", path.read_text(encoding="utf-8")))
    return {re.sub(r"[^\w\- ]", "", re.sub(r"\]\([^)]*\)", "", heading).lower()).strip().replace(" ", "-")
            for heading in words}


def fault_of_link(page, target):
    """What is wrong with a link of `page`; empty where nothing is."""
    if re.match(r"[a-z]+:", target):
        return ""
    name, _, anchor = target.partition("#")
    path = (page.parent / name).resolve() if name else page
    if not path.exists():
        return f"{target}: there is no such file"
    if anchor and anchor not in anchors(path):
        return f"{target}: there is no such heading"
    return ""


def is_there(name):
    """Whether `name` is a file, a folder or a pattern of the project, or the stem of one below tests/."""
    forms = (name, f"tests/{name}", f"tests/{name}_test.cc", f"tests/{name}_test.py")
    return any(next(ROOT.glob(form.rstrip("/")), None) is not None for form in forms)


def faults():
    """A line for each thing that is not there."""
    for name in documents():
        page = ROOT / name
        text = FENCED.sub("", page.read_text(encoding="utf-8"))
        for target in LINK.findall(text):
            fault = fault_of_link(page, target)
            if fault:
                yield f"{name}: {fault}"
        if name == "docs/security.md":
            yield from (f"{name}: {named}: there is no such code or test" for named in NAMED.findall(text)
                        if not is_there(named))


def main():
    found = list(faults())
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

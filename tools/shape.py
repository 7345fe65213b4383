#!/usr/bin/env python3
"""Whether contracts are whole, headers are worth a file, and tests lie where their source is.

Prints "FILE:LINE: fault" for each fault; exit code 1 where there is one.

  contract   no empty comment line at the edge of a comment; a "// REQ:" stands with its declaration; a line that goes
             on with a list's item is indented deeper than the item; errors are listed in one form:
                 // Errors:
                 //   REASON_A  what is wrong, where REASON_A is one of ErrorReason (error_detail.proto);
                 //             several with one meaning are separated by commas
                 //   and those of another function
             The first line may also be "Errors, beside those of F:" or "Errors: as above, and".
  crumb      a header has more than 25 lines
  mirror     tests/a/b_test.cc tests a/b.h, a/b.cc or a/b.proto, or a helper beside it; so does b_words_test.cc, where
             one file would be too long; tests/flow/ tests whole programs

Exceptions stand in tools/shape.txt, one a line: check (crumb or mirror), file, reason. A line that is no longer needed
is a fault too.
"""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
EXCEPTIONS = ROOT / "tools/shape.txt"
REASONS_FILE = ROOT / "proto/paraphe/v1/error_detail.proto"
SMALLEST_HEADER = 26

COMMENT = re.compile(r"^\s*//(.*)$")
DASH_ITEM = re.compile(r"^(\s+- +)\S")
ERRORS = re.compile(r"^ Errors(, beside those of [^:]+(::\w+)*)?:( as above, and)?$")
OTHER_ITEM = re.compile(r"^   (and those of |[`\w*]+  +\S)")  # DEVICE_*, or the name of a parameter


def project_files():
    listing = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT,
                             check=True, capture_output=True, text=True).stdout
    return [name for name in sorted(set(listing.split("\n"))) if name and (ROOT / name).is_file()]


def read_lines(name):
    return (ROOT / name).read_text(encoding="utf-8", errors="replace").splitlines()


def error_reasons():
    """The enumerators of ErrorReason."""
    body = re.search(r"enum ErrorReason \{(.*?)\n\}", REASONS_FILE.read_text(encoding="utf-8"), re.DOTALL).group(1)
    return set(re.findall(r"^\s*([A-Z][A-Z0-9_]+) = \d+", body, re.MULTILINE))


def comment_faults(lines):
    """Empty comment lines at an edge, and citations away from what they stand at."""
    def text(i):
        return lines[i].strip() if 0 <= i < len(lines) else ""

    for i, line in enumerate(lines):
        stripped = line.strip()
        if stripped == "//" and not (text(i - 1).startswith("//") and text(i + 1).startswith("//")):
            yield i, "an empty comment line at the edge of a comment"
        if re.match(r"// REQ:", stripped):
            if text(i + 1) in ("", "//"):
                yield i, "a citation apart from its declaration"
            elif text(i - 1) == "" and text(i - 2).startswith("//"):
                yield i, "a citation apart from its comment"


def indent_of(text):
    return len(text) - len(text.lstrip())


def list_faults(lines, reasons):
    """Lists whose items ran together or lost their indent; errors listed in another form."""
    item = re.compile(rf"^( +)((?:{'|'.join(sorted(reasons, key=len, reverse=True))})\b(?:, *[A-Z_0-9]+)*)(?:  +\S|$)")
    inside = re.compile(rf"\S.*\s(?:{'|'.join(reasons)})  +\S")
    errors, last = False, None  # whether below "Errors:"; indent of the list's item above
    for i, line in enumerate(lines):
        found = COMMENT.match(line)
        if not found or not found.group(1).strip():
            errors, last = False, None
            continue
        text = found.group(1)
        listed = item.match(text)
        dash = DASH_ITEM.match(text)
        if ERRORS.match(text):
            errors, last = True, None
        elif listed:
            if not errors or indent_of(text) != 3:
                yield i, "an error that is listed in another form than '// Errors:' and '//   REASON  words'"
            last = 3
        elif inside.search(text):
            yield i, "items of a list on one line"
        elif dash:
            errors, last = False, len(dash.group(1))
        elif errors and OTHER_ITEM.match(text):
            last = 3
        elif last is not None and indent_of(text) <= last:
            if indent_of(text) > 1 or re.match(r"\s*[a-z]", text):
                yield i, "a line of a list without the list's indent"
            errors, last = False, None


def read_exceptions():
    exceptions = {}
    for line in EXCEPTIONS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            check, name, reason = line.split(None, 2)
            exceptions[check, name] = reason
    return exceptions


def has_source(test, names):
    folder, words = re.sub(r"_test\.cc$", "", test).rsplit("/", 1)
    parts = words.split("_")
    stems = ["_".join(parts[:count]) for count in range(len(parts), 0, -1)]
    return any(f"{path}/{stem}.{ending}" in names for path in (folder.removeprefix("tests/"), folder)
               for stem in stems for ending in ("h", "cc", "proto"))


def main():
    names = project_files()
    known, reasons, exceptions = set(names), error_reasons(), read_exceptions()
    faults = []

    def report(check, name, where, words):
        if exceptions.pop((check, name), None) is None:
            faults.append(f"{name}{where}: {check}: {words}")

    for name in names:
        if name.endswith((".h", ".cc")):
            lines = read_lines(name)
            found = list(comment_faults(lines)) + (list(list_faults(lines, reasons)) if name.endswith(".h") else [])
            faults.extend(f"{name}:{i + 1}: contract: {words}" for i, words in sorted(found))
            if name.endswith(".h") and len(lines) < SMALLEST_HEADER:
                report("crumb", name, "", f"{len(lines)} lines: merge it into the header that it belongs to")
        if re.match(r"tests/(?!flow/).*_test\.cc$", name) and not has_source(name, known):
            report("mirror", name, "", "no source of this name at the same path")
    faults.extend(f"tools/shape.txt: {name} needs no line for {check}" for check, name in exceptions)
    print("\n".join(faults), end="\n" if faults else "")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

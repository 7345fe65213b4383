#!/usr/bin/env python3
"""Changes lines that requirements hang on, one at a time, and fails where the tests still pass.

    tools/mutants.py --check            every change of tools/mutants.txt can still be made, and each requirement that
                                        code of COVERED cites has one; builds nothing
    tools/mutants.py --list             the changes: name, requirements, file
    tools/mutants.py                    all of them, hours on a small machine
    tools/mutants.py --only NAME...     these; a name may hold * and ?
    tools/mutants.py --only FILE...     those of a source file
    tools/mutants.py --jobs N           compiles N files at once (default: the number of cores)

The sources are copied to build/mutants, so that the working tree is never touched. The tests must pass there
unchanged; then each change is made, the test programs that its entry names are built and run, and the change is
taken back. A change is caught where one of them fails. It survives where all pass, and that is a fault, as is a change
that does not compile: it proves nothing.
"""
import argparse
import collections
import fnmatch
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import time

sys.dont_write_bytecode = True  # nothing of this run lies beside the sources
import traceability  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent
LIST = ROOT / "tools/mutants.txt"
COPY = ROOT / "build/mutants"
COVERED = ("client/agent", "document", "pki", "server/rpc", "server/session", "xades")
TEST_SECONDS = 240  # of the tests of one change; beyond, it counts as caught: it made them hang

# A change may leave a function or a parameter without use, which the compiler must not mind.
UNUSED = "".join(f'#pragma GCC diagnostic ignored "-Wunused-{what}"\n'
                 for what in ("function", "parameter", "variable", "but-set-variable"))

Mutant = collections.namedtuple("Mutant", "name requirements file tests find replacement line")


def read_list():
    """Entries: a head line `NAME  REQUIREMENT,...  FILE  TEST...`, lines `- old`, lines `+ new`, an empty line."""
    mutants, head, old, new = [], None, [], []
    for number, line in enumerate(LIST.read_text(encoding="utf-8").splitlines() + [""], 1):
        if line.startswith("#"):
            continue
        if line.startswith("-"):
            old.append(line[1:].strip())
        elif line.startswith("+"):
            new.append(line[1:].strip())
        elif line.strip():
            if head:
                sys.exit(f"tools/mutants.txt:{number}: an empty line is missing above")
            head = (number, line.split())
        elif head:
            start, words = head
            if len(words) < 4 or not old:
                sys.exit(f"tools/mutants.txt:{start}: needs NAME REQUIREMENT FILE TEST..., then lines with - and +")
            mutants.append(Mutant(words[0], words[1].split(","), words[2], words[3:], " ".join(old), "\n".join(new),
                                  start))
            head, old, new = None, [], []
    return mutants


def pattern(text):
    """`text` however its words are broken into lines, so that the formatter does not matter."""
    return re.compile(r"\s+".join(re.escape(word) for word in text.split()))


def faults_of(mutants):
    """Entries that cannot be made as they stand."""
    requirements = {row.split("\t")[0] for row in (ROOT / "docs/requirements.tsv").read_text().splitlines()}
    programs = []  # names, as patterns: a loop in CMake writes ${name}
    for cmake in ROOT.glob("tests/**/CMakeLists.txt"):
        programs += [re.sub(r"\$\{\w+\}", r"\\w+", name)
                     for name in re.findall(r"paraphe_test\(\s*([\w${}]+)", cmake.read_text(encoding="utf-8"))]
    faults, seen = [], set()
    for mutant in mutants:
        where = f"tools/mutants.txt:{mutant.line}: {mutant.name}:"
        if mutant.name in seen:
            faults.append(f"{where} the name is there twice")
        seen.add(mutant.name)
        faults += [f"{where} unknown requirement {one}" for one in mutant.requirements if one not in requirements]
        faults += [f"{where} no paraphe_test is called {test}" for test in mutant.tests
                   if not any(re.fullmatch(program, test) for program in programs)]
        path = ROOT / mutant.file
        if not path.is_file():
            faults.append(f"{where} {mutant.file} does not exist")
            continue
        count = len(pattern(mutant.find).findall(path.read_text(encoding="utf-8")))
        if count != 1:
            faults.append(f"{where} {mutant.file} holds its text {count} times, not once: {mutant.find}")
    return faults


def uncovered(mutants):
    """Requirements that code of a folder cites, and no change in that folder is listed for."""
    listed = {(mutant.file.rsplit("/", 1)[0], one) for mutant in mutants for one in mutant.requirements}
    known = traceability.requirements()
    faults = {}
    for name in traceability.tracked_files():
        folder = name.rsplit("/", 1)[0]
        for number, kind, body in traceability.bodies(name) if folder in COVERED else []:
            for one in traceability.cited_in(body) if kind == "REQ" else []:
                if one in known and (folder, one) not in listed:
                    faults.setdefault((folder, one), f"{name}:{number}: no change in {folder} is listed for {one}")
    return list(faults.values())


def selected(mutants, only):
    if not only:
        return mutants
    chosen = [one for one in mutants if any(fnmatch.fnmatch(one.name, glob) or one.file == glob for glob in only)]
    if not chosen:
        sys.exit(f"mutants.py: no entry is called {' or '.join(only)}; see --list")
    return chosen


def copy_sources():
    """Brings build/mutants up to date; what did not change keeps its time, so that little is built again."""
    listing = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT,
                             check=True, capture_output=True, text=True).stdout
    names = {name for name in listing.split("\0") if name and (ROOT / name).is_file()}
    for name in names:
        source, target = ROOT / name, COPY / name
        if target.is_file() and target.read_bytes() == source.read_bytes():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)
    for path in list(COPY.rglob("*")):
        name = path.relative_to(COPY).as_posix()
        if path.is_file() and name not in names and not name.startswith("build/"):
            path.unlink()


def run(command, **options):
    return subprocess.run(command, cwd=COPY, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          check=False, **options)


def configure():
    environment = {"CCACHE_BASEDIR": str(COPY), "CCACHE_NOHASHDIR": "1",
                   "CCACHE_SLOPPINESS": "pch_defines,time_macros"}
    os.environ.update(environment)
    os.environ.setdefault("CCACHE_DIR", str(ROOT / "build/ccache"))
    if shutil.which("ccache"):
        os.environ["CMAKE_C_COMPILER_LAUNCHER"] = os.environ["CMAKE_CXX_COMPILER_LAUNCHER"] = "ccache"
    done = run(["cmake", "--preset", "dev", "-DPARAPHE_BUILD_TESTS=ON"])
    if done.returncode:
        sys.exit(done.stdout + "mutants.py: cmake could not configure build/mutants")


def build(tests, jobs):
    return run(["ninja", "-C", "build", f"-j{jobs}", *tests])


def test(tests):
    """Names of the tests that fail."""
    ctest = subprocess.Popen(["ctest", "--test-dir", "build", "--no-tests=error", "-j", str(os.cpu_count()), "-R",
                              f"^({'|'.join(tests)})$"], cwd=COPY, text=True, stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT, start_new_session=True)
    try:
        output, _ = ctest.communicate(timeout=TEST_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(ctest.pid, signal.SIGKILL)
        ctest.communicate()
        return ["a test that hangs"]
    failed = re.findall(r"^\s+\d+ - (\S+) \(", output, re.MULTILINE)
    return failed or (["ctest"] if ctest.returncode else [])


def try_mutant(mutant, jobs):
    """What became of a change: caught, SURVIVED or DOES NOT COMPILE, and by what."""
    path = COPY / mutant.file
    original = path.read_text(encoding="utf-8")
    changed = pattern(mutant.find).sub(lambda _: mutant.replacement, original, count=1)
    path.write_text(UNUSED + changed, encoding="utf-8")
    try:
        built = build(mutant.tests, jobs)
        if built.returncode:
            return "DOES NOT COMPILE", "\n".join(built.stdout.splitlines()[-30:])
        failed = test(mutant.tests)
        return ("caught", "by " + ", ".join(failed)) if failed else ("SURVIVED", "of " + ", ".join(mutant.tests))
    finally:
        path.write_text(original, encoding="utf-8")


def run_all(mutants, jobs):
    copy_sources()
    configure()
    tests = sorted({name for mutant in mutants for name in mutant.tests})
    print(f"unchanged: {', '.join(tests)}", flush=True)
    built = build(tests, jobs)
    if built.returncode:
        sys.exit(built.stdout + "mutants.py: the unchanged sources do not build")
    failed = test(tests)
    if failed:
        sys.exit(f"mutants.py: these tests fail without any change: {', '.join(failed)}")
    faults = []
    for mutant in sorted(mutants, key=lambda one: one.file):  # of one file together: fewer objects are built again
        start = time.monotonic()
        outcome, words = try_mutant(mutant, jobs)
        print(f"{outcome:8} {mutant.name} ({', '.join(mutant.requirements)}, {mutant.file}) {words}, "
              f"{time.monotonic() - start:.0f} s", flush=True)
        if outcome != "caught":
            faults.append(f"{outcome}: {mutant.name}")
    build(tests, jobs)  # nothing that was changed is left
    print(f"{len(mutants) - len(faults)} of {len(mutants)} changes were caught", *faults, sep="\n")
    return 1 if faults else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--check", action="store_true", help="only whether every change can still be made")
    parser.add_argument("--list", action="store_true", help="print the entries")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="names, with * and ?, or source files")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="files compiled at once")
    options = parser.parse_args()
    mutants = selected(read_list(), options.only)
    if options.list:
        for mutant in mutants:
            print(f"{mutant.name:40} {','.join(mutant.requirements):24} {mutant.file}")
        return 0
    faults = faults_of(mutants) + (uncovered(mutants) if options.check and not options.only else [])
    if faults or options.check:
        print("\n".join(faults), end="\n" if faults else "")
        return 1 if faults else 0
    return run_all(mutants, options.jobs)


if __name__ == "__main__":
    sys.exit(main())

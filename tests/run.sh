#!/usr/bin/env bash
# Installs what is needed (Debian 12, root), builds, runs all tests. What a newcomer runs, and what CI runs.
#
#   tests/run.sh                      everything: dev, bench, lint, asan (with UBSan), tsan, fuzz
#   tests/run.sh --quick              build and tests of the preset dev only
#   tests/run.sh --tidy               also clang-tidy over everything (adds about as long as all the rest)
#   tests/run.sh --fuzz-seconds N     each fuzz target for N seconds, 0 for none; else for 10, always from the same seed
#
# PARAPHE_CORPUS names a folder with documents/ and xsd/: real documents and official schemas. Without it the tests
# use the project's own samples and say so. Every stage runs, whatever an earlier one found; the end sums up.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=deploy/lib/ui.sh
. deploy/lib/ui.sh
# shellcheck source=deploy/lib/packages.sh
. deploy/lib/packages.sh
# shellcheck source=deploy/lib/build.sh
. deploy/lib/build.sh

quick=false tidy=false
# The same inputs in every run, so that a run fails for what was changed and not by chance; 0 is a new seed each time.
fuzz_seconds=10 fuzz_seed=1
while [ $# -gt 0 ]; do
  case $1 in
    --quick) quick=true && shift ;;
    --tidy) tidy=true && shift ;;
    --fuzz-seconds)
      [[ ${2:-} =~ ^[0-9]+$ ]] || { echo "run.sh: --fuzz-seconds needs a number" >&2; exit 2; }
      fuzz_seconds=$2 fuzz_seed=0 && shift 2
      ;;
    --help | -h) sed -n '2,11s/^# \{0,1\}//p' "$0" && exit 0 ;;
    *) echo "run.sh: what is $1? see --help" >&2 && exit 2 ;;
  esac
done

jobs=$(nproc)
summary=()
failed=()

# stage NAME COMMAND...: runs it, times it, goes on whatever comes of it.
stage() {
  local name=$1 start=$SECONDS verdict=passed
  shift
  step "$name"
  # A shell of its own, so that die ends the stage only.
  ("$@") || { verdict=FAILED && failed+=("$name"); }
  summary+=("$(printf '%-10s %-7s %5d s' "$name" "$verdict" "$((SECONDS - start))")")
}

# run_tests FOLDER [CTEST ARGUMENT...]
run_tests() {
  local folder=$1 log
  log=build/log/ctest-$(basename "$1").log
  shift
  # Twice the cores: many tests wait for programs of theirs.
  ctest --test-dir "$folder" -j "$((2 * jobs))" --output-on-failure --no-tests=error "$@" 2>&1 | tee "$log"
  local status=${PIPESTATUS[0]}
  report_skips "$folder"
  return "$status"
}

# A skipped test proves nothing: each is named, and with the whole corpus at hand none is accepted. The log names it
# twice, once with its time.
report_skips() {
  local log=$1/Testing/Temporary/LastTest.log skips
  [ -s "$log" ] || { say "ctest left no log, so that nobody knows what was skipped" && return 1; }
  skips=$(sed -n 's/ ([0-9]* ms)$//; /^\[  SKIPPED \] [A-Za-z]/p' "$log" | sort -u)
  [ -n "$skips" ] || return 0
  printf '   skipped:\n%s\n' "$skips"
  [ -z "${PARAPHE_CORPUS:-}" ] || { say "nothing may be skipped where PARAPHE_CORPUS is set" && return 1; }
}

# ahead STAGE: begins to build what a later stage runs while the tests of this one run, most of which wait. It takes
# what they leave of the processors. The stage itself waits for it (ready), then does, with words, what is not done.
ahead() {
  if $quick; then return; fi
  exec 9>build/log/ahead.lock
  flock 9
  (renice -n 19 "$BASHPID" && "build_$1") >"build/log/ahead-$1.log" 2>&1 &
  exec 9>&-
}
ready() { flock build/log/ahead.lock true; }

build_dev() {
  configure dev -DPARAPHE_BUILD_TESTS=ON
  build build
}

dev() {
  build_dev
  ahead asan
  run_tests build
}

# What things cost, beside others and alone on the machine: what is missed by less than twice is left to who looks
# (docs/performance.md), for machines are noisy. Targets that are not reached yet are held to where they stand.
not_reached='T1=15,T1 floors=10,T2=4,T6=200,T8=30,T11=80'
bench() {
  ready # nobody else builds
  build/bin/paraphe-bench --quick --tolerance 2 --stands "$not_reached"
}

build_asan() {
  configure asan
  build build/asan
}

# The sanitizers' own findings end a program.
asan() {
  ready
  build_asan
  ahead tsan
  ASAN_OPTIONS=${ASAN_OPTIONS:-detect_stack_use_after_return=1:strict_string_checks=1:suppressions=$PWD/tests/asan/interceptors.txt} \
    LSAN_OPTIONS=${LSAN_OPTIONS:-suppressions=$PWD/tests/asan/suppressions.txt:print_suppressions=0} \
    UBSAN_OPTIONS=${UBSAN_OPTIONS:-print_stacktrace=1} run_tests build/asan
}

# Only the programs of tests labelled tsan are built: a test's target has the test's name.
build_tsan() {
  local targets
  configure tsan
  mapfile -t targets < <(ctest --test-dir build/tsan -N -L tsan | awk '$1 == "Test" && $2 ~ /^#/ { print $3 }')
  [ "${#targets[@]}" -gt 0 ] || die "no test is labelled tsan"
  build build/tsan "${targets[@]}"
}

tsan() {
  ready
  build_tsan
  TSAN_OPTIONS=${TSAN_OPTIONS:-halt_on_error=1:suppressions=$PWD/tests/tsan/suppressions.txt} run_tests build/tsan -L tsan
}

# fuzz_one PROGRAM: one target for fuzz_seconds, from its seeds and from what earlier runs added to them.
fuzz_one() {
  local name log dictionary artifact options=()
  name=$(basename "$1" _fuzz)
  log=build/log/fuzz-$name.log
  dictionary=tests/fuzz/dictionaries/$name.dict
  if [ -f "$dictionary" ]; then options=("-dict=$dictionary"); fi
  mkdir -p "$found/$name"
  # Leaks are looked for at the end, not after each input: that takes longer than all the rest.
  if "$1" -seed="$fuzz_seed" -max_total_time="$fuzz_seconds" -timeout=20 -rss_limit_mb=2048 -detect_leaks=0 \
    -print_final_stats=1 "${options[@]}" -artifact_prefix="$found/$name-" \
    "$found/$name" "tests/fuzz/corpus/$name" >"$log" 2>&1; then
    say "$name: $(awk '/number_of_executed_units/ { print $2 }' "$log") executions"
    return
  fi
  artifact=$(sed -n 's/.*Test unit written to //p' "$log")
  say "$name: FOUND ${artifact:-something that no one input shows}; the output is in $log"
  if [ -n "$artifact" ]; then say "   $1 $artifact   replays it"; fi
  return 1
}

# The targets are built with the preset asan, of the same objects as its tests.
fuzz() {
  local found=build/fuzz
  rm -f build/asan/bin/*_fuzz # those of targets that are no more, too
  build build/asan fuzzers
  say "each target for $fuzz_seconds s"
  export fuzz_seconds fuzz_seed found
  export -f fuzz_one say
  printf '%s\0' build/asan/bin/*_fuzz | xargs -0 -I{} -P "$jobs" bash -c 'fuzz_one {}'
}

lint() { if $tidy; then tools/lint.sh --check --tidy; else tools/lint.sh --check; fi; }

step "packages"
install_packages build/log/apt.log "${packages_build[@]}" "${packages_tests[@]}"
use_ccache
if [ -z "${PARAPHE_CORPUS:-}" ]; then say "PARAPHE_CORPUS is not set: the project's own samples are used"; fi

test_logs=(build/log/ctest-build.log)
rm -f build/log/ctest-*.log
stage dev dev
if ! $quick; then
  test_logs=(build/log/ctest-tsan.log build/log/ctest-asan.log build/log/ctest-build.log)
  stage bench bench
  stage lint lint
  stage asan asan
  stage tsan tsan
  if [ "$fuzz_seconds" -gt 0 ]; then stage fuzz fuzz; fi
fi

step "summary"
printf '   %s\n' "${summary[@]}"
# ctest's own words, the main run's last.
for log in "${test_logs[@]}"; do
  if [ -f "$log" ]; then grep -hE '% tests passed|^[[:space:]]+[0-9]+ - .*\((Failed|Timeout|SEGFAULT|.*Exception)' "$log" || true; fi
done
if [ "${#failed[@]}" -gt 0 ]; then die "failed: ${failed[*]}"; fi

#!/usr/bin/env bash
# Searches tests/model/session.pml with spin, in a folder of its own, with bounded memory and time.
#
#   tests/model/check.sh                            both searches; 0 where they are whole and find nothing
#   tests/model/check.sh safety|liveness            one of them
#   tests/model/check.sh [safety|liveness] FAULT    with a fault of the model put in
#
# Exit code 1: a property is broken; says which, and the steps that lead there. 2: the search could not be made, was not
# whole, or left a part of the model unused.
set -euo pipefail
model=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/session.pml

readonly megabytes=3000 seconds=120
fail() { echo "check.sh: $*" >&2 && exit 2; }

searches=(safety liveness)
case ${1:-} in safety | liveness) searches=("$1") && shift ;; esac
fault=${1:-}
[ $# -le 1 ] || fail "at most one fault; see the head of $0"
[ -z "$fault" ] || grep -q "^ \*   $fault  " "$model" || fail "$model has no fault $fault"
for tool in spin gcc; do
  command -v "$tool" >/dev/null || fail "needs $tool (apt-get install $tool)"
done

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cp "$model" .

# search SPIN_ARGUMENTS COMPILER_ARGUMENTS PAN_ARGUMENTS: leaves what pan says in `said`. Each is a list of words.
search() {
  local generator compiler pan
  read -ra generator <<<"$1" && read -ra compiler <<<"$2" && read -ra pan <<<"$3"
  spin -a "${generator[@]}" session.pml >spin.log || { cat spin.log >&2 && fail "spin does not take the model"; }
  gcc -w -DMEMLIM="$megabytes" "${compiler[@]}" -o pan pan.c || fail "gcc does not take what spin made"
  timeout "$seconds" ./pan "${pan[@]}" >said 2>&1 || { cat said >&2 && fail "the search did not come to its end"; }
}

# explain MACROS: what is broken, and how.
explain() {
  local macros line
  read -ra macros <<<"$1"
  # Replaying an assertion that is violated is an error to spin: its exit code says nothing new.
  spin -t -T "${macros[@]}" session.pml >steps 2>&1 || true
  line=$(sed -n 's/^spin: session.pml:\([0-9]*\), Error: assertion violated.*/\1/p' steps)
  if [ -n "$line" ]; then
    echo "broken: $(sed -n "${line}s,.*/\* \(.*\) \*/.*,\1,p" session.pml) (session.pml:$line)"
  elif grep -q '^pan:1: acceptance cycle' said; then
    echo "broken: a session may stay open for ever"
  else
    sed -n '/^pan:1:/p' said
  fi
  echo "0 and 1 are replicas, 2 is the sweeper:"
  grep -E '^ *([0-9] (begins|stores|answers|crashes)|<<<)' steps | tail -n 60
}

# judge: whether the search was whole.
judge() {
  grep -q 'errors: 0$' said || { cat said >&2 && fail "pan does not say how it ended"; }
  if grep -qiE 'not completed|max search depth|truncated|out of memory|memory limit|-DMEMLIM' said; then
    cat said >&2 && fail "the search is not whole"
  fi
  echo "whole: $(sed -n 's/^ *\([0-9.e+]*\) states, stored.*/\1 states/p' said), errors: 0"
}

# judge_use: whether the search came to every line of the model; to be asked of a search that merged none (spin -o3).
judge_use() {
  local unused
  grep -q '^unreached in ' said || { cat said >&2 && fail "pan does not say which lines it came to"; }
  unused=$(sed -nE '/"-end-"/d; /^\s.*:[0-9]+, state [0-9]+,/p' said)
  [ -z "$unused" ] || { echo "$unused" >&2 && fail "the search never comes to these lines"; }
  echo "every line used"
}

for name in "${searches[@]}"; do
  defines=${fault:+-D$fault}
  if [ "$name" = liveness ]; then
    defines="-DLIVENESS $defines"
    # With a fault an error is found soon, and to optimize takes longer.
    if [ -n "$fault" ]; then optimize=-O0; else optimize=-O2; fi
    search "$defines" "$optimize" "-a -f -m100000 -w22"
  elif [ -z "$fault" ]; then
    search "-o3" "-O2 -DSAFETY" "-m2000000 -w22"
  fi
  # An error in depth is far from the beginning: breadth first finds the shortest way to one.
  if [ "$name" = safety ] && { [ -n "$fault" ] || ! grep -q 'errors: 0$' said; }; then
    search "$defines" "-O0 -DSAFETY -DBFS" "-w22"
  fi
  echo "$name${fault:+ with $fault}"
  if grep -q 'errors: [1-9]' said; then
    explain "$defines"
    exit 1
  fi
  judge
  if [ "$name$fault" = safety ]; then judge_use; fi
done

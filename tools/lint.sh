#!/usr/bin/env bash
# Formats, then checks what can be told without running a program. The same command at the desk and in CI.
#
#   tools/lint.sh            formats the sources, then checks
#   tools/lint.sh --check    changes nothing; unformatted sources are a fault
#   tools/lint.sh --tidy     also builds everything under clang-tidy (preset tidy; takes its time)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=deploy/lib/ui.sh
. deploy/lib/ui.sh
# shellcheck source=deploy/lib/build.sh
. deploy/lib/build.sh

check_only=false
tidy=false
for argument in "$@"; do
  case $argument in
    --check) check_only=true ;;
    --tidy) tidy=true ;;
    *) die "what is $argument? usage: tools/lint.sh [--check] [--tidy]" ;;
  esac
done

# Files of the project, those not yet added included; lines of git ls-files that still exist.
files() {
  git ls-files --cached --others --exclude-standard -- "$@" | sort -u | while read -r file; do
    if [ -f "$file" ]; then printf '%s\n' "$file"; fi
  done
}

failed=()
check() {
  local name=$1
  shift
  if "$@"; then say "$name: fine"; else failed+=("$name"); fi
}

format() {
  local sources
  mapfile -t sources < <(files '*.h' '*.cc')
  if $check_only; then clang-format --dry-run -Werror "${sources[@]}"; else clang-format -i "${sources[@]}"; fi
}

check_scripts() {
  local scripts
  mapfile -t scripts < <(files '*.sh' .ci/run)
  shellcheck --external-sources "${scripts[@]}"
}

step "lint"
check "format" format
check "shell scripts" check_scripts
check "bans" tools/bans.py
check "shape" tools/shape.py
check "status and traceability" tools/traceability.py --check
check "links" tools/links.py
check "changes that tests must catch" tools/mutants.py --check
if $tidy; then
  step "clang-tidy"
  configure tidy
  check "clang-tidy" build build/tidy
fi
[ "${#failed[@]}" -eq 0 ] || die "found faults in: ${failed[*]}"

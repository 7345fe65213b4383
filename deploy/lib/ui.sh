# shellcheck shell=bash
# What deploy/demo.sh and tests/run.sh say while they work. Sourced, never run.

ui_start=$SECONDS

# A step begins: "== [ 12 s] building the programs".
step() { printf '== [%4d s] %s\n' "$((SECONDS - ui_start))" "$*"; }

# A line that belongs to the step.
say() { printf '   %s\n' "$*"; }

# Ends the script: what failed, and what to do.
die() {
  printf '%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 1
}

# run_logged LOG COMMAND...: runs a command with its output in LOG; on failure shows its last lines.
run_logged() {
  local log=$1
  shift
  mkdir -p "$(dirname "$log")"
  if "$@" >"$log" 2>&1; then return 0; fi
  tail -n 20 "$log" >&2
  return 1
}

# shellcheck shell=bash disable=SC2034
# The demonstration's server and its one session. Sourced, never run; needs ui.sh.

demo_server_pid=

stop_demo_server() {
  [ -n "$demo_server_pid" ] || return 0
  kill "$demo_server_pid" 2>/dev/null || true
  wait "$demo_server_pid" 2>/dev/null || true
  demo_server_pid=
}

# wait_for PID SECONDS COMMAND...: until the command succeeds; fails once the process has ended or time is up.
wait_for() {
  local pid=$1 tries=$(($2 * 10))
  shift 2
  while [ "$tries" -gt 0 ]; do
    if "$@"; then return 0; fi
    kill -0 "$pid" 2>/dev/null || { "$@"; return; }
    sleep 0.1
    tries=$((tries - 1))
  done
  return 1
}

# start_demo_server DEMO: sets demo_server_pid; the port is in DEMO/port then.
start_demo_server() {
  rm -f "$1/port"
  # Ctrl-C at this terminal is the signer's: server and back-office system are elsewhere.
  setsid build/bin/paraphed --config "$1/paraphed.textproto" >"$1/paraphed.log" 2>&1 &
  demo_server_pid=$!
  wait_for "$demo_server_pid" 30 test -s "$1/port" && return 0
  tail -n 5 "$1/paraphed.log" >&2
  die "the server did not start; its log is $1/paraphed.log"
}

# begin_signing DEMO DOCUMENT OUT: `paraphe sign` in the background; sets demo_sign_pid, demo_link and demo_session.
begin_signing() {
  rm -f "$1/sign.out" "$1/sign.err"
  setsid build/bin/paraphe sign --config "$1/paraphe.textproto" --application demo --role Maire --claimed-role Maire \
    --place 'city=Saint-Rémy-sur-Orne,postal-code=14570,country=France' --commitment approval \
    --document "$2" --out "$3" >"$1/sign.out" 2>"$1/sign.err" &
  demo_sign_pid=$!
  wait_for "$demo_sign_pid" 60 grep -qs '^waiting' "$1/sign.out" || {
    cat "$1/sign.err" >&2
    die "the server did not accept the document"
  }
  demo_link=$(awk '$1 == "link" { print $2 }' "$1/sign.out")
  demo_session=$(awk '$1 == "session" { print $2 }' "$1/sign.out")
}

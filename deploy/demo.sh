#!/usr/bin/env bash
# One whole session on this machine: a back-office system hands a document in, a signer's agent signs it on a SoftHSM
# token, the back-office system gets it back, xmlsec1 judges it. Installs and builds what is missing. Debian 12, root.
#
#   deploy/demo.sh                      signs a sample, a municipal act in French
#   deploy/demo.sh --document FILE      signs any XML (made canonical first where it is not)
#   deploy/demo.sh --out FILE           where the signed document goes; build/demo/NAME.signed.xml unless given
#   deploy/demo.sh --interactive        you are the signer: the agent asks you, at this terminal
set -euo pipefail

document='' out='' interactive=false
usage() { sed -n '2,9s/^# \{0,1\}//p' "$0"; }
while [ $# -gt 0 ]; do
  case $1 in
    --document | --out)
      [ $# -ge 2 ] || { echo "demo.sh: $1 needs a FILE; see --help" >&2; exit 2; }
      if [ "$1" = --document ]; then document=$(realpath -m -- "$2"); else out=$(realpath -m -- "$2"); fi
      shift 2
      ;;
    --interactive) interactive=true && shift ;;
    --help | -h) usage && exit 0 ;;
    *) echo "demo.sh: what is $1? see --help" >&2 && exit 2 ;;
  esac
done

cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD demo=$PWD/build/demo
# shellcheck source=deploy/lib/ui.sh
. deploy/lib/ui.sh
# shellcheck source=deploy/lib/packages.sh
. deploy/lib/packages.sh
# shellcheck source=deploy/lib/build.sh
. deploy/lib/build.sh
# shellcheck source=deploy/lib/demo_pki.sh
. deploy/lib/demo_pki.sh
# shellcheck source=deploy/lib/demo_card.sh
. deploy/lib/demo_card.sh
# shellcheck source=deploy/lib/demo_config.sh
. deploy/lib/demo_config.sh
# shellcheck source=deploy/lib/demo_session.sh
. deploy/lib/demo_session.sh
document=${document:-$root/deploy/samples/arrete.xml}
name=$(basename "$document" .xml)
out=${out:-$demo/$name.signed.xml}
[ -r "$document" ] || die "cannot read $document"
[ "$out" != "$document" ] || die "$out is the document itself; name another file with --out"
trap stop_demo_server EXIT

step "packages"
install_packages build/log/apt.log "${packages_build[@]}" "${packages_demo[@]}"

step "programs (several minutes the first time)"
use_ccache
# A folder that tests/run.sh configured stays as it is: taking its tests away would build them anew there.
if [ -f build/CMakeCache.txt ]; then configure dev; else configure dev -DPARAPHE_BUILD_TESTS=OFF; fi
build build paraphed paraphe-agent paraphe

step "certificates and signature card"
mkdir -p "$demo"
if demo_pki_is_good "$demo/pki" && [ -f "$demo/card/signer.der" ]; then
  say "those of the last run, in $demo"
else
  rm -rf "$demo/pki" "$demo/card"
  run_logged build/log/demo-pki.log make_demo_pki "$demo/pki" || die "openssl could not make the certificates"
  run_logged build/log/demo-card.log make_demo_card "$demo/card" "$demo/pki" || die "SoftHSM could not make the token"
  say "a root, an intermediate, Hélène Lefèvre's qualified certificate; her key is on a SoftHSM token"
fi
export SOFTHSM2_CONF=$demo/card/softhsm2.conf

step "document: $document"
if ! build/bin/paraphe check "$document" >"$demo/check.txt" 2>&1; then
  say "not accepted as it stands: $(head -n 1 "$demo/check.txt")"
  say "so it is made canonical first: paraphe canonicalize"
  build/bin/paraphe canonicalize --force --out "$demo/$name.c14n.xml" "$document"
  document=$demo/$name.c14n.xml
  build/bin/paraphe check "$document" >"$demo/check.txt"
fi
say "$(cat "$demo/check.txt")"

step "server"
write_demo_server "$demo" "$root"
start_demo_server "$demo"
port=$(cat "$demo/port")
write_demo_clients "$demo" "$port"
say "paraphed listens on 127.0.0.1:$port (process $demo_server_pid)"

step "session"
rm -f "$out"
begin_signing "$demo" "$document" "$out"
sed 's/^/   /' "$demo/sign.out"
agent_status=0
if $interactive; then
  if [ -z "${LC_ALL:-}${LC_CTYPE:-}${LANG:-}" ]; then
    say "no locale is set; this terminal is taken for one of UTF-8"
    export LC_ALL=C.UTF-8
  fi
  say "you are the signer; the card's PIN is $(cat "$demo/card/pin")"
  build/bin/paraphe-agent --config "$demo/paraphe-agent.textproto" --ticket "$demo_link" || agent_status=$?
else
  say "the signer's agent signs by itself (--unattended, which the demonstration's policy allows)"
  build/bin/paraphe-agent --config "$demo/paraphe-agent.textproto" --ticket "$demo_link" --unattended \
    >"$demo/agent.log" 2>&1 || agent_status=$?
  if [ "$agent_status" -ne 0 ]; then cat "$demo/agent.log" >&2; fi
fi
sign_status=0
wait "$demo_sign_pid" || sign_status=$?
if [ "$sign_status" -ne 0 ]; then
  cat "$demo/sign.err" >&2
  say "no signature (paraphe ended with $sign_status, the agent with $agent_status); nothing was written to $out"
  exit "$sign_status"
fi
stop_demo_server
say "the server has ended; nothing runs any more"

step "the session's story in the server's audit log, whose chain holds"
build/bin/paraphed audit verify --config "$demo/paraphed.textproto" | sed 's/^/   /'
build/bin/paraphed audit show "$demo_session" --config "$demo/paraphed.textproto" | sed 's/^/   /'

step "what was signed, as paraphe verify tells it"
build/bin/paraphe verify --ca "$demo/pki/ca.pem" "$out" | sed 's/^/   /'

step "what xmlsec1, another implementation, says of it"
xmlsec1 --verify --id-attr:Id 'http://uri.etsi.org/01903/v1.3.2#:SignedProperties' \
  --trusted-pem "$demo/pki/root.pem" --untrusted-pem "$demo/pki/intermediate.pem" "$out" >"$demo/xmlsec1.log" 2>&1 || {
  cat "$demo/xmlsec1.log" >&2
  die "xmlsec1 does not verify $out"
}
sed 's/^/   /' "$demo/xmlsec1.log"

table=$(awk '$1 == "table" { print $2 }' "$demo/sign.out")
table_file=$(grep -l "^name: \"$table\"" deploy/tables/*.textproto | head -n 1)
cat <<END

Signed: $out
  by          Hélène Lefèvre, Maire (certificate of the demonstration, worth nothing elsewhere)
  policy      demonstration, deploy/demo/politique.txt
  shown by    $table_file
  verified    by paraphe and by xmlsec1

Try next:
  build/bin/paraphe verify --ca build/demo/pki/ca.pem $out
  build/bin/paraphe verify --json --ca build/demo/pki/ca.pem $out
  build/bin/paraphed audit export --config build/demo/paraphed.textproto
  build/bin/paraphe render --table $table_file $document > page.html
  deploy/demo.sh --interactive                 you are the signer
  deploy/demo.sh --document FILE               any XML of yours
  sed '1s/>/>x/' $out | build/bin/paraphe verify      a changed document is found out
END

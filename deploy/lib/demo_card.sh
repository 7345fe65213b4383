# shellcheck shell=bash
# The demonstration's signature card: a SoftHSM token with the signer's key and certificate. Sourced, never run; needs
# demo_pki.sh.

demo_module=/usr/lib/softhsm/libsofthsm2.so

# make_demo_card CARD PKI: the token in the folder CARD, its PIN in CARD/pin. The PIN stands on command lines here,
# which is why this is no way to prepare a real token.
make_demo_card() {
  local card=$1 pki=$2 pin
  (umask 077 && mkdir -p "$card/tokens" && od -An -N4 -tu4 /dev/urandom | awk '{ printf "%06d\n", $1 % 1000000 }' >"$card/pin")
  printf 'directories.tokendir = %s\nobjectstore.backend = file\nlog.level = ERROR\n' "$card/tokens" >"$card/softhsm2.conf"
  pin=$(cat "$card/pin")
  export SOFTHSM2_CONF=$card/softhsm2.conf
  softhsm2-util --init-token --free --label "Carte d'agent" --pin "$pin" --so-pin "$pin"
  softhsm2-util --import "$pki/signer.key" --token "Carte d'agent" --label "Signature" --id A1 --pin "$pin"
  openssl x509 -in "$pki/signer.pem" -outform DER -out "$card/signer.der"
  DEMO_PIN=$pin pkcs11-tool --module "$demo_module" --token-label "Carte d'agent" --login --pin env:DEMO_PIN \
    --write-object "$card/signer.der" --type cert --label "Signature" --id a1
}

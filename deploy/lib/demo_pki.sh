# shellcheck shell=bash
# The demonstration's certificates: a root, an intermediate and a signer, as a French trust service provider would issue
# them, the server's TLS certificate and the caller's. Worth nothing outside this machine. Sourced, never run; needs ui.sh.

demo_openssl_config() {
  cat <<'CONFIG'
[req]
distinguished_name = name
prompt = no
utf8 = yes
string_mask = utf8only
[name]

[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash

[intermediate]
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid:always

# A qualified certificate for electronic signatures, key in an SSCD (ETSI EN 319 412-2, 319 412-5).
[signer]
basicConstraints = critical, CA:FALSE
keyUsage = critical, nonRepudiation
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid:always
certificatePolicies = 0.4.0.194112.1.2
1.3.6.1.5.5.7.1.3 = ASN1:SEQUENCE:statements
[statements]
compliance = SEQUENCE:qc_compliance
sscd = SEQUENCE:qc_sscd
type = SEQUENCE:qc_type
[qc_compliance]
id = OID:0.4.0.1862.1.1
[qc_sscd]
id = OID:0.4.0.1862.1.4
[qc_type]
id = OID:0.4.0.1862.1.6
types = SEQUENCE:qc_types
[qc_types]
esign = OID:0.4.0.1862.1.6.1

[tls]
basicConstraints = critical, CA:TRUE
keyUsage = critical, digitalSignature, keyCertSign
extendedKeyUsage = serverAuth
subjectAltName = DNS:localhost, IP:127.0.0.1

# The back-office system's, which the server knows by its key.
[caller]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = clientAuth
CONFIG
}

# demo_pin FILE: what a configuration pins of the certificate's key.
demo_pin() {
  openssl x509 -in "$1" -pubkey -noout | openssl pkey -pubin -outform DER | sha256sum | cut -d' ' -f1
}

# demo_certificate NAME ISSUER DAYS SUBJECT GENPKEY-OPTION...: makes NAME.key (PKCS#8) and NAME.pem in the current
# folder, with the extensions of the section NAME; an ISSUER of - makes it self-signed.
demo_certificate() {
  local name=$1 issuer=$2 days=$3 subject=$4
  shift 4
  local signed_by=()
  if [ "$issuer" != - ]; then signed_by=(-CA "$issuer.pem" -CAkey "$issuer.key"); fi
  openssl genpkey "$@" -out "$name.key"
  openssl req -config openssl.cnf -utf8 -x509 -sha256 -key "$name.key" -subj "$subject" -days "$days" \
    -extensions "$name" "${signed_by[@]}" -out "$name.pem"
}

# All of them, in the folder $1. CAs have EC keys, which are made quickly; the signer's card signs with RSA.
make_demo_pki() (
  mkdir -p "$1" && cd "$1" && umask 077
  demo_openssl_config >openssl.cnf
  local ec=(-algorithm EC -pkeyopt ec_paramgen_curve:P-256) rsa=(-algorithm RSA -pkeyopt rsa_keygen_bits:2048)
  local provider='/C=FR/O=Confiance Démonstration SAS/organizationIdentifier=NTRFR-000000000'
  demo_certificate root - 3650 "$provider/CN=Confiance Démonstration Racine" "${ec[@]}"
  demo_certificate intermediate root 3600 "$provider/CN=Confiance Démonstration Signature Qualifiée" "${ec[@]}"
  demo_certificate signer intermediate 1095 \
    '/C=FR/O=Commune de Saint-Rémy-sur-Orne/title=Maire/SN=Lefèvre/GN=Hélène/CN=Hélène Lefèvre/serialNumber=PROFR-2026-0147' "${rsa[@]}"
  demo_certificate tls - 1095 '/CN=localhost' "${ec[@]}"
  demo_certificate caller - 1095 '/CN=demo' "${ec[@]}"
  cat root.pem intermediate.pem >ca.pem
)

# Whether the folder $1 holds certificates that are good for another day.
demo_pki_is_good() {
  [ -f "$1/ca.pem" ] && openssl x509 -in "$1/signer.pem" -noout -checkend 86400 >/dev/null 2>&1 &&
    openssl x509 -in "$1/tls.pem" -noout -checkend 86400 >/dev/null 2>&1 &&
    openssl x509 -in "$1/caller.pem" -noout -checkend 86400 >/dev/null 2>&1
}

# shellcheck shell=bash
# The demonstration's three configurations. Sourced, never run; needs
# demo_card.sh and demo_pki.sh. Paths are absolute: they are for this machine.

# write_demo_server DEMO ROOT
write_demo_server() {
  cat >"$1/paraphed.textproto" <<CONFIG
# Written by deploy/demo.sh. A commented example is deploy/examples/paraphed.textproto.
listen: "127.0.0.1:0"
port_file: "$1/port"
tls { certificate_file: "$1/pki/tls.pem" private_key_file: "$1/pki/tls.key" }
applications {
  name: "demo"
  identities { spki_sha256: "$(demo_pin "$1/pki/caller.pem")" }
  description: "Démonstration : les actes de la commune"
}
policy_files: "$2/deploy/demo/politique.textproto"
table_files: "$2/deploy/tables"
trusted_ca_files: "$1/pki/ca.pem"
store { sqlite { path: "$1/paraphed.db" } }
CONFIG
}

# write_demo_clients DEMO PORT
# shellcheck disable=SC2154  # demo_module comes from demo_card.sh
write_demo_clients() {
  cat >"$1/paraphe.textproto" <<CONFIG
# Written by deploy/demo.sh. A commented example is deploy/examples/paraphe.textproto.
server {
  address: "127.0.0.1:$2"
  root_certificates_file: "$1/pki/tls.pem"
  identity { certificate_file: "$1/pki/caller.pem" private_key_file: "$1/pki/caller.key" }
}
default_country: "France"
patience { seconds: 1800 }
CONFIG
  cat >"$1/paraphe-agent.textproto" <<CONFIG
# Written by deploy/demo.sh. A commented example is deploy/examples/paraphe-agent.textproto.
servers {
  address: "127.0.0.1:$2"
  root_certificates_file: "$1/pki/tls.pem"
  spki_sha256: "$(demo_pin "$1/pki/tls.pem")"
}
device { module: "$demo_module" label: "Carte d'agent" }
pin_file: "$1/card/pin"
CONFIG
}

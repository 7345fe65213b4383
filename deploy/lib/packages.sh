# shellcheck shell=bash disable=SC2034
# Debian 12 packages, by purpose. Sourced, never run; needs ui.sh.

packages_build=(
  g++ cmake ninja-build ccache pkg-config git ca-certificates
  libgrpc++-dev protobuf-compiler protobuf-compiler-grpc libprotobuf-dev libabsl-dev
  libxml2-dev libssl-dev libicu-dev libp11-kit-dev libsqlitecpp-dev libpq-dev libcli11-dev nlohmann-json3-dev
)
packages_run=(less)  # what paraphe-agent runs beside the libraries that it is linked with
packages_desk=(qt6-base-dev)  # builds paraphe-desk
packages_demo=("${packages_run[@]}" openssl softhsm2 opensc xmlsec1 libxmlsec1-openssl libxml2-utils)
packages_tests=(
  "${packages_demo[@]}" "${packages_desk[@]}" libgtest-dev libgmock-dev python3 python3-grpcio python3-grpc-tools python3-pkg-resources
  libxmlsec1-dev xsltproc
  clang clang-format clang-tidy lld libclang-rt-14-dev shellcheck chromium spin postgresql-15 fail2ban faketime haproxy squid strace systemd tinyproxy
  desktop-file-utils fonts-dejavu-core libnss3 libnss3-tools p11-kit libpcsclite-dev pcscd vsmartcard-vpcd xdotool xvfb
)

packages_missing() {
  local package
  for package in "$@"; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] ||
      printf '%s\n' "$package"
  done
}

# install_packages LOG PACKAGE...: installs those that are missing; says nothing to do where none is.
install_packages() {
  local log=$1 missing
  shift
  mapfile -t missing < <(packages_missing "$@")
  if [ "${#missing[@]}" -eq 0 ]; then
    say "all $# packages are present"
    return 0
  fi
  [ "$(id -u)" -eq 0 ] ||
    die "${#missing[@]} packages are missing and only root can install them: run this as root, or: apt-get install ${missing[*]}"
  command -v apt-get >/dev/null || die "needs Debian 12: there is no apt-get here"
  say "${#missing[@]} of $# packages are missing; fetching the lists"
  run_logged "$log" apt-get update -q ||
    die "apt-get update failed: is there a network, or a proxy in /etc/apt/apt.conf.d?"
  say "installing: ${missing[*]}"
  run_logged "$log" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}" ||
    die "apt-get install failed; the whole output is in $log"
}

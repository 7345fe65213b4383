#!/usr/bin/env bash
# Makes the folder that is handed out: the programs as they were built, what operators need beside them, and SHA256SUMS
# over every file, which `sha256sum -c SHA256SUMS` checks in that folder.
#
#   deploy/release.sh BUILD OUT     BUILD has bin/ (cmake --preset release; ninja -C build/release); OUT must not exist
set -euo pipefail

usage() { sed -n '2,5s/^# \{0,1\}//p' "$0"; }
case ${1-} in
  --help | -h) usage && exit 0 ;;
esac
[ $# -eq 2 ] || { usage >&2; exit 2; }

build=$(realpath -e -- "$1") out=$(realpath -m -- "$2")
[ ! -e "$out" ] || { echo "release.sh: $out exists already; name another folder" >&2; exit 2; }
cd "$(dirname "${BASH_SOURCE[0]}")/.."

programs=(paraphed paraphe paraphe-agent paraphe-device)
if [ -x "$build/bin/paraphe-desk" ]; then
  programs+=(paraphe-desk)
else
  echo "release.sh: without paraphe-desk, which is built where Qt 6 is found" >&2
fi
for program in "${programs[@]}"; do
  [ -x "$build/bin/$program" ] || { echo "release.sh: $build/bin/$program is missing: build it first" >&2; exit 3; }
done

# Beside it until it is whole.
part=$(mktemp -d -- "$out.XXXXXX")
trap 'rm -rf -- "$part"' EXIT
chmod 755 -- "$part"
mkdir -- "$part/bin"
for program in "${programs[@]}"; do install -m 755 -- "$build/bin/$program" "$part/bin/$program"; done
cp -r -- deploy docs proto README.md CHANGELOG.md "$part/"
for program in "${programs[@]}"; do "$part/bin/$program" --version --verbose; done > "$part/VERSIONS"
sums=$(cd -- "$part" && find . -type f -printf '%P\0' | LC_ALL=C sort -z | xargs -0 sha256sum --)
printf '%s\n' "$sums" > "$part/SHA256SUMS"
mv -T -- "$part" "$out"
trap - EXIT
echo "release.sh: $out: $(wc -l < "$out/SHA256SUMS") files"

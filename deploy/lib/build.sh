# shellcheck shell=bash
# Configures and builds with progress that also reads well in a log file. Sourced, never run; needs ui.sh.

# Compiled objects are kept in build/ccache, whatever build folder they are for.
use_ccache() {
  command -v ccache >/dev/null || return 0
  export CCACHE_DIR=${CCACHE_DIR:-$PWD/build/ccache} CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=1
  export CCACHE_SLOPPINESS=pch_defines,time_macros
  export CMAKE_C_COMPILER_LAUNCHER=ccache CMAKE_CXX_COMPILER_LAUNCHER=ccache
}

# configure PRESET [CMAKE ARGUMENT...]
configure() {
  local preset=$1
  shift
  run_logged "build/log/configure-$preset.log" cmake --preset "$preset" "$@" ||
    die "cmake could not configure the preset $preset; the whole output is in build/log/configure-$preset.log"
}

# Passes on one progress line in twenty, and what ninja says of a failure.
show_progress() {
  awk '
    match($0, /^\[[0-9]+\/[0-9]+\]/) {
      split(substr($0, 2, RLENGTH - 2), n, "/")
      part = int(20 * n[1] / n[2])
      if (part != shown) { printf "   %3d %% (%d of %d)\n", 5 * part, n[1], n[2]; fflush(); shown = part }
      if (!failed) next
    }
    /^FAILED:/ { failed = 1 }
    failed || /^ninja: (error|build stopped)/ { print; fflush() }
  '
}

# build FOLDER [TARGET...]: everything without targets. Compilers get their memory in huge pages where the kernel has
# them: a fifth of the page faults of clang.
build() {
  local folder=$1
  shift
  GLIBC_TUNABLES=glibc.malloc.hugetlb=1 NINJA_STATUS='[%f/%t] ' ninja -C "$folder" "$@" | show_progress
  [ "${PIPESTATUS[0]}" -eq 0 ] || die "the build in $folder failed; see the first FAILED above"
}

# The functions every CMakeLists.txt of the project uses. Targets are small and name what they
# need; sources are found by full project path (#include "common/hex.h").
#
#   paraphe_library(common_hex SRCS hex.cc HDRS hex.h DEPS absl::strings)   -> alias paraphe::common_hex
#   paraphe_binary(paraphe SRCS main.cc DEPS ...)                           -> build/<preset>/bin/paraphe
#   paraphe_test(common_hex_test SRCS hex_test.cc DEPS paraphe::common_hex) -> ctest "common_hex_test"
#   paraphe_fuzzer(verifier SRCS verifier_fuzz.cc DEPS ...)                 -> build/asan/bin/verifier_fuzz
#
# HEAVY libraries and binaries are all calls of headers of many templates (CLI11, nlohmann_json); HEAVY tests call gRPC or
# nlohmann_json in most of their files: loading what is precompiled of those takes longer than a light test. QT libraries,
# binaries and tests use Qt, and exist only where it is found.
# SLOW tests take a minute or more, and are begun first: nothing waits for them at the end.
# SRCS of a test are compiled several at a time, as one: a name of an anonymous namespace stands in one of them. APART are
# those that are compiled alone, as they share one with another.
# PARAPHE_SANITIZED is 1 in tests that run under a sanitizer, 0 elsewhere.
# TESTONLY libraries may only be used by tests. LABELS of a test select it with ctest -L ("tsan" marks
# tests worth running under ThreadSanitizer).

set(PARAPHE_WARNINGS -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror)

# What many files include is parsed once for all targets of one kind, which are compiled with the same options. Not in
# what is shipped: there a missing #include is found.
set(PARAPHE_HEADERS
  <algorithm> <functional> <map> <memory> <optional> <string> <utility> <variant> <vector>
  <absl/status/status.h> <absl/status/statusor.h> <absl/strings/str_cat.h> <absl/strings/str_join.h>
  <absl/strings/str_split.h> <absl/strings/string_view.h> <absl/time/time.h>
  <paraphe/v1/caller_service.pb.h> <paraphe/v1/config.pb.h> <paraphe/v1/error_detail.pb.h>
  <paraphe/v1/session_record.pb.h> <paraphe/v1/signer_service.pb.h>)

# A target that compiles the headers of a kind, for others to reuse: of libraries, or of programs.
function(_paraphe_headers name)
  cmake_parse_arguments(ARG "PROGRAMS" "" "HEADERS;OPTIONS;DEPS" ${ARGN})
  if(CMAKE_BUILD_TYPE STREQUAL "Debug" AND NOT TARGET ${name})
    if(ARG_PROGRAMS)
      file(WRITE ${PROJECT_BINARY_DIR}/${name}.cc "int main() {}\n")
      add_executable(${name} EXCLUDE_FROM_ALL ${PROJECT_BINARY_DIR}/${name}.cc)
    else()
      file(WRITE ${PROJECT_BINARY_DIR}/${name}.cc "")
      add_library(${name} OBJECT EXCLUDE_FROM_ALL ${PROJECT_BINARY_DIR}/${name}.cc)
    endif()
    _paraphe_setup(${name} PRIVATE)
    target_compile_options(${name} PRIVATE ${ARG_OPTIONS})
    target_link_libraries(${name} PRIVATE paraphe_proto paraphe_services ${ARG_DEPS})
    target_precompile_headers(${name} PRIVATE ${PARAPHE_HEADERS} ${ARG_HEADERS})
  endif()
endfunction()

function(_paraphe_reuse_headers target name)
  if(TARGET ${name})
    target_precompile_headers(${target} REUSE_FROM ${name})
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
      # GCC 12 takes what is precompiled for ours, and warns of the standard library's own strings.
      target_compile_options(${target} PRIVATE -Wno-array-bounds -Wno-restrict -Wno-stringop-overflow
        -Wno-stringop-overread)
    endif()
  endif()
endfunction()

function(_paraphe_setup target scope)
  target_include_directories(${target} ${scope} ${PROJECT_SOURCE_DIR})
  target_compile_features(${target} ${scope} cxx_std_20)
  if(NOT scope STREQUAL INTERFACE)
    target_compile_options(${target} PRIVATE ${PARAPHE_WARNINGS})
  endif()
endfunction()

function(paraphe_library name)
  cmake_parse_arguments(ARG "TESTONLY;HEAVY;QT" "" "SRCS;HDRS;DEPS" ${ARGN})
  if(ARG_TESTONLY AND NOT (PARAPHE_BUILD_TESTS OR PARAPHE_BUILD_FUZZERS))
    return()
  endif()
  if(ARG_QT AND NOT Qt6_FOUND)
    return()
  endif()
  if(ARG_SRCS)
    add_library(paraphe_${name} STATIC ${ARG_SRCS} ${ARG_HDRS})
    set(scope PUBLIC)
  else()
    add_library(paraphe_${name} INTERFACE)
    set(scope INTERFACE)
  endif()
  _paraphe_setup(paraphe_${name} ${scope})
  target_link_libraries(paraphe_${name} ${scope} ${ARG_DEPS})
  add_library(paraphe::${name} ALIAS paraphe_${name})
  if(ARG_QT)
    _paraphe_qt(paraphe_${name})
    _paraphe_headers(paraphe_qt_headers OPTIONS -O0 -DQT_NO_KEYWORDS HEADERS <QtWidgets> DEPS Qt6::Widgets Qt6::Network)
    _paraphe_reuse_headers(paraphe_${name} paraphe_qt_headers)
  endif()
  if(ARG_SRCS AND NOT ARG_HEAVY AND NOT ARG_QT)
    _paraphe_headers(paraphe_library_headers)
    _paraphe_reuse_headers(paraphe_${name} paraphe_library_headers)
  endif()
  if(ARG_HEAVY)
    _paraphe_heavy(paraphe_${name})
    _paraphe_headers(paraphe_heavy_headers OPTIONS ${PARAPHE_HEAVY_OPTIMIZATION} HEADERS <CLI/CLI.hpp> <nlohmann/json.hpp>
      DEPS CLI11::CLI11 nlohmann_json::nlohmann_json)
    _paraphe_reuse_headers(paraphe_${name} paraphe_heavy_headers)
  endif()
endfunction()

# Code that is all calls of headers of many templates is fully optimized in what is shipped only: compiling it takes
# longer than it ever runs. A little where speed is measured, as the linker takes one copy of each small function of a
# header for all.
set(PARAPHE_HEAVY_OPTIMIZATION -O1)
if(PARAPHE_SANITIZE)
  set(PARAPHE_HEAVY_OPTIMIZATION -O0)
endif()
function(_paraphe_heavy target)
  if(CMAKE_BUILD_TYPE STREQUAL "Debug")
    target_compile_options(${target} PRIVATE ${PARAPHE_HEAVY_OPTIMIZATION})
  endif()
endfunction()

# A window is all calls of Qt. Words like `emit` are left to other libraries (QT_NO_KEYWORDS).
function(_paraphe_qt target)
  set_target_properties(${target} PROPERTIES AUTOMOC ON)
  target_link_libraries(${target} PUBLIC Qt6::Widgets Qt6::Network)
  target_compile_options(${target} PRIVATE -DQT_NO_KEYWORDS)
  if(CMAKE_BUILD_TYPE STREQUAL "Debug")
    target_compile_options(${target} PRIVATE -O0)
  endif()
endfunction()

function(paraphe_binary name)
  cmake_parse_arguments(ARG "HEAVY;QT" "" "SRCS;DEPS" ${ARGN})
  if(ARG_QT AND NOT Qt6_FOUND)
    return()
  endif()
  add_executable(${name} ${ARG_SRCS})
  _paraphe_setup(${name} PRIVATE)
  target_link_libraries(${name} PRIVATE ${ARG_DEPS})
  if(TARGET paraphe_large_blocks)
    target_link_libraries(${name} PRIVATE paraphe_large_blocks)
  endif()
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
  if(ARG_HEAVY)
    _paraphe_heavy(${name})
  endif()
  if(ARG_QT)
    _paraphe_qt(${name})
  endif()
endfunction()

# The libraries that a program's loader looks symbols up in before all others. It asks one library after the other for
# each of some 8,000 symbols: where those that have most come first, a start takes 0.5 ms less.
function(paraphe_look_up_first name)
  list(TRANSFORM ARGN PREPEND -l)
  list(JOIN ARGN , libraries)
  # GNU ld, as GCC calls it, would order them by the first object that needs them.
  target_link_options(${name} PRIVATE -Wl,--push-state,--no-as-needed,${libraries},--pop-state)
endfunction()

# A test's own code is not what takes time; where it fails is in its words, and in what a sanitizer says.
set(PARAPHE_TEST_OPTIONS -O0)
if(NOT PARAPHE_SANITIZE)
  list(APPEND PARAPHE_TEST_OPTIONS -g0)
elseif(PARAPHE_BUILD_FUZZERS)
  list(APPEND PARAPHE_TEST_OPTIONS -fno-sanitize=fuzzer-no-link)
endif()
function(_paraphe_test_setup name)
  _paraphe_setup(${name} PRIVATE)
  target_compile_options(${name} PRIVATE ${PARAPHE_TEST_OPTIONS})
  # No $<BOOL:...>: the list of sanitizers holds commas.
  set(sanitized 0)
  if(PARAPHE_SANITIZE)
    set(sanitized 1)
  endif()
  target_compile_definitions(${name} PRIVATE PARAPHE_SANITIZED=${sanitized})
  target_link_libraries(${name} PRIVATE GTest::gmock GTest::gtest_main)
endfunction()

function(paraphe_test name)
  cmake_parse_arguments(ARG "HEAVY;QT;SLOW" "TIMEOUT" "SRCS;APART;DEPS;LABELS" ${ARGN})
  if(NOT PARAPHE_BUILD_TESTS OR (ARG_QT AND NOT Qt6_FOUND))
    return()
  endif()
  add_executable(${name} ${ARG_SRCS} ${ARG_APART})
  if(NOT CMAKE_DISABLE_PRECOMPILE_HEADERS)
    set_target_properties(${name} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 10)
    set_source_files_properties(${ARG_APART} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  endif()
  _paraphe_test_setup(${name})
  if(ARG_QT)
    _paraphe_qt(${name})
    _paraphe_headers(paraphe_qt_test_headers PROGRAMS OPTIONS ${PARAPHE_TEST_OPTIONS} -DQT_NO_KEYWORDS
      HEADERS <gmock/gmock.h> <gtest/gtest.h> <QtWidgets> <QtTest>
      DEPS GTest::gmock Qt6::Widgets Qt6::Network Qt6::Test)
    target_link_libraries(${name} PRIVATE Qt6::Test)
    _paraphe_reuse_headers(${name} paraphe_qt_test_headers)
  elseif(ARG_HEAVY)
    _paraphe_headers(paraphe_heavy_test_headers PROGRAMS OPTIONS ${PARAPHE_TEST_OPTIONS}
      HEADERS <gmock/gmock.h> <gtest/gtest.h> <grpcpp/grpcpp.h> <nlohmann/json.hpp>
      DEPS GTest::gmock gRPC::grpc++ nlohmann_json::nlohmann_json)
    _paraphe_reuse_headers(${name} paraphe_heavy_test_headers)
  else()
    _paraphe_headers(paraphe_test_headers PROGRAMS OPTIONS ${PARAPHE_TEST_OPTIONS} HEADERS <gmock/gmock.h> <gtest/gtest.h> DEPS GTest::gmock)
    _paraphe_reuse_headers(${name} paraphe_test_headers)
  endif()
  target_link_libraries(${name} PRIVATE ${ARG_DEPS})
  if(TARGET paraphe_tsan_abseil)
    target_link_libraries(${name} PRIVATE paraphe_tsan_abseil)
  endif()
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 900)
  endif()
  add_test(NAME ${name} COMMAND ${name} WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
  set_tests_properties(${name} PROPERTIES TIMEOUT ${ARG_TIMEOUT} LABELS "${ARG_LABELS}"
    ENVIRONMENT "PARAPHE_BIN=${PROJECT_BINARY_DIR}/bin;PARAPHE_SOURCE=${PROJECT_SOURCE_DIR};XDG_STATE_HOME=${PROJECT_BINARY_DIR}/state")
  if(ARG_SLOW)
    set_tests_properties(${name} PROPERTIES COST 100)
  endif()
endfunction()

# A libFuzzer target: build/asan/bin/<name>_fuzz, and of the target `fuzzers`, which is all of them. Its seeds are
# tests/fuzz/corpus/<name>/, its words tests/fuzz/dictionaries/<name>.dict where there is one.
function(paraphe_fuzzer name)
  cmake_parse_arguments(ARG "" "" "SRCS;DEPS" ${ARGN})
  if(NOT PARAPHE_BUILD_FUZZERS)
    return()
  endif()
  paraphe_binary(${name}_fuzz SRCS ${ARG_SRCS} DEPS ${ARG_DEPS})
  target_link_options(${name}_fuzz PRIVATE -fsanitize=fuzzer)
  if(NOT TARGET fuzzers)
    add_custom_target(fuzzers)
  endif()
  add_dependencies(fuzzers ${name}_fuzz)
endfunction()

# gRPC, Protocol Buffers and Abseil are linked into each program, out of the archives that Debian ships beside the shared
# libraries: a program then starts in half the time (docs/adr/2026-11-27-static-rpc-libraries.md). Not under a sanitizer:
# Abseil is built anew there, or looked into by its own symbols.
function(_paraphe_link_archive target)
  get_target_property(shared ${target} IMPORTED_LOCATION_NONE)
  string(REGEX REPLACE "\\.so(\\.[0-9.]+)?$" ".a" archive "${shared}")
  if(EXISTS ${archive})
    set_target_properties(${target} PROPERTIES IMPORTED_LOCATION_NONE ${archive})
  endif()
endfunction()

get_property(_imported DIRECTORY PROPERTY IMPORTED_TARGETS)
list(FILTER _imported INCLUDE REGEX "^(gRPC|absl)::")
foreach(_target ${_imported})
  _paraphe_link_archive(${_target})
endforeach()

# stackfit_precompile(TARGET [PRECOMPILED])
#
# Reading the standard library is more than half of compiling one of our files, so it is read once for all targets.
# Every file still includes what it uses: the preset dev goes without.

set(standard_headers <algorithm> <array> <charconv> <cmath> <cstdint> <deque> <functional> <map> <memory> <optional>
    <set> <span> <string> <string_view> <unordered_map> <utility> <vector>)

# stackfit_precompiled_headers(NAME HEADER...): a target whose precompiled headers others can use, if compiled alike.
function(stackfit_precompiled_headers name)
  file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/generated/${name}.cpp CONTENT "// Only its precompiled headers are wanted.\n")
  add_library(${name} OBJECT EXCLUDE_FROM_ALL ${PROJECT_BINARY_DIR}/generated/${name}.cpp)
  target_link_libraries(${name} PRIVATE stackfit_options)
  target_precompile_headers(${name} PRIVATE ${ARGN})
endfunction()

function(stackfit_precompile target)
  if(NOT STACKFIT_PRECOMPILE)
    return()
  endif()
  if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
    # The first is for ccache; gcc 12 forgets that what it warns of is in the library's own headers.
    target_compile_options(${target} PRIVATE $<$<COMPILE_LANGUAGE:CXX>:-fpch-preprocess;-Wno-array-bounds;-Wno-stringop-overflow;-Wno-stringop-overread>)
  endif()
  if(ARGC EQUAL 1)
    target_precompile_headers(${target} REUSE_FROM stackfit_precompiled)
  else()
    target_precompile_headers(${target} REUSE_FROM ${ARGV1})
  endif()
endfunction()

if(STACKFIT_PRECOMPILE)
  stackfit_precompiled_headers(stackfit_precompiled ${standard_headers})
endif()

# Compiler and linker options. Warnings go to stackfit_options, which only our own targets link.

find_program(CCACHE ccache)
mark_as_advanced(CCACHE)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # Not for ASM: ccache does not see what .incbin reads. It takes precompiled headers only with this sloppiness.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE})
endif()

# -static-pie rather than -static: a static start is about twice as fast as a dynamic one, and without PIE the first
# C++ throw costs a millisecond, because crtbeginT sorts every unwind table in the program.
add_compile_options(-fPIE)
if(STACKFIT_STATIC)
  add_link_options(-static-pie)
else()
  add_link_options(-pie)
endif()

add_compile_options($<$<CONFIG:Release>:-ffunction-sections> $<$<CONFIG:Release>:-fdata-sections>)
add_link_options($<$<CONFIG:Release>:-Wl,--gc-sections>)

if(STACKFIT_SANITIZE)
  add_compile_options(-fsanitize=${STACKFIT_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${STACKFIT_SANITIZE})
endif()

if(STACKFIT_LIBFUZZER)
  if(NOT CMAKE_CXX_COMPILER_ID MATCHES Clang)
    message(FATAL_ERROR "STACKFIT_LIBFUZZER needs clang; with other compilers tests/fuzz has its own driver")
  endif()
  add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-fsanitize=fuzzer-no-link>)
endif()

add_library(stackfit_options INTERFACE)
target_compile_options(stackfit_options INTERFACE
  $<$<COMPILE_LANGUAGE:CXX>:-Wall;-Wextra;-Wpedantic;-Wconversion;-Wsign-conversion;-Wshadow;-Werror=return-type>)
if(STACKFIT_WERROR)
  target_compile_options(stackfit_options INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Werror>)
  if(STACKFIT_SANITIZE AND CMAKE_CXX_COMPILER_ID STREQUAL GNU)
    # The sanitizers' own branches make gcc see uninitialised values that are none.
    target_compile_options(stackfit_options INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Wno-error=maybe-uninitialized>)
  endif()
endif()

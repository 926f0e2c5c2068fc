# checks/**/*.md -> generated/checks.blob (linked in through src/checks/blob.S) and generated/native_registry.cpp, by
# the host tool src/compile_checks. Leaves the sources to compile into stackfit_checks in STACKFIT_COMPILED_CHECKS.

set(STACKFIT_COMPILED_CHECKS "")
if(NOT EXISTS ${PROJECT_SOURCE_DIR}/src/compile_checks/main.cpp)
  return()
endif()

file(GLOB tool_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/compile_checks/*.cpp)
add_executable(stackfit_compile_checks ${tool_sources})
target_link_libraries(stackfit_compile_checks PRIVATE stackfit_options stackfit_engine)

file(GLOB_RECURSE texts CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/checks/*.md)
file(GLOB_RECURSE natives CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/checks/*.cpp)
set(generated ${PROJECT_BINARY_DIR}/generated)
set(blob ${generated}/checks.blob)
set(registry ${generated}/native_registry.cpp)
# The list of names is an input of its own: without it, a deleted check would stay in the blob.
list(JOIN texts "\n" names)
list(JOIN natives "\n" native_names)
file(CONFIGURE OUTPUT ${generated}/checks.list CONTENT "${names}\n${native_names}\n" @ONLY)

add_custom_command(
  OUTPUT ${blob} ${registry}
  COMMAND stackfit_compile_checks --checks ${PROJECT_SOURCE_DIR}/checks --blob ${blob} --registry ${registry}
  DEPENDS stackfit_compile_checks ${texts} ${generated}/checks.list
  COMMENT "Compiling the checks"
  VERBATIM)

set(assembler ${PROJECT_SOURCE_DIR}/src/checks/blob.S)
set_source_files_properties(${assembler} PROPERTIES
  COMPILE_DEFINITIONS STACKFIT_CHECKS_BLOB="${blob}"
  OBJECT_DEPENDS ${blob})
set(STACKFIT_COMPILED_CHECKS ${registry} ${assembler})

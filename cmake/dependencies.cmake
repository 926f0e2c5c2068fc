# The libraries we build upon, each as one target, whether they come from the distribution or from a newer release:
#   dep_yaml dep_json dep_toml dep_regex dep_log CLI11::CLI11 doctest::doctest
# layers.cmake says which layer links which; each is included in one .cpp only (tests/layering.py checks it).

find_package(Threads REQUIRED)
find_package(yaml-cpp REQUIRED)
find_package(RapidJSON REQUIRED)
find_package(tomlplusplus REQUIRED)
find_package(CLI11 REQUIRED)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
if(STACKFIT_TESTS)
  find_package(doctest REQUIRED)
endif()

# yaml-cpp 0.7 exports `yaml-cpp`, 0.8 and later `yaml-cpp::yaml-cpp`. Debian's package knows only the shared library,
# though it ships the archive too.
add_library(dep_yaml INTERFACE)
if(TARGET yaml-cpp::yaml-cpp)
  set(yaml_target yaml-cpp::yaml-cpp)
else()
  set(yaml_target yaml-cpp)
endif()
get_target_property(yaml_type ${yaml_target} TYPE)
if(STACKFIT_STATIC AND NOT yaml_type STREQUAL STATIC_LIBRARY)
  get_target_property(yaml_location ${yaml_target} LOCATION)
  get_filename_component(yaml_dir "${yaml_location}" DIRECTORY)
  find_library(YAML_CPP_ARCHIVE NAMES libyaml-cpp.a HINTS ${yaml_dir} REQUIRED)
  target_link_libraries(dep_yaml INTERFACE ${YAML_CPP_ARCHIVE})
  target_include_directories(dep_yaml SYSTEM INTERFACE
    $<TARGET_PROPERTY:${yaml_target},INTERFACE_INCLUDE_DIRECTORIES>)
else()
  target_link_libraries(dep_yaml INTERFACE ${yaml_target})
endif()

# RapidJSON has no target in its releases, and spells its variable in two ways.
add_library(dep_json INTERFACE)
target_include_directories(dep_json SYSTEM INTERFACE ${RAPIDJSON_INCLUDE_DIRS} ${RapidJSON_INCLUDE_DIRS})

# The rest header-only, in every preset: Debian compiles toml++, spdlog and {fmt} into shared libraries, without archives.
add_library(dep_toml INTERFACE)
target_include_directories(dep_toml SYSTEM INTERFACE
  $<TARGET_PROPERTY:tomlplusplus::tomlplusplus,INTERFACE_INCLUDE_DIRECTORIES>)
target_compile_definitions(dep_toml INTERFACE TOML_HEADER_ONLY=1)

add_library(dep_log INTERFACE)
target_include_directories(dep_log SYSTEM INTERFACE $<TARGET_PROPERTY:spdlog::spdlog,INTERFACE_INCLUDE_DIRECTORIES>)
target_link_libraries(dep_log INTERFACE Threads::Threads fmt::fmt-header-only)
target_compile_definitions(dep_log INTERFACE SPDLOG_FMT_EXTERNAL)

# PCRE2's own CMake package is not in Debian's.
add_library(dep_regex INTERFACE)
find_path(PCRE2_INCLUDE_DIR pcre2.h REQUIRED)
set(pcre2_names pcre2-8)
if(STACKFIT_STATIC)
  list(PREPEND pcre2_names libpcre2-8.a)
endif()
find_library(PCRE2_LIBRARY NAMES ${pcre2_names} REQUIRED)
mark_as_advanced(PCRE2_INCLUDE_DIR PCRE2_LIBRARY)
target_include_directories(dep_regex SYSTEM INTERFACE ${PCRE2_INCLUDE_DIR})
target_link_libraries(dep_regex INTERFACE ${PCRE2_LIBRARY})

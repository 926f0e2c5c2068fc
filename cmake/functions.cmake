# stackfit_layer(NAME [USES layer...] [DEPENDS target...] [FOLDERS folder...] [SOURCES file...])
#
# One layer as one static library, stackfit_NAME, from src/NAME/*.cpp (main.cpp excepted), every .cpp below FOLDERS, and
# SOURCES. What it USES is visible to those who use it; what it DEPENDS on is its own business. A layer without
# sources yet is an interface library, so configuring always works.
function(stackfit_layer name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "USES;DEPENDS;FOLDERS;SOURCES")
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/${name}/*.cpp)
  list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
  foreach(folder IN LISTS arg_FOLDERS)
    file(GLOB_RECURSE more CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${folder}/*.cpp)
    list(APPEND sources ${more})
  endforeach()
  list(APPEND sources ${arg_SOURCES})
  list(TRANSFORM arg_USES PREPEND stackfit_)

  set(target stackfit_${name})
  if(sources)
    add_library(${target} STATIC ${sources})
    target_include_directories(${target} PUBLIC ${PROJECT_SOURCE_DIR}/include PRIVATE ${PROJECT_SOURCE_DIR}/src)
    target_link_libraries(${target} PUBLIC ${arg_USES} PRIVATE stackfit_options ${arg_DEPENDS})
    stackfit_precompile(${target})
  else()
    add_library(${target} INTERFACE)
    target_include_directories(${target} INTERFACE ${PROJECT_SOURCE_DIR}/include)
    target_link_libraries(${target} INTERFACE ${arg_USES})
  endif()
endfunction()

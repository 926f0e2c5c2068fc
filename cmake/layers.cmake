# The layers, lowest first, and what each may use (and so what that uses). This is the only place where the arrows are
# written down: CMake links by it, and tests/layering.py reads these lines and holds every #include to them.

stackfit_layer(support DEPENDS Threads::Threads dep_regex)
stackfit_layer(document USES support DEPENDS dep_yaml dep_json)
# Tables that stay text, as bytes of the program.
foreach(file compliance.tsv resource-types.txt regional-values.txt stateful-types.txt)
  string(REGEX REPLACE "[.].*" "" table ${file})
  string(REPLACE - _ table ${table})
  string(TOUPPER STACKFIT_${table} symbol)
  set(text ${PROJECT_SOURCE_DIR}/data/${file})
  set(assembly ${PROJECT_SOURCE_DIR}/src/spec/${table}_table.S)
  set_source_files_properties(${assembly} PROPERTIES COMPILE_DEFINITIONS ${symbol}="${text}" OBJECT_DEPENDS ${text})
  list(APPEND text_tables ${assembly})
endforeach()
stackfit_layer(spec USES support SOURCES ${text_tables} APART src/spec)
stackfit_layer(schemas USES document spec)
stackfit_layer(template USES document spec DEPENDS dep_toml)
stackfit_layer(sam USES template FOLDERS
  src/sam/api src/sam/connector src/sam/events src/sam/function src/sam/graphql src/sam/language src/sam/python27
  src/sam/state_machine
  APART src/sam/events src/sam/api)
stackfit_layer(project USES sam)
stackfit_layer(graph USES project)
stackfit_layer(iam USES template APART src/iam)
stackfit_layer(deployment USES graph iam)
stackfit_layer(engine USES graph iam)

include(compile_checks)  # checks/**/*.md into STACKFIT_COMPILED_CHECKS, with a host tool made of the engine
stackfit_layer(checks USES engine deployment FOLDERS checks SOURCES ${STACKFIT_COMPILED_CHECKS} APART checks)

set(percentiles ${PROJECT_SOURCE_DIR}/data/scoring/0-percentiles.tsv)
set(percentiles_table ${PROJECT_SOURCE_DIR}/src/fitness/percentiles_table.S)
set_source_files_properties(${percentiles_table} PROPERTIES COMPILE_DEFINITIONS STACKFIT_PERCENTILES="${percentiles}" OBJECT_DEPENDS ${percentiles})
stackfit_layer(fitness USES engine deployment SOURCES ${percentiles_table})
stackfit_layer(revisions USES support)
stackfit_layer(change USES fitness deployment FOLDERS src/change/hazards)
stackfit_layer(history USES fitness revisions)
stackfit_layer(rollout USES deployment)
stackfit_layer(report USES change history rollout)
stackfit_layer(cli USES report checks revisions schemas DEPENDS CLI11::CLI11 dep_log APART src/cli)

get_target_property(cli_type stackfit_cli TYPE)
if(cli_type STREQUAL STATIC_LIBRARY)
  target_compile_definitions(stackfit_cli PRIVATE STACKFIT_VERSION="${PROJECT_VERSION}")
endif()

# `cmake --install build/release --prefix DIR`: the program, its scenarios and its licence.
include(GNUInstallDirs)
if(TARGET r5sim)
    install(TARGETS r5sim RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
install(DIRECTORY ${PROJECT_SOURCE_DIR}/scenarios
    DESTINATION ${CMAKE_INSTALL_DATADIR}/r5sim OPTIONAL FILES_MATCHING PATTERN "*.json")
install(FILES LICENSE README.md DESTINATION ${CMAKE_INSTALL_DOCDIR} OPTIONAL)
install(FILES ${PROJECT_SOURCE_DIR}/cmake/R5simScenarios.cmake
    DESTINATION ${CMAKE_INSTALL_DATADIR}/r5sim/cmake)

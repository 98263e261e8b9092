# Headers so large that reading them once a target pays: nlohmann_json alone costs 3 s a file.
# They are a matter of build time only: every file still includes what it uses, and a build with a
# compiler launcher goes without, as ccache cannot look into a precompiled header.
if(CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_DISABLE_PRECOMPILE_HEADERS ON)
endif()

function(sara_precompile target)
    target_precompile_headers(${target} PRIVATE
        <array> <chrono> <cstdint> <optional> <span> <string> <string_view> <vector>
        <fmt/format.h>
        <nlohmann/json.hpp>
        ${ARGN})
endfunction()

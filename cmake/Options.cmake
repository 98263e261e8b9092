# What every target of the project is compiled with: sara::options.
add_library(sara_options INTERFACE)
add_library(sara::options ALIAS sara_options)

target_compile_options(sara_options INTERFACE
    -Wall -Wextra -Wpedantic -Wconversion -Wshadow $<$<BOOL:${SARA_WERROR}>:-Werror>)

# A child of a sweep would look up again each symbol that its parent has not yet used.
target_link_options(sara_options INTERFACE LINKER:-z,now)

if(SARA_SANITIZE)
    # GCC sees uninitialised members in the standard library's own code once it is instrumented.
    target_compile_options(sara_options INTERFACE
        -fsanitize=${SARA_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all
        $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
    target_link_options(sara_options INTERFACE -fsanitize=${SARA_SANITIZE})
endif()

# sara_plain(target): what takes no time when it runs is not optimised where sanitizers make compiling slow.
function(sara_plain target)
    if(SARA_SANITIZE)
        target_compile_options(${target} PRIVATE -O0)
    endif()
endfunction()

# What `--version` prints.  Only tools/version.hpp reads it, so a new version compiles one file.
add_library(sara_version INTERFACE)
add_library(sara::version ALIAS sara_version)
target_compile_definitions(sara_version INTERFACE R5SIM_VERSION="${PROJECT_VERSION}")

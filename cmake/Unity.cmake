# Optimised and sanitized builds compile several files at a time (CMAKE_UNITY_BUILD in the presets),
# which halves their time; specs do not take part.  Names in unnamed namespaces meet there: give them names of their own, or
# name the file here.

# sara_alone(files...): these are compiled each for itself.  To be called where the target is made.
function(sara_alone)
    set_source_files_properties(${ARGN} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()

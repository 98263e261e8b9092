#include "models/sara_world.hpp"
#include "tools/program.hpp"

int main(int argc, char** argv) {
    const sara::SaraWorld world;
    return sara::tools::run_program(argc, argv, world);
}

#pragma once

#include "pty/speed.hpp"

#include <CLI/CLI.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace sara::tools {

/// How `run` and `console` furnish the module and its time, as typed.
struct LiveOptions {
    std::string product;  ///< "": the world's, or the default product
    std::string flash;    ///< "": memory
    std::string world;    ///< "": nothing but the module
    std::string speed = "1";
    std::optional<std::uint64_t> seed;
    std::string trace;
    std::string at_log;
    std::string perfetto;
    std::string pcap;
    std::string coverage;  ///< "": not asked for
};

/// Declares them on a subcommand.  `options` outlives the parsing.
void add_live_options(CLI::App& command, LiveOptions& options);

/// What --speed says.  Throws BadInput.
pty::Speed speed_of(const LiveOptions& options);

/// Throws BadInput unless `name` is a type number.
void expect_product(const std::string& name);

}  // namespace sara::tools

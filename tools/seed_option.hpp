#pragma once

#include <CLI/CLI.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace sara::tools {

/// `--seed N`, a whole number from 0.
inline void add_seed_option(CLI::App& command, std::optional<std::uint64_t>& seed,
                            const std::string& help) {
    command.add_option("--seed", seed, help)->check([](const std::string& text) {
        const bool is_whole = text.find_first_not_of("0123456789") == std::string::npos;
        return is_whole ? "" : "'" + text + "' is no seed, which is a whole number from 0";
    });
}

}  // namespace sara::tools

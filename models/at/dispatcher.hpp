#pragma once

#include "models/at/arguments.hpp"
#include "models/at/catalogue.hpp"
#include "models/at/command_line.hpp"
#include "models/at/settings.hpp"
#include "models/at/surroundings.hpp"

#include <span>

namespace sara::at {

/// Runs one command: looks it up, checks form, SIM and arguments, calls the handler or does what
/// rows without a handler do.
class Dispatcher {
 public:
    /// `families` in the order of the catalogue's list.
    Dispatcher(Settings& settings, Surroundings& surroundings, std::span<Family* const> families)
        : settings_(settings), surroundings_(surroundings), families_(families) {}

    struct Result {
        const Row* row;  ///< nullptr for an unknown command
        Reply reply;
    };

    /// Takes the next command off the line, which must have one, and runs it.
    Result run_next(CommandLine& line, PendingCommand pending);

    /// Tells the family that its command was aborted.
    void abort(const Row& row) { row.abort(*families_[row.family], row.command); }

 private:
    std::optional<CmeError> obstacle(const Row& row, const LineCommand& command) const;
    std::optional<std::size_t> bind_arguments(const Row& row, const LineCommand& command,
                                              CommandLine& line);
    Reply run(const Row& row, const Request& request);
    Reply store(const Row& row, const Request& request);
    Reply read(const Row& row) const;

    Settings& settings_;
    Surroundings& surroundings_;
    std::span<Family* const> families_;
    Arguments arguments_;
};

/// What AT+X=? answers for a row without a handler for it: the values of each parameter, or
/// nothing if it declares none.
std::string values_text(const Row& row);

/// A +CME error as that row's commands report it: plain ERROR for basic commands.
Reply error_of(const Row& row, CmeError error);

}  // namespace sara::at

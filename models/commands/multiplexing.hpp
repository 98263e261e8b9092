#pragma once

#include "models/mux/parameters.hpp"

namespace sara::commands {

/// The multiplexer of a UART, as the commands of the UART and of its channels see it.
class Multiplexing {
 public:
    virtual bool is_on() const = 0;

    /// Of the multiplexer that is on.
    virtual const mux::Parameters& parameters() const = 0;

    /// The UART carries frames from now on.
    virtual void start(const mux::Parameters& parameters) = 0;

 protected:
    ~Multiplexing() = default;
};

}  // namespace sara::commands

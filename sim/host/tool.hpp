#pragma once

#include "sim/line.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace sara::sim {

/// A program that a host runs at a port until it is over, without port or clock of its own: what to
/// send next, and what an answer means.
class Tool {
 public:
    virtual ~Tool() = default;

    /// What to send: at first, after each answer, and again when none came within `patience`.
    virtual std::vector<std::uint8_t> request() const = 0;

    /// How long to wait for the answer to that request.
    virtual Duration patience() const = 0;

    /// Takes what arrived.  True if an answer to the request was among it, so that the next one is
    /// to be sent.
    virtual bool on_bytes(Bytes bytes) = 0;

    /// Nothing of it came within `patience`.
    virtual void on_silence() = 0;

    virtual bool is_over() const = 0;

    /// Why it failed, in one line; "" unless it is over and has.
    virtual const std::string& error() const = 0;
};

}  // namespace sara::sim

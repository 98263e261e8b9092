#pragma once

#include "models/at/reply.hpp"
#include "sim/time.hpp"
#include "sim/trace.hpp"

#include <cstdint>
#include <optional>

namespace sara::at {

/// Takes what the DTE sends after a prompt.  [at-syntax 6]
class DataSink {
 public:
    /// Bytes of the announced size, as they come, or of a text line by line; a Reply ends the
    /// command early.
    virtual std::optional<Reply> on_data(sim::Bytes bytes) = 0;

    /// The announced size has arrived, or SUB ended the text.
    virtual Reply on_end() = 0;

    /// Nothing arrived for the prompt's patience.
    virtual Reply on_stall() = 0;

    /// ESC cancelled the text.
    virtual Reply on_cancel() { return Reply::ok(); }

 protected:
    ~DataSink() = default;
};

}  // namespace sara::at

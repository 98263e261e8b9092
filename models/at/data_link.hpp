#pragma once

#include "sim/trace.hpp"

namespace sara::at {

/// What the DTE talks to in data mode, between CONNECT and the end of the connection.
/// [at-syntax 5: DATA]
class DataLink {
 public:
    /// Bytes from the DTE, as they come.
    virtual void on_bytes(sim::Bytes bytes) = 0;

    /// DTR went off and &D is not 0.  The link ends itself with Interpreter::leave_data, or not.
    virtual void on_dtr_off() = 0;

 protected:
    ~DataLink() = default;
};

}  // namespace sara::at

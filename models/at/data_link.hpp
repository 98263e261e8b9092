#pragma once

#include "sim/trace.hpp"

#include <string_view>

namespace sara::at {

class Reply;

/// A port in data mode, as its connection has it.
class DataPort {
 public:
    /// Bytes for the DTE.
    virtual void send_data(std::string_view bytes) = 0;

    /// The connection has ended with that reply, e.g. NO CARRIER: the port takes commands again.
    virtual void leave_data(Reply reply) = 0;

    /// The connection stays, but the port takes commands meanwhile; the carrier stays on.
    /// [at-syntax 5: OLCM]
    virtual void pause_data(Reply reply) = 0;

    /// A connection that was paused has ended: the carrier goes off.
    virtual void drop_carrier() = 0;

 protected:
    ~DataPort() = default;
};

/// What the DTE talks to in data mode, between CONNECT and the end of the connection.
/// [at-syntax 5: DATA]
class DataLink {
 public:
    /// CONNECT has been sent: the connection has the port until DataPort::leave_data.
    virtual void on_data_mode(DataPort& port) = 0;

    /// Bytes from the DTE, as they come.
    virtual void on_bytes(sim::Bytes bytes) = 0;

    /// DTR went off and &D is not 0.  The link ends itself with DataPort::leave_data, or not.
    virtual void on_dtr_off() = 0;

 protected:
    ~DataLink() = default;
};

}  // namespace sara::at

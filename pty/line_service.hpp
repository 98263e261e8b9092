#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace sara::pty {

/// A program that has connected to a socket of ours and speaks in lines.
class LinePeer {
 public:
    virtual ~LinePeer() = default;

    /// Sends a line; its LF is added.  A peer that does not read what it asked for is hung up on.
    virtual void send(std::string line) = 0;
};

/// What answers one peer.  It goes when the peer goes.
class LineHandler {
 public:
    virtual ~LineHandler() = default;

    /// A line has come, without its LF and with virtual time up to date.
    virtual void on_line(std::string_view line) = 0;
};

/// Makes the handler of a peer that has connected and outlives it.
using LineService = std::function<std::unique_ptr<LineHandler>(LinePeer& peer)>;

}  // namespace sara::pty

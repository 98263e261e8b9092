#pragma once

#include "pty/line_service.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>

#include <filesystem>
#include <functional>
#include <list>
#include <memory>

namespace sara::pty {

/// A Unix socket that only its owner may open (0600) and that serves any number of peers.
class LineServer {
 public:
    /// Runs something with virtual time up to date.
    using Wake = std::function<void(const std::function<void()>&)>;

    /// Listens at `path`; a socket that nobody serves any more is replaced.  Throws SetupError.
    LineServer(boost::asio::io_context& io, std::filesystem::path path, LineService service,
               Wake wake);
    ~LineServer();
    LineServer(const LineServer&) = delete;
    LineServer& operator=(const LineServer&) = delete;

    /// A longer line is no line of ours: who sends one is hung up on.
    static constexpr std::size_t kLongestLine = 1U << 20U;

    /// Bytes kept for a peer that does not read.
    static constexpr std::size_t kLongestBacklog = 1U << 26U;

 private:
    class Peer;

    void listen();
    void accept();

    boost::asio::io_context& io_;
    std::filesystem::path path_;
    LineService service_;
    Wake wake_;
    boost::asio::local::stream_protocol::acceptor acceptor_;
    std::list<std::weak_ptr<Peer>> peers_;
};

}  // namespace sara::pty

#include "pty/line_server.hpp"

#include "pty/setup_error.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>

#include <fmt/format.h>
#include <sys/stat.h>

#include <string>
#include <system_error>
#include <utility>

namespace sara::pty {

namespace asio = boost::asio;
namespace fs = std::filesystem;
using asio::local::stream_protocol;
using boost::system::error_code;

/// One connection.  What is under way on it keeps it alive; when nothing is, it is gone.
class LineServer::Peer final : public LinePeer, public std::enable_shared_from_this<Peer> {
 public:
    Peer(stream_protocol::socket socket, const Wake& wake)
        : socket_(std::move(socket)), wake_(wake) {}

    void start(const LineService& service) {
        handler_ = service(*this);
        read();
    }

    void send(std::string line) override {
        if (!socket_.is_open()) return;
        waiting_ += line;
        waiting_ += '\n';
        if (waiting_.size() > kLongestBacklog) return hang_up();
        if (!is_writing_) write();
    }

    /// The handler goes first: it may be listening to what outlives neither.
    void hang_up() {
        error_code ignored;
        socket_.close(ignored);
        handler_gone_ = true;
    }

    void forget_handler() { handler_.reset(); }

 private:
    void read() {
        asio::async_read_until(socket_, asio::dynamic_buffer(received_, kLongestLine), '\n',
                               [self = shared_from_this()](error_code failed, std::size_t size) {
                                   self->on_read(failed, size);
                               });
    }

    void on_read(error_code failed, std::size_t size) {
        if (failed || handler_gone_) {
            hang_up();
            return forget_handler();
        }
        const std::string line = received_.substr(0, size - 1);
        received_.erase(0, size);
        wake_([&] { handler_->on_line(line); });
        read();
    }

    void write() {
        is_writing_ = true;
        writing_ = std::exchange(waiting_, {});
        asio::async_write(socket_, asio::buffer(writing_),
                          [self = shared_from_this()](error_code failed, std::size_t) {
                              self->is_writing_ = false;
                              if (failed) return self->hang_up();
                              if (!self->waiting_.empty()) self->write();
                          });
    }

    stream_protocol::socket socket_;
    const Wake& wake_;
    std::string received_;
    std::string waiting_;
    std::string writing_;
    bool is_writing_ = false;
    bool handler_gone_ = false;
    std::unique_ptr<LineHandler> handler_;
};

LineServer::LineServer(asio::io_context& io, fs::path path, LineService service, Wake wake)
    : io_(io),
      path_(std::move(path)),
      service_(std::move(service)),
      wake_(std::move(wake)),
      acceptor_(io) {
    listen();
    accept();
}

LineServer::~LineServer() {
    for (const auto& known : peers_) {
        if (const auto peer = known.lock()) {
            peer->hang_up();
            peer->forget_handler();
        }
    }
    error_code ignored;
    acceptor_.close(ignored);
    std::error_code failed;
    fs::remove(path_, failed);
}

void LineServer::listen() {
    std::error_code failed;
    if (fs::is_socket(fs::symlink_status(path_, failed))) {
        stream_protocol::socket probe(io_);
        error_code refused;
        probe.connect(stream_protocol::endpoint(path_.native()), refused);
        if (!refused) {
            throw SetupError(
                fmt::format("{}: another program serves this socket; expected a path of its own",
                            path_.native()));
        }
        fs::remove(path_, failed);
    }
    // Nobody else may open it, not even before its permissions could be changed.
    const mode_t before = ::umask(0177);
    try {
        const stream_protocol::endpoint here(path_.native());
        acceptor_.open(here.protocol());
        acceptor_.bind(here);
        acceptor_.listen();
    } catch (const boost::system::system_error& refused) {
        ::umask(before);
        throw SetupError(fmt::format("{}: cannot make the socket: {}; expected a free path",
                                     path_.native(), refused.code().message()));
    }
    ::umask(before);
}

void LineServer::accept() {
    acceptor_.async_accept([this](error_code failed, stream_protocol::socket socket) {
        if (failed) return;
        peers_.remove_if([](const std::weak_ptr<Peer>& peer) { return peer.expired(); });
        const auto peer = std::make_shared<Peer>(std::move(socket), wake_);
        peers_.push_back(peer);
        peer->start(service_);
        accept();
    });
}

}  // namespace sara::pty

#include "pty/session.hpp"

#include "pty/attention.hpp"
#include "pty/line_server.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>

#include <algorithm>
#include <csignal>
#include <list>
#include <optional>
#include <utility>
#include <vector>

namespace sara::pty {

namespace asio = boost::asio;
using boost::system::error_code;
using namespace std::chrono_literals;

namespace {

/// How often a host's speed is looked at while the line waits for the host to follow.
constexpr auto kFollowingPoll = 2ms;

/// How often it is looked whether a host has come to rest.
constexpr auto kReadingPoll = 500us;

/// A descriptor of somebody else's that Asio waits for: it gives it back unclosed.
class Borrowed : public asio::posix::stream_descriptor {
 public:
    Borrowed(asio::io_context& io, int descriptor)
        : asio::posix::stream_descriptor(io, descriptor) {}
    Borrowed(const Borrowed&) = delete;
    Borrowed& operator=(const Borrowed&) = delete;
    ~Borrowed() { release(); }
};

}  // namespace

class Session::Impl {
 public:
    Impl(sim::Scheduler& scheduler, Speed speed)
        : speed_(speed),
          scheduler_(scheduler),
          pacing_(scheduler, speed, std::chrono::steady_clock::now()),
          signals_(io_, SIGINT, SIGTERM, SIGHUP),
          timer_(io_) {
        pacing_.set_gate([this](sim::Time next) { return hosts_allow(next); });
        signals_.async_wait([this](error_code failed, int) {
            if (!failed) io_.stop();
        });
    }

    void add(Port& port) {
        port.line().set_paced(is_paced());
        served_.emplace_back(io_, port);
        await_opening(served_.back());
    }

    void watch(int descriptor, std::function<bool()> on_readable) {
        watches_.emplace_back(io_, descriptor, std::move(on_readable));
        await_input(watches_.back());
    }

    void listen(const std::filesystem::path& path, LineService service) {
        servers_.emplace_back(io_, path, std::move(service),
                              [this](const std::function<void()>& react) {
                                  wake([&] {
                                      // A peer may speak of what was sent before it spoke.
                                      for (Served& served : served_) take_input(served.port);
                                      react();
                                  });
                              });
    }

    void set_speed(Speed speed) {
        speed_ = speed;
        pacing_.set_speed(speed, std::chrono::steady_clock::now());
        for (Served& served : served_) served.port.line().set_paced(is_paced());
    }

    void run() {
        wake();
        io_.run();
    }

    // NOLINTBEGIN(misc-non-private-member-variables-in-classes): Impl is the session's own
    asio::io_context io_{1};
    Speed speed_;
    sim::Scheduler& scheduler_;
    Pacing pacing_;
    bool skip_always_ = false;
    std::vector<std::function<void()>> checks_;
    // NOLINTEND(misc-non-private-member-variables-in-classes)

 private:
    struct Served {
        Served(asio::io_context& io, Port& served_port)
            : port(served_port),
              terminal(io, port.terminal().descriptor()),
              openings(io, port.terminal().watch().descriptor()),
              attention([this] { return port.count_unread(); }) {}

        Port& port;
        Borrowed terminal;
        Borrowed openings;
        Attention attention;
        bool reading = false;
        bool writing = false;
    };
    struct Watch {
        Watch(asio::io_context& io, int fd, std::function<bool()> handler)
            : descriptor(io, fd), on_readable(std::move(handler)) {}

        Borrowed descriptor;
        std::function<bool()> on_readable;
    };

    static constexpr auto kRead = asio::posix::descriptor_base::wait_read;
    static constexpr auto kWrite = asio::posix::descriptor_base::wait_write;

    bool is_paced() const { return speed_.kind != Speed::Kind::Turbo; }

    /// Brings everything up to date, lets `react` do its part at that very instant of virtual time,
    /// then does what follows from it and waits for the next occasion.
    template <class React>
    void wake(React react) {
        const WallTime now = std::chrono::steady_clock::now();
        now_ = now;
        for (Served& served : served_) served.port.take_settings();
        catch_up();
        react();
        const bool more = catch_up();
        for (Served& served : served_) {
            served.port.on_time_passed();
            await_host(served);
        }
        for (const auto& check : checks_) check();
        if (more) {
            asio::post(io_, [this] { wake(); });
        } else {
            set_timer(now);
        }
    }
    void wake() {
        wake([] {});
    }

    /// True if more is due already.
    bool catch_up() {
        pacing_.set_skipping(skip_always_ || std::ranges::any_of(served_, [](const Served& served) {
                                 return served.port.is_host_there();
                             }));
        return pacing_.advance(now_);
    }

    /// What a host writes as soon as it has opened the terminal meets a module that has booted, if
    /// booting is skipped.
    void take_input(Port& port) {
        if (!port.is_host_there()) {
            port.on_opened_or_closed();
            catch_up();
        }
        port.on_readable();
    }

    /// In turbo: has every host come to rest?  While a line is silent in the middle of something,
    /// the module does not run ahead of what it is still saying.
    bool hosts_allow(sim::Time next) {
        const sim::Time time = scheduler_.now();
        return std::ranges::all_of(served_, [&](Served& served) {
            if (served.port.line().is_pausing()) return false;
            if (served.port.take_heard()) served.attention.on_heard(now_, time);
            if (served.port.take_said()) served.attention.on_said(now_, time);
            return served.attention.allows(now_, next);
        });
    }

    void await_host(Served& served) {
        if (!served.reading && served.port.wants_to_read()) {
            served.reading = true;
            served.terminal.async_wait(kRead, [this, &served](error_code failed) {
                served.reading = false;
                if (!failed) wake([this, &served] { take_input(served.port); });
            });
        }
        if (!served.writing && served.port.has_unwritten()) {
            served.writing = true;
            served.terminal.async_wait(kWrite, [this, &served](error_code failed) {
                served.writing = false;
                if (!failed) wake([&served] { served.port.on_writable(); });
            });
        }
    }

    void await_opening(Served& served) {
        served.openings.async_wait(kRead, [this, &served](error_code failed) {
            if (failed) return;
            wake([&served] { served.port.on_opened_or_closed(); });
            await_opening(served);
        });
    }

    void await_input(Watch& watch) {
        watch.descriptor.async_wait(kRead, [this, &watch](error_code failed) {
            if (failed) return;
            bool go_on = true;
            wake([&] { go_on = watch.on_readable(); });
            if (go_on) await_input(watch);
        });
    }

    /// Programs the timer if it would ring too late; if it rings too early, there is nothing to do.
    void set_timer(WallTime now) {
        std::optional<WallTime> due = pacing_.next_wake();
        if (std::ranges::any_of(served_, [](Served& s) { return s.port.line().awaits_host(); })) {
            due = std::min(due.value_or(WallTime::max()), now + kFollowingPoll);
        }
        if (pacing_.is_held_back()) {
            due = std::min(due.value_or(WallTime::max()), now + kReadingPoll);
        }
        if (!due || (timer_set_ && timer_.expiry() <= *due)) return;
        timer_set_ = true;
        timer_.expires_at(*due);
        timer_.async_wait([this](error_code failed) {
            if (failed) return;
            timer_set_ = false;
            wake();
        });
    }

    asio::signal_set signals_;
    asio::steady_timer timer_;
    WallTime now_{};  ///< of this wake
    bool timer_set_ = false;
    std::list<Served> served_;  // a list: handlers keep addresses
    std::list<Watch> watches_;
    std::list<LineServer> servers_;
};

Session::Session(sim::Scheduler& scheduler, Speed speed)
    : impl_(std::make_unique<Impl>(scheduler, speed)) {}

Session::~Session() = default;

void Session::add(Port& port) {
    impl_->add(port);
}

void Session::watch(int descriptor, std::function<bool()> on_readable) {
    impl_->watch(descriptor, std::move(on_readable));
}

void Session::listen(const std::filesystem::path& path, LineService service) {
    impl_->listen(path, std::move(service));
}

void Session::after_each_wake(std::function<void()> check) {
    impl_->checks_.push_back(std::move(check));
}

void Session::skip_always() {
    impl_->skip_always_ = true;
}

void Session::set_speed(Speed speed) {
    impl_->set_speed(speed);
}

void Session::run() {
    impl_->run();
}

void Session::stop() {
    impl_->io_.stop();
}

Pacing& Session::pacing() {
    return impl_->pacing_;
}

}  // namespace sara::pty

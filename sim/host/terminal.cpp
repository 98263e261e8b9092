#include "sim/host/terminal.hpp"

#include <utility>

namespace sara::sim {

namespace {

constexpr std::string_view kLineEnds = "\r\n";
constexpr std::size_t kKeptBytes = 1U << 16U;  // read text that may stay before it is moved out

}  // namespace

Terminal::Terminal(HostPort& port, LineObserver* observer) : port_(port), teller_(observer) {
    open();
}

Terminal::~Terminal() {
    port_.attach(nullptr);
}

void Terminal::open() {
    port_.attach(this);
    set_signal(Signal::Rts, true);
    set_signal(Signal::Dtr, true);
}

void Terminal::close() {
    end_transfer();
    port_.attach(nullptr);
    set_signal(Signal::Rts, false);
    set_signal(Signal::Dtr, false);
}

void Terminal::configure(const LineSettings& settings, FlowControl flow) {
    flow_ = flow;
    port_.configure(settings);
    hold_as_wanted();
}

void Terminal::hold_as_wanted() {
    const bool is_stopped = flow_ == FlowControl::RtsCts && !port_.signal(Signal::Cts);
    port_.hold(is_stalled_ || is_stopped);
}

void Terminal::set_stalled(bool stalled) {
    is_stalled_ = stalled;
    hold_as_wanted();
    if (transfer_) transfer_->set_stalled(stalled);
    if (!stalled) on_bytes(std::exchange(buffered_, {}));
}

void Terminal::consume(std::size_t size) {
    read_ += size;
    if (read_ < kKeptBytes) return;
    received_.erase(0, read_);
    read_ = 0;
}

std::optional<std::string> Terminal::take_line() {
    const std::string_view text = unread();
    const std::size_t begin = text.find_first_not_of(kLineEnds);
    if (begin == std::string_view::npos) return std::nullopt;
    const std::size_t end = text.find_first_of(kLineEnds, begin);
    if (end == std::string_view::npos) return std::nullopt;
    std::string line(text.substr(begin, end - begin));
    consume(end + 1);
    return line;
}

XmodemSender& Terminal::start_transfer(Scheduler& scheduler, std::vector<std::uint8_t> data,
                                       const XmodemOptions& options) {
    transfer_ = std::make_unique<XmodemSender>(scheduler, port_, std::move(data), options);
    const std::string_view waiting = unread();
    const Bytes rest = transfer_->on_bytes(as_bytes(waiting));
    consume(waiting.size() - rest.size());
    return *transfer_;
}

void Terminal::on_bytes(Bytes bytes) {
    if (is_stalled_) {
        buffered_.insert(buffered_.end(), bytes.begin(), bytes.end());
        return;
    }
    arrived_ += bytes.size();
    if (transfer_) bytes = transfer_->on_bytes(bytes);
    received_ += as_text(bytes);
    teller_.hear(as_text(bytes));
}

void Terminal::on_signal(Signal signal, bool on) {
    if (signal == Signal::Cts && flow_ == FlowControl::RtsCts) port_.hold(is_stalled_ || !on);
}

}  // namespace sara::sim

#include "tests/support/dte.hpp"

#include "tests/support/catch.hpp"

#include <array>
#include <utility>

namespace sara::test {

Dte::Dte(Scheduler& scheduler, Line& line) : scheduler_(scheduler), port_(line), end_(line.dte()) {
    end_.attach(this);
    end_.configure({.baud = Line::kUsualBaud});
    end_.set_signal(Signal::Rts, true);
    end_.set_signal(Signal::Dtr, true);
}

void Dte::send(std::string_view bytes) {
    end_.send(bytes);
}

void Dte::send(Bytes bytes) {
    end_.send(bytes);
}

void Dte::set_baud(std::uint32_t baud, Frame frame) {
    end_.configure({.baud = baud, .frame = frame});
}

std::string Dte::take_bytes() {
    return std::exchange(received_, {});
}

void Dte::wait_for(std::string_view text, Duration limit) {
    const Time end = scheduler_.now() + limit;
    while (received_.find(text) == std::string::npos) {
        INFO("waiting for " << text << ", received " << received_);
        REQUIRE(scheduler_.has_next());
        REQUIRE(scheduler_.next_time() <= end);
        scheduler_.run_one();
    }
}

namespace {

// Where the final result code begins, if the answer is complete.
std::optional<std::size_t> find_final(std::string_view answer) {
    constexpr auto kFinals = std::to_array<std::string_view>(
        {"OK\r\n", "ERROR\r\n", "+CME ERROR: ", "+CMS ERROR: ", "NO CARRIER\r\n", "ABORTED\r\n"});
    if (!answer.ends_with("\r\n")) return std::nullopt;
    const std::size_t start = answer.rfind('\n', answer.size() - 3) + 1;
    for (const std::string_view final_code : kFinals) {
        if (answer.substr(start).starts_with(final_code)) return start;
    }
    return std::nullopt;
}

std::string_view trimmed(std::string_view text) {
    while (text.starts_with("\r\n")) text.remove_prefix(2);
    while (text.ends_with("\r\n")) text.remove_suffix(2);
    return text;
}

}  // namespace

std::string Dte::ask(std::string_view line) {
    take_bytes();
    send(std::string(line) + '\r');
    const Time limit = scheduler_.now() + 300s;
    while (!find_final(received_) && scheduler_.now() < limit) {
        if (!scheduler_.run_one()) break;
    }
    INFO("asked " << line << ", received " << received_);
    const auto final_at = find_final(received_);
    REQUIRE(final_at);
    const std::string answer = take_bytes();
    std::string_view text = answer;
    const std::string echo = std::string(line) + '\r';
    std::size_t skipped = 0;
    if (text.starts_with(echo)) skipped = echo.size();
    const std::string_view information = trimmed(text.substr(skipped, *final_at - skipped));
    const std::string_view final_code = trimmed(text.substr(*final_at));
    return std::string(information.empty() || final_code != "OK" ? final_code : information);
}

std::string Dte::exchange(std::string_view bytes, Duration time) {
    take_bytes();
    send(bytes);
    scheduler_.run_until(scheduler_.now() + time);
    return take_bytes();
}

XmodemSender& Dte::start_file(std::vector<std::uint8_t> file, const XmodemOptions& options) {
    transfer_.emplace(scheduler_, port_, std::move(file), options);
    const std::string waiting = take_bytes();
    received_ = as_text(transfer_->on_bytes(as_bytes(waiting)));
    return *transfer_;
}

void Dte::send_file(std::vector<std::uint8_t> file, const XmodemOptions& options) {
    const XmodemSender& sender = start_file(std::move(file), options);
    while (!sender.outcome() && scheduler_.run_one()) {
    }
    REQUIRE(sender.outcome() == TransferOutcome::Done);
}

void Dte::drop_file() {
    transfer_.reset();
    end_.drop_pending();
}

void Dte::on_bytes(Bytes bytes) {
    if (transfer_) bytes = transfer_->on_bytes(bytes);
    received_ += as_text(bytes);
}

}  // namespace sara::test

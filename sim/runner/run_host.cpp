// The verbs of a host on its line.
#include "sim/runner/run.hpp"

#include "sim/sinks/escape.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <utility>

namespace sara::sim {

namespace {

constexpr std::size_t kShownBytes = 200;

/// Final result codes of V.250 and 27.007: one of them ends the answer to a command.
bool is_final(std::string_view line) {
    static constexpr auto kWhole = std::to_array<std::string_view>(
        {"OK", "ERROR", "CONNECT", "NO CARRIER", "NO DIALTONE", "BUSY", "NO ANSWER", "ABORTED"});
    return std::ranges::find(kWhole, line) != kWhole.end() || line.starts_with("+CME ERROR") ||
           line.starts_with("+CMS ERROR");
}

std::string in_quotes(std::string_view text) {
    return fmt::format("\"{}\"", printable(text, kShownBytes));
}

/// What a report says was there when nothing fitted: the lines passed over, then what is unread.
class Passed {
 public:
    void add(std::string_view line) {
        if (++count_ > kShownLines) return;
        text_ += fmt::format("{}{}", text_.empty() ? "" : ", ", in_quotes(line));
    }
    std::string describe(const Terminal& terminal) const {
        std::string found = count_ == 0 ? "no line" : text_;
        if (count_ > kShownLines) found += fmt::format(" and {} more", count_ - kShownLines);
        std::string_view unread = terminal.unread();
        unread.remove_prefix(std::min(unread.find_first_not_of("\r\n"), unread.size()));
        if (!unread.empty())
            found += fmt::format(", unread \"{}\"", printable(unread, kShownBytes));
        return found;
    }

 private:
    static constexpr std::size_t kShownLines = 8;
    std::size_t count_ = 0;
    std::string text_;
};

std::optional<std::int64_t> number_at(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end == text.data()) return std::nullopt;
    return value;
}

/// Numbers as `collect` demands them.
class Progress {
 public:
    explicit Progress(const CollectStep& wanted) : wanted_(wanted) {}

    /// Takes the next number; says what is wrong with it.
    std::optional<Miss> take(std::int64_t value) {
        const std::string found = fmt::format("{}{}", wanted_.prefix, value);
        if (count_ == 0 && wanted_.from && value != *wanted_.from)
            return Miss{fmt::format("{} first", *wanted_.from), found};
        if (count_ > 0 && value <= last_)
            return Miss{fmt::format("a number above {}", last_), found};
        if (value > wanted_.until) return Miss{fmt::format("at most {}", wanted_.until), found};
        last_ = value;
        ++count_;
        if (is_done() && count_ < wanted_.at_least) {
            return Miss{fmt::format("at least {} numbers", wanted_.at_least),
                        fmt::format("{}", count_)};
        }
        return std::nullopt;
    }
    bool is_done() const { return count_ > 0 && last_ == wanted_.until; }
    std::string describe() const {
        return count_ == 0 ? "no number" : fmt::format("{}{} as the last", wanted_.prefix, last_);
    }

 private:
    const CollectStep& wanted_;
    std::size_t count_ = 0;
    std::int64_t last_ = 0;
};

/// The answer to a command, line by line.
class Answer {
 public:
    explicit Answer(const CommandStep& command) : command_(command) {}

    /// Takes a line.  True if it ends the answer, well or not.
    bool take(const std::string& line) {
        passed_.add(line);
        if (line == command_.line) return false;  // the echo
        if (next_ < command_.expect.size() && command_.expect[next_].matches(line)) {
            ++next_;
            return false;
        }
        if (command_.result.matches(line)) {
            if (next_ < command_.expect.size()) expected_ = command_.expect[next_].describe();
            return true;
        }
        if (is_final(line)) {
            expected_ = wanted();
        } else if (command_.only) {
            expected_ = "no other line";
        }
        return !expected_.empty();
    }

    std::string wanted() const {
        return next_ < command_.expect.size() ? command_.expect[next_].describe()
                                              : command_.result.describe();
    }
    const std::string& failed_for() const { return expected_; }
    std::string found(const Terminal& terminal) const { return passed_.describe(terminal); }

 private:
    const CommandStep& command_;
    std::size_t next_ = 0;
    std::string expected_;
    Passed passed_;
};

}  // namespace

Run::Outcome Run::send(const std::vector<std::uint8_t>& bytes, const Step& step) {
    terminal_of(step).send(bytes);
    return std::nullopt;
}

Run::Outcome Run::send_data(const Payload& /*payload*/, const Step& step) {
    terminal_of(step).send(payloads_[step_]);
    return std::nullopt;
}

Run::Outcome Run::command(const CommandStep& command, const Step& step) {
    Outcome outcome;
    for (std::uint32_t attempt = 0; attempt < command.attempts; ++attempt) {
        outcome = ask(command, terminal_of(step));
        if (!outcome || faults_->want_recovery()) break;
    }
    return outcome;
}

Run::Outcome Run::ask(const CommandStep& command, Terminal& terminal) {
    terminal.consume(terminal.unread().size());  // the answer to something else
    terminal.send(as_bytes(command.line + '\r'));
    Answer answer(command);
    const auto is_over = [&] {
        while (const auto line = terminal.take_line()) {
            if (answer.take(*line)) return true;
        }
        return false;
    };
    const Wake wake = run_until(is_over, kernel_.scheduler.now() + command.within);
    if (wake != Wake::Condition) {
        return missed(wake, command.within,
                      answer.wanted() + " in answer to " + in_quotes(command.line),
                      answer.found(terminal));
    }
    if (answer.failed_for().empty()) return std::nullopt;
    return Miss{answer.failed_for() + " in answer to " + in_quotes(command.line),
                answer.found(terminal)};
}

Run::Outcome Run::expect(const ExpectStep& expected, const Step& step) {
    Terminal& terminal = terminal_of(step);
    if (expected.text) return expect_text(*expected.text, expected.within, terminal);
    if (expected.bytes) return expect_bytes(*expected.bytes, expected.within, terminal);
    if (expected.at_start_of_read)
        return expect_read(*expected.at_start_of_read, expected.within, terminal);
    return expect_line(*expected.as_line(), kernel_.scheduler.now() + expected.within,
                       expected.within, terminal);
}

Run::Outcome Run::expect_line(const LineMatch& match, Time deadline, Duration within,
                              Terminal& terminal) {
    Passed passed;
    const auto has_come = [&] {
        while (const auto line = terminal.take_line()) {
            if (match.matches(*line)) return true;
            passed.add(*line);
        }
        return false;
    };
    const Wake wake = run_until(has_come, deadline);  // before what it passed is described
    return missed(wake, within, match.describe(), passed.describe(terminal));
}

Run::Outcome Run::expect_text(const std::vector<std::uint8_t>& text, Duration within,
                              Terminal& terminal) {
    const std::string_view wanted = as_text(text);
    std::size_t looked_at = 0;  // where it cannot begin any more
    const auto has_come = [&] {
        const std::string_view unread = terminal.unread();
        const std::size_t at = unread.find(wanted, looked_at);
        if (at != std::string_view::npos) {
            terminal.consume(at + wanted.size());
            return true;
        }
        looked_at = unread.size() < wanted.size() ? 0 : unread.size() - wanted.size() + 1;
        return false;
    };
    const Wake wake = run_until(has_come, kernel_.scheduler.now() + within);
    return missed(wake, within, "the text " + in_quotes(wanted), in_quotes(terminal.unread()));
}

Run::Outcome Run::expect_bytes(const std::vector<std::uint8_t>& bytes, Duration within,
                               Terminal& terminal) {
    const std::string_view wanted = as_text(bytes);
    const auto is_decided = [&] {
        const std::string_view unread = terminal.unread();
        return unread.size() >= wanted.size() || !wanted.starts_with(unread);
    };
    const std::string expected = "the next bytes to be " + in_quotes(wanted);
    const Wake wake = run_until(is_decided, kernel_.scheduler.now() + within);
    const std::string found = in_quotes(terminal.unread());
    if (wake != Wake::Condition) return missed(wake, within, expected, found);
    if (!terminal.unread().starts_with(wanted)) return Miss{expected, found};
    terminal.consume(wanted.size());
    return std::nullopt;
}

Run::Outcome Run::expect_read(const std::vector<std::uint8_t>& start, Duration within,
                              Terminal& terminal) {
    std::string last = "no read";
    const auto has_come = [&] {
        const std::string_view read = terminal.unread();
        if (read.empty()) return false;
        const std::size_t begin = std::min(read.find_first_not_of("\r\n"), read.size());
        const bool fits = read.substr(begin).starts_with(as_text(start));
        last = in_quotes(read);
        terminal.consume(read.size());
        return fits;
    };
    const Wake wake = run_until(has_come, kernel_.scheduler.now() + within);
    return missed(wake, within, "a read to begin with " + in_quotes(as_text(start)),
                  last + " as the last");
}

Run::Outcome Run::expect_in_order(const InOrderStep& expected, const Step& step) {
    const Time deadline = kernel_.scheduler.now() + expected.within;
    for (const LineMatch& match : expected.lines) {
        auto outcome = expect_line(match, deadline, expected.within, terminal_of(step));
        if (outcome) return outcome;
    }
    return std::nullopt;
}

Run::Outcome Run::expect_silence(const Duration& length, const Step& step) {
    Terminal& terminal = terminal_of(step);
    const std::size_t before = terminal.unread().size();
    const std::uint64_t arrived = terminal.arrived();
    const Wake wake =
        run_until([&] { return terminal.arrived() != arrived; }, kernel_.scheduler.now() + length);
    if (wake == Wake::Deadline) return std::nullopt;
    if (wake == Wake::Condition)
        return Miss{"silence for " + to_text(length), in_quotes(terminal.unread().substr(before))};
    return missed(wake, length, "silence for " + to_text(length), "");
}

Run::Outcome Run::collect(const CollectStep& collected, const Step& step) {
    Terminal& terminal = terminal_of(step);
    Progress progress(collected);
    Outcome wrong;
    const auto is_over = [&] {
        while (!wrong && !progress.is_done()) {
            const auto line = terminal.take_line();
            if (!line) return false;
            if (!line->starts_with(collected.prefix)) continue;
            const auto value = number_at(std::string_view(*line).substr(collected.prefix.size()));
            wrong =
                value ? progress.take(*value) : Miss{"a number after the prefix", in_quotes(*line)};
        }
        return true;
    };
    const Wake wake = run_until(is_over, kernel_.scheduler.now() + collected.within);
    if (wrong) return wrong;
    return missed(wake, collected.within, fmt::format("{}{}", collected.prefix, collected.until),
                  progress.describe());
}

Run::Outcome Run::xmodem(const XmodemStep& transfer, const Step& step) {
    Terminal& terminal = terminal_of(step);
    const XmodemOptions options{.block = transfer.block,
                                .start_after_naks = transfer.start_after_naks,
                                .damage = transfer.damage.value_or(Damage{})};
    XmodemSender& sender =
        terminal.start_transfer(kernel_.scheduler, std::move(payloads_[step_]), options);
    const Wake wake = run_until([&] { return sender.outcome().has_value(); },
                                kernel_.scheduler.now() + transfer.within);
    const auto outcome = sender.outcome();
    const std::string reached = fmt::format("{} blocks acknowledged", sender.blocks_done());
    terminal.end_transfer();
    const std::string expected = fmt::format(
        "the transfer to end as {}", Codec<TransferOutcome>::encode(transfer.outcome).dump());
    if (wake != Wake::Condition) return missed(wake, transfer.within, expected, reached);
    if (outcome == transfer.outcome) return std::nullopt;
    return Miss{expected, Codec<TransferOutcome>::encode(*outcome).dump() + ", " + reached};
}

Run::Outcome Run::tool(const ToolStep& program, const Step& step) {
    Terminal& terminal = terminal_of(step);
    const auto tool = world_.tool(program.name, std::move(payloads_[step_]));
    const auto is_answered = [&] {
        const std::string_view heard = terminal.unread();
        const bool answered = !heard.empty() && tool->on_bytes(as_bytes(heard));
        terminal.consume(heard.size());
        return answered;
    };
    const Time deadline = kernel_.scheduler.now() + program.within;
    while (!tool->is_over()) {
        terminal.send(tool->request());
        const Time patience = kernel_.scheduler.now() + tool->patience();
        const Wake wake = run_until(is_answered, std::min(patience, deadline));
        const bool asks_again = wake == Wake::Deadline && patience < deadline;
        if (wake != Wake::Condition && !asks_again)
            return missed(wake, program.within, program.name + " to end", "no answer");
        if (asks_again) tool->on_silence();
    }
    const auto outcome = tool->error().empty() ? ToolOutcome::Done : ToolOutcome::Failed;
    if (outcome == program.outcome) return std::nullopt;
    return Miss{fmt::format("{} to end as {}", program.name,
                            Codec<ToolOutcome>::encode(program.outcome).dump()),
                outcome == ToolOutcome::Done ? "done" : tool->error()};
}

}  // namespace sara::sim

#include "models/at/interpreter.hpp"

#include <utility>

namespace sara::at {

namespace {

// The answer without the breaks around it, for the trace.
std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of("\r\n");
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of("\r\n") - first + 1);
}

}  // namespace

Interpreter::Interpreter(sim::Scheduler& scheduler, sim::Trace& trace, Port& port,
                         Settings& settings, Surroundings& surroundings,
                         std::span<Family* const> families)
    : port_(port),
      trace_(trace),
      settings_(settings),
      surroundings_(surroundings),
      dispatcher_(settings, surroundings, families),
      urcs_(*this),
      prompt_(scheduler, [this](Reply reply) { resume(std::move(reply)); }),
      answer_timer_(scheduler.timer("command", [this] { answer(); })),
      late_timer_(scheduler.timer(sim::patience("late answer"), [this] { answer(); })),
      settle_timer_(scheduler.timer("answer sent", [this] { on_drained(); })),
      applied_revision_(settings.revision()) {
    refresh();
}

// --- bytes from the DTE

void Interpreter::on_bytes(sim::Bytes bytes) {
    while (!bytes.empty()) {
        if (std::exchange(lf_may_follow_, false) && bytes.front() == '\n') {
            bytes = bytes.subspan(1);
            continue;
        }
        std::size_t taken = 1;
        switch (mode_) {
            case Mode::Command:
                taken = take_command_byte(bytes);
                break;
            case Mode::Exec:
                take_busy_byte();
                break;
            case Mode::Prompt:
                taken = take_prompt_bytes(bytes);
                break;
            case Mode::Data:
                taken = bytes.size();
                link_->on_bytes(bytes);
                break;
        }
        bytes = bytes.subspan(taken);
    }
    flush_echo();
}

std::size_t Interpreter::take_command_byte(sim::Bytes bytes) {
    using Event = LineAssembler::Event;
    const Event event = assembler_.on_byte(bytes.front(), characters_);
    if (echoes_) add_echo(event, bytes.front());
    if (event == Event::Byte || event == Event::Deleted || event == Event::Nothing) return 1;
    // An LF behind the terminator belongs to it; it may also come later.  [at-syntax 1]
    const bool has_lf = event != Event::Repeat && bytes.size() > 1 && bytes[1] == '\n';
    lf_may_follow_ = event != Event::Repeat && !has_lf;
    if (event == Event::Line) line_.assign(assembler_.line());
    if (event == Event::Repeat) line_.rewind();
    if (event != Event::Empty) start_line(event == Event::TooLong);
    return has_lf ? 2 : 1;
}

void Interpreter::add_echo(LineAssembler::Event event, std::uint8_t byte) {
    if (event == LineAssembler::Event::Nothing) return;
    echo_ += static_cast<char>(byte);
    if (event == LineAssembler::Event::Deleted) {
        echo_ += ' ';
        echo_ += static_cast<char>(byte);
    }
}

void Interpreter::flush_echo() {
    if (echo_.empty()) return;
    port_.send(echo_);
    echo_.clear();
}

void Interpreter::take_busy_byte() {
    if (is_later_ && running_->attributes.abortable) abort();
}

std::size_t Interpreter::take_prompt_bytes(sim::Bytes bytes) {
    const bool echoed = echoes_ && prompt_.echoes();
    DataPrompt::Taken taken = prompt_.take(bytes, characters_.backspace);
    if (echoed) echo_ += sim::as_text(bytes.first(taken.bytes));
    if (!taken.reply) return taken.bytes;
    resume(std::move(*taken.reply));
    return bytes.size();  // what comes beyond the announced bytes is dropped  [IP 5.3.1]
}

// --- a line runs

void Interpreter::start_line(bool is_too_long) {
    const std::string_view line = is_too_long ? assembler_.line() : line_.body();
    trace_.emit(sim::RecordKind::Command, port_.name(), {{"line", line}});
    mode_ = Mode::Exec;
    if (const auto urc = surroundings_.interference().take_urc()) urcs_.post(*urc);
    urcs_.hold();
    answer_.clear();
    delay_ = surroundings_.command_latency();
    wanted_delay_ = surroundings_.interference().take_time();
    std::optional<Reply> refusal = surroundings_.interference().take_refusal();
    if (refusal || wanted_delay_) {
        trace_.emit(sim::RecordKind::Note, port_.name(),
                    {{"interference", std::string_view(refusal ? "refused" : "timed")}});
    }
    if (refusal) {
        absorb(std::move(*refusal));
    } else if (is_too_long) {
        absorb(Reply::error(CmeError::LineTooLong));
    } else if (line_.is_at_end()) {
        absorb(Reply::ok());
    } else {
        run_line();
    }
}

void Interpreter::run_line() {
    bool goes_on = true;
    while (goes_on) {
        auto [row, reply] = dispatcher_.run_next(line_, PendingCommand(*this, ++serial_));
        running_ = row;
        goes_on = absorb(std::move(reply));
    }
}

// True if the line has another command to run now.
bool Interpreter::absorb(Reply reply) {
    refresh();
    delay_ += reply.duration();
    if (auto action = reply.take_action()) actions_.push_back(std::move(action));
    switch (reply.kind()) {
        case Reply::Kind::Later:
            is_later_ = true;
            return false;
        case Reply::Kind::None:
            end_line(Next::Silence);
            return false;
        case Reply::Kind::Prompt:
            next_prompt_ = reply.data_prompt();
            framing_.add_prompt(answer_, next_prompt_.sign);
            end_line(Next::Prompt);
            return false;
        case Reply::Kind::Connect:
            link_ = reply.link();
            framing_.add_result(answer_, ResultCode::Connect);
            end_line(Next::Data);
            return false;
        case Reply::Kind::Final:
            break;
    }
    framing_.add_information(answer_, reply);
    if (reply.is_success() && !line_.is_at_end()) return true;
    framing_.add_outcome(answer_, reply);
    end_line(Next::Command);
    return false;
}

// What happened behind the back of a line: a prompt's end, a late answer, a lost connection.
void Interpreter::resume(Reply reply) {
    mode_ = Mode::Exec;
    answer_.clear();
    delay_ = surroundings_.command_latency();
    if (absorb(std::move(reply))) run_line();
}

void Interpreter::end_line(Next next) {
    next_ = next;
    delay_ += surroundings_.take_storage_cost();
    sim::Timer* timer = &answer_timer_;
    if (const auto wanted = std::exchange(wanted_delay_, std::nullopt)) {
        delay_ = *wanted;
        timer = &late_timer_;
    }
    if (delay_ > sim::Duration::zero()) {
        timer->restart(delay_);
    } else {
        answer();
    }
}

// Echo and answer leave in one piece if they are due at the same instant.
void Interpreter::answer() {
    trace_.emit(sim::RecordKind::Response, port_.name(), {{"text", trimmed(answer_)}});
    echo_ += answer_;
    flush_echo();
    if (next_ == Next::Prompt) {
        mode_ = Mode::Prompt;
        lf_may_follow_ = false;  // an LF is data now
        prompt_.open(next_prompt_);
    } else if (next_ == Next::Data) {
        mode_ = Mode::Data;
        port_.set_carrier(true);
        link_->on_data_mode(*this);
    } else {
        is_settling_ = true;
        if (port_.is_drained()) settle_timer_.restart(sim::Duration::zero());
        if (next_ == Next::Command) enter_command_mode();
    }
}

void Interpreter::enter_command_mode() {
    mode_ = Mode::Command;
    running_ = nullptr;
    if (port_.is_open()) urcs_.release();
}

void Interpreter::abort() {
    dispatcher_.abort(*running_);
    is_later_ = false;
    actions_.clear();
    framing_.add_aborted(answer_);
    delay_ = {};
    end_line(Next::Command);
}

void Interpreter::complete(std::uint64_t, Reply reply) {
    is_later_ = false;
    delay_ = {};
    if (absorb(std::move(reply))) run_line();
}

bool Interpreter::is_waiting_for(std::uint64_t serial) const {
    return is_later_ && serial == serial_;
}

// --- around the line

void Interpreter::leave_data(Reply reply) {
    port_.set_carrier(false);
    pause_data(std::move(reply));
}

void Interpreter::pause_data(Reply reply) {
    link_ = nullptr;
    resume(std::move(reply));
}

void Interpreter::on_open() {
    if (mode_ == Mode::Command) urcs_.release();
}

// A half-typed line is forgotten, and a connection hung up; a command that runs goes on.
void Interpreter::on_closed() {
    assembler_ = {};
    lf_may_follow_ = false;
    on_dtr_off();
}

void Interpreter::on_dtr_off() {
    if (mode_ == Mode::Data) link_->on_dtr_off();
}

// The answer is on the wire: now settings of the port and resets take effect.  An action may
// destroy this interpreter, so nothing follows them.
void Interpreter::on_drained() {
    if (!std::exchange(is_settling_, false)) return;
    if (applied_revision_ != settings_.revision()) {
        applied_revision_ = settings_.revision();
        port_.apply(settings_);
    }
    const std::vector<std::function<void()>> actions = std::exchange(actions_, {});
    for (const auto& action : actions) action();
}

void Interpreter::write_urc(std::string_view text) {
    if (!port_.is_open()) return;  // closed again: nobody is there
    trace_.emit(sim::RecordKind::Urc, port_.name(), {{"text", text}});
    framing_.add_urc(echo_, text);
    flush_echo();
}

void Interpreter::refresh() {
    if (seen_revision_ == settings_.revision()) return;
    seen_revision_ = settings_.revision();
    framing_ = Framing::of(settings_);
    echoes_ = settings_.number("E") != 0;
    characters_.terminator = static_cast<std::uint8_t>(settings_.number("S3"));
    characters_.backspace = static_cast<std::uint8_t>(settings_.number("S5"));
}

}  // namespace sara::at

#include "tests/support/echo_world.hpp"

#include "sim/scenario/scenario.hpp"

#include <fmt/format.h>

#include <array>

namespace sara::test {

namespace {

using namespace std::chrono_literals;
using sim::Bytes;
using sim::Signal;
using sim::Timer;

constexpr std::string_view kUart = "uart";
constexpr auto kPorts = std::to_array<std::string_view>({kUart, "aux"});
constexpr auto kPins = std::to_array<std::string_view>({"PWR_ON", "RESET_N"});

/// What survives a power cut.
struct Kept {
    std::uint64_t writes = 0;
    std::uint64_t cut_at = 0;
    bool torn = false;
    std::uint64_t torn_writes = 0;
};

/// The device's program: everything that lives from the supply.
class Program final : public sim::LineListener {
 public:
    Program(sim::Kernel& kernel, sim::Line& line, const EchoSections& sections, Kept& kept)
        : kernel_(kernel), line_(line), sections_(sections), kept_(kept) {
        line_.dce().attach(this);
        line_.dce().set_signal(Signal::Cts, true);
        enter("Boot");
        boot_ = kernel.scheduler.after(sections.boot, "boot", [this] {
            enter("Ready");
            urc("+BOOT");
        });
        count_ = kernel.scheduler.timer("count", [this] { count(); });
        write_ = kernel.scheduler.timer("write", [this] { write(); });
        spin_ = kernel.scheduler.timer("spin", [this] { spin_.restart({}); });
    }
    ~Program() override {
        line_.dce().attach(nullptr);
        line_.dce().drop_pending();
        line_.dce().set_signal(Signal::Cts, false);
        enter("Off");
    }
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    std::string_view state() const { return state_; }
    bool wants_off() const { return wants_off_; }

    void on_bytes(Bytes bytes) override {
        if (state_ != "Ready") return;
        for (const std::uint8_t byte : bytes) {
            if (loads_) {
                on_block_byte(byte);
            } else if (byte == '\r') {
                on_line(std::exchange(input_, {}));
            } else {
                input_ += static_cast<char>(byte);
            }
        }
    }

 private:
    void enter(std::string_view state) {
        state_ = state;
        kernel_.trace.emit(sim::RecordKind::State, "echo", {{"state", state}});
    }
    void urc(std::string_view text) {
        kernel_.trace.emit(sim::RecordKind::Urc, "echo", {{"text", text}});
        line_.dce().send(fmt::format("\r\n{}\r\n", text));
    }
    void on_line(const std::string& line) {
        line_.dce().send(line + '\r');  // echo
        const std::size_t equals = line.find('=');
        const std::string name = line.substr(0, equals);
        const int value = equals == std::string::npos ? 0 : std::stoi(line.substr(equals + 1));
        if (name == "AT+NAME") urc(sections_.name);
        if (name == "AT+FAIL") return urc("+CME ERROR: 4");
        if (name == "AT+MUTE") return;
        if (name == "AT+SPIN") return spin_.restart({});
        if (name == "AT+WRITE") return start(write_, left_to_write_, value, 1ms);
        if (name == "AT+COUNT") start(count_, count_to_, value, 1s);
        if (name == "AT+LOAD") {
            loads_ = true;
            urc("CONNECT");
            return line_.dce().send("C");
        }
        wants_off_ = name == "AT+STOP";
        urc("OK");
    }
    static void start(Timer& timer, int& member, int value, sim::Duration delay) {
        member = value;
        timer.restart(delay);
    }
    void count() {
        urc(fmt::format("+COUNT: {}", counted_));
        if (counted_++ < count_to_) count_.restart(1s);
    }
    void write() {
        ++kept_.writes;
        kernel_.trace.emit(
            sim::RecordKind::Flash, "echo",
            {{"op", "program"}, {"offset", static_cast<std::int64_t>(kept_.writes)}});
        if (kept_.writes == kept_.cut_at) {
            kept_.torn_writes += kept_.torn ? 1 : 0;
            wants_off_ = true;
        } else if (--left_to_write_ > 0) {
            write_.restart(1ms);
        } else {
            urc("OK");
        }
    }
    void on_block_byte(std::uint8_t byte) {
        block_.push_back(byte);
        if (block_.front() == 4) {
            loads_ = false;
            block_.clear();
            line_.dce().send("\x06");
            return urc(fmt::format("+LOAD: {}", loaded_));
        }
        const std::size_t data = block_.front() == 2 ? 1024 : 128;
        if (block_.size() < 3 + data + 2) return;
        loaded_ += data;
        block_.clear();
        line_.dce().send("\x06");
    }

    sim::Kernel& kernel_;
    sim::Line& line_;
    const EchoSections& sections_;
    Kept& kept_;
    std::string_view state_ = "Off";
    bool wants_off_ = false;
    std::string input_;
    int count_to_ = 0;
    int counted_ = 0;
    int left_to_write_ = 0;
    bool loads_ = false;
    std::vector<std::uint8_t> block_;
    std::size_t loaded_ = 0;
    Timer boot_, count_, write_, spin_;
};

class EchoTwin final : public sim::Twin {
 public:
    EchoTwin(const sim::Scenario& scenario, sim::Kernel& kernel)
        : kernel_(kernel), sections_(scenario.furnished<EchoSections>()) {
        set_supply(true);
    }

    std::span<const std::string_view> ports() const override { return kPorts; }
    sim::Line* line(std::string_view port) override {
        if (port == kUart) return &uart_;
        return port == "aux" ? &aux_ : nullptr;
    }
    void set_supply(bool on) override {
        has_supply_ = on;
        if (on) {
            program_.emplace(kernel_, uart_, sections_, kept_);
        } else {
            program_.reset();
        }
    }
    bool has_supply() const override { return has_supply_ && !lost_supply(); }
    std::span<const std::string_view> input_pins() const override { return kPins; }
    bool set_pin(std::string_view pin, bool high) override {
        if (pin != "PWR_ON" && pin != "RESET_N") return false;
        if (!high && has_supply_) program_.emplace(kernel_, uart_, sections_, kept_);
        return true;
    }
    nlohmann::json inspect() const override {
        return {{"state", state()},
                {"name", sections_.name},
                {"writes", kept_.writes},
                {"torn", kept_.torn_writes},
                {"files", {"a.txt", "b.txt"}}};
    }
    std::string_view state() const override {
        return program_ && !program_->wants_off() ? program_->state() : "Off";
    }
    bool is_ready() const override { return state() == "Ready"; }
    void cut_power_at_flash_write(std::uint64_t writes, bool torn) override {
        kept_.cut_at = writes == 0 ? 0 : kept_.writes + writes;
        kept_.torn = torn;
    }
    std::uint64_t flash_writes() const override { return kept_.writes; }

 private:
    /// The write that cut the power was the program's last.
    bool lost_supply() const {
        return kept_.cut_at != 0 && kept_.writes == kept_.cut_at && program_ &&
               program_->wants_off();
    }

    sim::Kernel& kernel_;
    const EchoSections& sections_;
    sim::Line uart_{kernel_.scheduler, kernel_.trace, std::string(kUart)};
    sim::Line aux_{kernel_.scheduler, kernel_.trace, "aux"};
    Kept kept_;
    bool has_supply_ = false;
    std::optional<Program> program_;
};

class Asker final : public sim::Tool {
 public:
    explicit Asker(std::vector<std::uint8_t> line) : line_(std::move(line)) {
        line_.push_back('\r');
    }
    std::vector<std::uint8_t> request() const override { return line_; }
    sim::Duration patience() const override { return 1s; }
    bool on_bytes(sim::Bytes bytes) override {
        heard_ += sim::as_text(bytes);
        if (heard_.ends_with("ERROR: 4\r\n")) error_ = "refused";
        is_over_ = heard_.ends_with("OK\r\n") || !error_.empty();
        return is_over_;
    }
    void on_silence() override {}
    bool is_over() const override { return is_over_; }
    const std::string& error() const override { return error_; }

 private:
    std::vector<std::uint8_t> line_;
    std::string heard_;
    std::string error_;
    bool is_over_ = false;
};

}  // namespace

const sim::Shape& EchoWorld::sections() const {
    return sim::shape_of<EchoSections>();
}

std::unique_ptr<sim::Twin> EchoWorld::make(const sim::Scenario& scenario, sim::Kernel& kernel,
                                           std::unique_ptr<sim::Medium> /*flash*/) const {
    return std::make_unique<EchoTwin>(scenario, kernel);
}

std::optional<std::vector<std::uint8_t>> EchoWorld::package(const sim::Scenario& scenario,
                                                            std::string_view name) const {
    const auto& packages = scenario.furnished<EchoSections>().packages;
    const auto found = packages.find(std::string(name));
    if (found == packages.end()) return std::nullopt;
    return found->second;
}

std::span<const std::string_view> EchoWorld::tools() const {
    static constexpr std::array<std::string_view, 1> kTools = {"asker"};
    return kTools;
}

std::unique_ptr<sim::Tool> EchoWorld::tool(std::string_view /*name*/,
                                           std::vector<std::uint8_t> payload) const {
    return std::make_unique<Asker>(std::move(payload));
}

}  // namespace sara::test

template <>
const sara::sim::Shape& sara::sim::shape_of<sara::test::EchoSections>() {
    using sara::test::EchoSections;
    static constexpr auto kKeys = std::to_array<Key>({
        key<&EchoSections::name>("name", "what it answers to AT+NAME"),
        key<&EchoSections::boot>("boot", "from supply to ready"),
        key<&EchoSections::packages>("packages", "bytes by name"),
    });
    static constexpr Shape kShape = make_shape<EchoSections>("echo", "The echoing device.", kKeys);
    return kShape;
}

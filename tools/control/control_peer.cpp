// The methods of the control interface, and the peer that calls them.
#include "tools/control/advance_params.hpp"
#include "tools/control/control.hpp"
#include "tools/control/json_rpc.hpp"

#include "sim/sinks/escape.hpp"
#include "sim/vocabulary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <utility>

namespace sara::tools {

namespace {

using nlohmann::json;

/// Steps of a scenario that are methods too.
constexpr auto kStepMethods = std::to_array<std::string_view>({"pin", "supply", "cable", "log"});

std::int64_t nanoseconds(sim::Time time) {
    return time.time_since_epoch().count();
}

/// The value of one field of a record.
struct FieldAsJson {
    json operator()(std::int64_t number) const { return number; }
    json operator()(bool truth) const { return truth; }
    json operator()(std::string_view text) const { return (*this)(sim::as_bytes(text)); }
    json operator()(sim::Bytes bytes) const {
        return sim::encode_bytes({bytes.begin(), bytes.end()});
    }
};

class ControlPeer final : public pty::LineHandler, private sim::TraceSink {
 public:
    ControlPeer(Control& control, pty::LinePeer& peer)
        : control_(control), trace_(control.kernel().trace), peer_(peer) {}
    ~ControlPeer() override { trace_.remove(*this); }
    ControlPeer(const ControlPeer&) = delete;
    ControlPeer& operator=(const ControlPeer&) = delete;

    void on_line(std::string_view line) override {
        std::string answer = answer_rpc(
            line,
            [this](const std::string& method, const json& params) { return call(method, params); });
        if (!answer.empty()) peer_.send(std::move(answer));
    }

    /// A row of the interface.
    struct Method {
        std::string_view name;
        std::string_view params;  ///< an example
        std::string_view help;
        json (ControlPeer::*perform)(const json& value);
    };
    static std::span<const Method> methods();

 private:
    json call(const std::string& method, const json& params);
    json call_step(const std::string& method, const json& value);

    json fault(const json& value);
    json advance(const json& value);
    json speed(const json& value);
    json inspect(const json& value);
    json snapshot(const json& value);
    json ports(const json& value);
    json subscribe(const json& value);
    json unsubscribe(const json& value);
    json list_methods(const json& value);
    json step_only(const json& value);

    void on_record(const sim::Record& record) override;

    Control& control_;
    sim::Trace& trace_;  // a peer may go after the control
    pty::LinePeer& peer_;
    bool is_subscribed_ = false;
    std::set<sim::RecordKind> kinds_;
};

/// Positional parameters are one value; named ones are an object that is the value.
json value_of_params(const json& params) {
    if (!params.is_array()) return params;
    if (params.empty()) return nullptr;
    if (params.size() > 1) throw RpcError(RpcError::kInvalidParams, "expected one parameter");
    return params.front();
}

/// Decodes as scenarios are decoded, with their error texts.
template <class T>
T decoded(const json& value) {
    return sim::Codec<T>::decode(value, sim::Place("params"), {});
}

std::span<const ControlPeer::Method> ControlPeer::methods() {
    // clang-format off
    static constexpr auto kMethods = std::to_array<Method>({
        {"pin",         R"({"name":"PWR_ON","level":"low","for":"2s"})", "drives an input pin, as the step does, without waiting for its end", &ControlPeer::step_only},
        {"supply",      R"(["off"])",                "removes or applies the supply, as the step does",         &ControlPeer::step_only},
        {"cable",       R"(["out"])",                "pulls or plugs the primary UART's cable",                 &ControlPeer::step_only},
        {"fault",       R"({"power_loss":"5s"})",    "lets a fault strike now, as `what` of a scenario's fault has it", &ControlPeer::fault},
        {"log",         R"(["half way"])",           "writes a note into the trace",                            &ControlPeer::step_only},
        {"advance",     R"({"for":"1h","until":{"kind":"urc"}})", "moves virtual time at once, no further than the first such record; gives the time it is then",   &ControlPeer::advance},
        {"speed",       R"(["turbo"])",              "changes --speed; without a parameter only tells it",      &ControlPeer::speed},
        {"inspect",     R"(["/firmware"])",          "what the module shows of itself there; without a parameter all of it", &ControlPeer::inspect},
        {"snapshot",    "",                          "time, speed, state, readiness and all that inspect shows", &ControlPeer::snapshot},
        {"ports",       "",                          "the serial ports and the terminals they are on",          &ControlPeer::ports},
        {"subscribe",   R"([["urc","state"]])",      "sends each trace record of these kinds, or of all, as a notification \"trace\"", &ControlPeer::subscribe},
        {"unsubscribe", "",                          "ends that",                                               &ControlPeer::unsubscribe},
        {"methods",     "",                          "this list",                                               &ControlPeer::list_methods},
    });
    // clang-format on
    return kMethods;
}

json ControlPeer::call(const std::string& method, const json& params) {
    const auto rows = methods();
    const auto row = std::ranges::find(rows, method, &Method::name);
    if (row == rows.end()) {
        std::vector<std::string_view> names;
        for (const Method& known : rows) names.push_back(known.name);
        throw RpcError(RpcError::kNoSuchMethod,
                       fmt::format("no method \"{}\"{}", sim::printable(method),
                                   sim::suggestion(method, names)));
    }
    const json value = value_of_params(params);
    try {
        if (std::ranges::find(kStepMethods, row->name) != kStepMethods.end())
            return call_step(method, value);
        return (this->*row->perform)(value);
    } catch (const sim::ScenarioError& wrong) {
        throw RpcError(RpcError::kInvalidParams,
                       fmt::format("{}: {}", wrong.pointer(), wrong.problem()));
    }
}

json ControlPeer::call_step(const std::string& method, const json& value) {
    // A port stands beside the verb in a step: {"cable": "out", "port": "aux"}.
    json step = {{method, value}};
    if (value.is_object() && value.contains("port")) {
        step = {{method, value.value("is", json())}, {"port", value["port"]}};
    }
    control_.perform(decoded<sim::Step>(step));
    return nanoseconds(control_.kernel().scheduler.now());
}

json ControlPeer::step_only(const json& /*value*/) {
    return nullptr;  // carried out by call_step()
}

json ControlPeer::fault(const json& value) {
    control_.strike(value);
    return nanoseconds(control_.kernel().scheduler.now());
}

json ControlPeer::advance(const json& value) {
    const auto step = decoded<AdvanceParams>(value);
    if (step.length > Control::kLongestAdvance) {
        throw RpcError(RpcError::kInvalidParams,
                       "at most " + sim::to_text(Control::kLongestAdvance) + " at a time");
    }
    const bool met = control_.advance(step.length, step.until);
    return {{"time", nanoseconds(control_.kernel().scheduler.now())}, {"met", met}};
}

json ControlPeer::speed(const json& value) {
    if (!value.is_null()) {
        const std::string text = value.is_string() ? value.get<std::string>() : value.dump();
        const auto speed = pty::parse_speed(text);
        if (!speed) {
            throw RpcError(RpcError::kInvalidParams,
                           fmt::format("expected {}", pty::Speed::kExpected));
        }
        control_.set_speed(*speed);
    }
    const pty::Speed now = control_.speed();
    if (now.kind == pty::Speed::Kind::Turbo) return "turbo";
    if (now.kind == pty::Speed::Kind::Step) return "step";
    return now.factor;
}

json ControlPeer::inspect(const json& value) {
    json document = control_.twin().inspect();
    if (value.is_null()) return document;
    // As the step has it, so that one may copy from there.
    const auto text =
        decoded<std::string>(value.is_object() ? value.value("pointer", json()) : value);
    try {
        const json::json_pointer pointer(text);
        return document.contains(pointer) ? document.at(pointer) : json();
    } catch (const json::exception&) {
        throw RpcError(RpcError::kInvalidParams,
                       "expected a JSON pointer such as \"/nvm/mno_profile\"");
    }
}

json ControlPeer::snapshot(const json& /*value*/) {
    sim::Twin& twin = control_.twin();
    return {{"time", nanoseconds(control_.kernel().scheduler.now())},
            {"speed", speed(nullptr)},
            {"state", twin.state()},
            {"ready", twin.is_ready()},
            {"supply", twin.has_supply()},
            {"inspect", twin.inspect()}};
}

json ControlPeer::ports(const json& /*value*/) {
    json list = json::array();
    for (const PortPlace& port : control_.ports())
        list.push_back({{"name", port.name}, {"terminal", port.terminal}, {"link", port.link}});
    return list;
}

json ControlPeer::subscribe(const json& value) {
    std::set<sim::RecordKind> kinds;
    if (!value.is_null()) {
        for (const sim::RecordKind kind : decoded<std::vector<sim::RecordKind>>(value))
            kinds.insert(kind);
    }
    kinds_ = std::move(kinds);
    if (!std::exchange(is_subscribed_, true)) trace_.add(*this);
    return nanoseconds(control_.kernel().scheduler.now());
}

json ControlPeer::unsubscribe(const json& /*value*/) {
    trace_.remove(*this);
    return std::exchange(is_subscribed_, false);
}

json ControlPeer::list_methods(const json& /*value*/) {
    json list = json::array();
    for (const Method& method : methods())
        list.push_back({{"name", method.name}, {"params", method.params}, {"help", method.help}});
    return list;
}

void ControlPeer::on_record(const sim::Record& record) {
    if (!kinds_.empty() && !kinds_.contains(record.kind)) return;
    json document = {{"t", nanoseconds(record.time)},
                     {"kind", sim::name_of(record.kind)},
                     {"source", record.source}};
    for (const sim::Field& field : record.fields)
        document[std::string(field.key)] = std::visit(FieldAsJson{}, field.value);
    peer_.send(rpc_notification("trace", std::move(document)));
}

}  // namespace

pty::LineService Control::service() {
    return [this](pty::LinePeer& peer) { return std::make_unique<ControlPeer>(*this, peer); };
}

std::string control_reference() {
    std::string text =
        "The control socket speaks JSON-RPC 2.0, one document a line.  Positional parameters are "
        "one\n"
        "value, named ones are that value as an object; values are those of scenario steps.\n\n"
        "    {\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"supply\",\"params\":[\"off\"]}\n\n";
    for (const ControlPeer::Method& method : ControlPeer::methods())
        text +=
            fmt::format("{:<12} {}\n             {}\n", method.name, method.params, method.help);
    return text;
}

}  // namespace sara::tools

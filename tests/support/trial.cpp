#include "tests/support/trial.hpp"

#include <utility>

namespace sara::test {

namespace {

using at::Parameter;
using at::ParameterType;
using at::Reply;
using at::Request;

constexpr auto kCode = std::to_array<Parameter>({{.name = "code"}});
constexpr auto kSize = std::to_array<Parameter>({{.name = "size"}});
constexpr auto kJson = std::to_array<Parameter>({{.name = "json", .type = ParameterType::Text}});
constexpr auto kMixed = std::to_array<Parameter>({
    {.name = "number", .values = "0-9,20"},
    {.name = "text", .type = ParameterType::Text, .initial = "none", .optional = true},
    {.name = "hex", .type = ParameterType::Hex, .optional = true},
    {.name = "last", .values = "-5-5", .optional = true},
});

constexpr auto kEither =
    std::to_array<Parameter>({{.name = "value", .type = ParameterType::Either, .max_length = 3}});

}  // namespace

std::span<const at::Command<TrialCommands>> TrialCommands::commands() {
    using Self = TrialCommands;
    // clang-format off
    static constexpr auto kCommands = std::to_array<at::Command<Self>>({
        { "+UXSHOW",  "ST",  kMixed, {.set = &Self::show},       {} },
        { "+XABORT",  "A",   {},     {.action = &Self::later, .abort = &Self::abort}, {.abortable = true} },
        { "+XACT",    "A",   {},     {.action = &Self::act},     {} },
        { "+XASK",    "S",   kSize,  {.set = &Self::ask_bytes},  {.prompts = true} },
        { "+XCMS",    "S",   kCode,  {.set = &Self::fail_sms},   {.errors = at::ErrorClass::Cms} },
        { "+XCONN",   "A",   {},     {.action = &Self::connect}, {} },
        { "+XEITHER", "S",   kEither, {.set = &Self::show},      {} },
        { "+XFAIL",   "S",   kCode,  {.set = &Self::fail},       {} },
        { "+XJSON",   "S",   kJson,  {.set = &Self::give},       {.raw_argument = true} },
        { "+XLATER",  "A",   {},     {.action = &Self::later},   {} },
        { "+XPIN",    "ART", {},     {.action = &Self::act, .read = &Self::act}, {.needs_pin = true} },
        { "+XPLAIN",  "S",   kMixed, {.set = &Self::show},       {.errors = at::ErrorClass::Plain} },
        { "+XSHOW",   "S",   kMixed, {.set = &Self::show},       {} },
        { "+XTEXT",   "A",   {},     {.action = &Self::ask_text}, {.prompts = true} },
    });
    // clang-format on
    return kCommands;
}

Reply TrialCommands::later(const Request& request) {
    pending = request.pending();
    return Reply::later();
}

// Every argument in brackets, so that omitted ones show.
Reply TrialCommands::show(const Request& request) {
    std::string text = "+XSHOW: ";
    for (const at::Argument& argument : request.arguments()) {
        switch (argument.kind) {
            case at::Argument::Kind::Absent:
                text += "[]";
                break;
            case at::Argument::Kind::Number:
                text += '[' + std::to_string(argument.number) + ']';
                break;
            case at::Argument::Kind::Text:
                text.append("[").append(argument.text).append("]");
                break;
        }
    }
    return Reply::text(text + ' ' + std::to_string(request.given()));
}

Reply TrialCommands::give(const Request& request) {
    return Reply::text(std::string(request.get<std::string_view>(0).value_or("")));
}

Reply TrialCommands::ask_bytes(const Request& request) {
    data.clear();
    return Reply::prompt({.sign = at::PromptSign::At,
                          .size = request.get<std::size_t>(0).value_or(1),
                          .sink = this,
                          .patience = 20s});
}

Reply TrialCommands::ask_text(const Request&) {
    data.clear();
    return Reply::prompt({.sign = at::PromptSign::Text, .sink = this});
}

std::optional<Reply> TrialCommands::on_data(Bytes bytes) {
    data += as_text(bytes);
    if (data.ends_with('!')) return Reply::error(at::CmeError::FfsWrite);
    return std::nullopt;
}

Reply TrialCommands::connect(const Request&) {
    data.clear();
    return Reply::connect(*this);
}

Reply TrialCommands::fail(const Request& request) {
    return Reply::error(static_cast<at::CmeError>(request.get<int>(0).value_or(0)));
}

Reply TrialCommands::fail_sms(const Request& request) {
    return Reply::error(static_cast<at::CmsError>(request.get<int>(0).value_or(0)));
}

Reply TrialCommands::act(const Request&) {
    return Reply::ok();
}

void WrittenPort::apply(const at::Settings&) {
    ++applied;
}

const at::Catalogue& TrialBench::catalogue() {
    static const at::Catalogue all = Set::make_catalogue();
    return all;
}

TrialBench::TrialBench(Duration latency)
    : bench([&] {
          products::Profile profile = products::Profile::for_product(products::default_product());
          profile.command_latency = latency;
          return profile;
      }()),
      settings_(catalogue(), bench.storage->nvm),
      context_{.device = *bench.device, .settings = settings_, .number = 1},
      families_(context_),
      interpreter(bench.kernel.scheduler, bench.kernel.trace, port, settings_, *bench.device,
                  families_.pointers()) {
    context_.urcs = &interpreter.urcs();
    interpreter.on_open();
}

TrialCommands& TrialBench::trial() {
    return static_cast<TrialCommands&>(*families_.pointers().back());
}

std::string TrialBench::say(std::string_view bytes) {
    take();
    interpreter.on_bytes(as_bytes(bytes));
    return take();
}

std::string TrialBench::take() {
    std::string all;
    for (const std::string& sent : std::exchange(port.sent, {})) all += sent;
    return all;
}

}  // namespace sara::test

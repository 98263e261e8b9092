#include "models/commands/gpio_commands.hpp"

namespace sara::commands {

namespace {

using at::CmeError;
using at::Parameter;
using at::Persists;
using at::Reply;
using at::Request;

// Which pin can have which mode is Gpio's to say, with codes of its own: any number is taken here.
constexpr auto kPinConfigure = std::to_array<Parameter>(
    {{.name = "gpio_id"}, {.name = "gpio_mode"}, {.name = "option", .optional = true}});
constexpr auto kPinRead = std::to_array<Parameter>({{.name = "gpio_id"}});
constexpr auto kPinWrite =
    std::to_array<Parameter>({{.name = "gpio_id"}, {.name = "value", .values = "0,1"}});

constexpr std::string_view kModes = "(0-4,7,10,11,18,19,22-24,28,29,255)";
constexpr std::string_view kOptions = "(0-2)";
constexpr std::string_view kLevels = "(0,1)";

std::string pin_list(std::string_view command) {
    std::string text(command);
    const char* separator = ": (";
    for (const GpioPin& pin : Gpio::pins()) {
        text.append(separator).append(std::to_string(pin.id));
        separator = ",";
    }
    return text += ')';
}

Reply outcome(std::optional<CmeError> error) {
    return error ? Reply::error(*error) : Reply::ok();
}

}  // namespace

std::span<const at::Command<GpioCommands>> GpioCommands::commands() {
    using Self = GpioCommands;
    // clang-format off
    static constexpr auto kCommands = std::to_array<at::Command<Self>>({
        // command   forms  parameters  handlers                                                                            attributes
        { "+UGPIOC", "SRT", kPinConfigure, {.set = &Self::configure, .read = &Self::list, .test = &Self::functions}, {.persists = Persists::Nvm, .source = "[SI T9]"} },
        { "+UGPIOR", "ST",  kPinRead,      {.set = &Self::read, .test = &Self::readable},  {.source = "[module-behaviour 12]"} },
        { "+UGPIOW", "ST",  kPinWrite,     {.set = &Self::write, .test = &Self::writable}, {.source = "[module-behaviour 12]"} },
    });
    // clang-format on
    return kCommands;
}

/// AT+UGPIOC=<id>,<mode>[,<level, pull or edge>].  Errors: see Gpio::configure.
Reply GpioCommands::configure(const Request& request) {
    return outcome(gpio_.configure(request.get<int>(0).value_or(0), request.get<int>(1).value_or(0),
                                   request.get<int>(2)));
}

/// A line with the name alone, then one a pin.  [module-behaviour 12]
Reply GpioCommands::list(const Request&) {
    Reply reply = Reply::text("+UGPIOC:");
    for (std::size_t pin = 0; pin < Gpio::kPins; ++pin) {
        reply = std::move(reply).line(std::to_string(Gpio::pins()[pin].id) + ',' +
                                      std::to_string(gpio_.function(pin).mode));
    }
    return reply;
}

Reply GpioCommands::functions(const Request&) {
    return Reply::text(pin_list("+UGPIOC").append(",").append(kModes).append(",").append(kOptions));
}

/// AT+UGPIOR=<id>.  Errors: CME 1500 for no pin, 1503 if it is neither output nor input.
Reply GpioCommands::read(const Request& request) {
    const int id = request.get<int>(0).value_or(0);
    int level = 0;
    if (const auto error = gpio_.read(id, level)) return Reply::error(*error);
    return Reply::text("+UGPIOR: " + std::to_string(id) + ',' + std::to_string(level));
}

Reply GpioCommands::readable(const Request&) {
    return Reply::text(pin_list("+UGPIOR"));
}

/// AT+UGPIOW=<id>,<level>.  Errors: CME 1500 for no pin, 1504 if it is no output.
Reply GpioCommands::write(const Request& request) {
    return outcome(gpio_.write(request.get<int>(0).value_or(0), request.get<int>(1).value_or(0)));
}

Reply GpioCommands::writable(const Request&) {
    return Reply::text(pin_list("+UGPIOW").append(",").append(kLevels));
}

}  // namespace sara::commands

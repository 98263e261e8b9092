// The vocabulary of `steps`: rows only.
#include "sim/scenario/step.hpp"

namespace sara::sim {

template <>
struct Names<BlockSize> {
    static constexpr auto kTable = std::to_array<Named<BlockSize>>(
        {{"128", BlockSize::Small}, {"1k", BlockSize::Large}, {"mixed", BlockSize::Mixed}});
};
template <>
struct Names<OnOff> {
    static constexpr auto kTable =
        std::to_array<Named<OnOff>>({{"on", OnOff::On}, {"off", OnOff::Off}});
};
template <>
struct Names<OpenClosed> {
    static constexpr auto kTable = std::to_array<Named<OpenClosed>>(
        {{"open", OpenClosed::Open}, {"closed", OpenClosed::Closed}});
};
template <>
struct Names<Level> {
    static constexpr auto kTable =
        std::to_array<Named<Level>>({{"low", Level::Low}, {"high", Level::High}});
};
template <>
struct Names<Cable> {
    static constexpr auto kTable =
        std::to_array<Named<Cable>>({{"in", Cable::In}, {"out", Cable::Out}});
};
template <>
struct Names<FlowControl> {
    static constexpr auto kTable = std::to_array<Named<FlowControl>>(
        {{"none", FlowControl::None}, {"rts_cts", FlowControl::RtsCts}});
};
template <>
struct Names<HostSignal> {
    static constexpr auto kTable =
        std::to_array<Named<HostSignal>>({{"RTS", HostSignal::Rts}, {"DTR", HostSignal::Dtr}});
};
template <>
struct Names<Parity> {
    static constexpr auto kTable = std::to_array<Named<Parity>>(
        {{"none", Parity::None}, {"odd", Parity::Odd}, {"even", Parity::Even}});
};
template <>
struct Names<Comparison> {
    static constexpr auto kTable = std::to_array<Named<Comparison>>(
        {{"same", Comparison::Same}, {"different", Comparison::Different}});
};

template <>
const Shape& shape_of<CommandStep>() {
    static constexpr auto kKeys = std::to_array<Key>({
        key<&CommandStep::line>("line", "the command, without CR", kRequired),
        key<&CommandStep::expect>("expect", "lines of its answer, in order; others may be between"),
        key<&CommandStep::result>("result", "the final result code; another one is a failure"),
        key<&CommandStep::only>("only", "nothing but those lines and the echo may come"),
        key<&CommandStep::attempts>("attempts",
                                    "how often it is asked at most until the answer is as expected",
                                    {.min = 1}),
        key<&CommandStep::within>("within", "time limit for the whole answer"),
    });
    static constexpr Shape kShape = make_shape<CommandStep>(
        "command",
        "Sends an AT command with CR and waits for its final result code. What was there to "
        "read before is passed over.",
        kKeys, "line");
    return kShape;
}

template <>
const Shape& shape_of<ExpectStep>() {
    static constexpr auto kKeys = std::to_array<Key>({
        key<&ExpectStep::line>("line", "a whole line, without CR and LF", kOneOf),
        key<&ExpectStep::prefix>("prefix", "how a line begins", kOneOf),
        key<&ExpectStep::contains>("contains", "what is somewhere in a line", kOneOf),
        key<&ExpectStep::regex>("regex", "expression a whole line matches", kOneOf),
        key<&ExpectStep::text>("text", "what comes anywhere, line or not: a prompt",
                               {.min = 1, .presence = Presence::OneOf}),
        key<&ExpectStep::bytes>("bytes", "the very next bytes, nothing passed over",
                                {.min = 1, .presence = Presence::OneOf}),
        key<&ExpectStep::at_start_of_read>(
            "at_start_of_read",
            "how what arrives in one read begins, line breaks aside; reads that begin otherwise "
            "are passed over whole: a parser that does not put lines together",
            {.min = 1, .presence = Presence::OneOf}),
        key<&ExpectStep::within>("within", "time limit"),
    });
    static constexpr Shape kShape = make_shape<ExpectStep>(
        "expect", "Waits until it arrives, passing over what comes before.", kKeys, "line");
    return kShape;
}

template <>
const Shape& shape_of<InOrderStep>() {
    static constexpr auto kKeys = std::to_array<Key>({
        key<&InOrderStep::lines>("lines", "the lines; others may be between",
                                 {.min = 1, .presence = Presence::Required}),
        key<&InOrderStep::within>("within", "time limit for all of them"),
    });
    static constexpr Shape kShape = make_shape<InOrderStep>(
        "expect_in_order", "Waits for lines in that order.", kKeys, "lines");
    return kShape;
}

template <>
const Shape& shape_of<CollectStep>() {
    static constexpr auto kKeys = std::to_array<Key>({
        key<&CollectStep::prefix>("prefix", "what stands before the number, e.g. \"+UFWUPD: \"",
                                  kRequired),
        key<&CollectStep::from>("from", "what the first number is; without it any"),
        key<&CollectStep::until>("until", "the last number; a larger one is a failure", kRequired),
        key<&CollectStep::at_least>("at_least", "how many numbers there have to be", {.min = 1}),
        key<&CollectStep::within>("within", "time limit"),
    });
    static constexpr Shape kShape = make_shape<CollectStep>(
        "collect", "Follows lines with strictly increasing numbers, up to the last one.", kKeys);
    return kShape;
}

template <>
const Shape& shape_of<Payload>() {
    static constexpr auto kKeys = std::to_array<Key>({
        key<&Payload::package>("package", "name of a package of this scenario", kOneOf),
        key<&Payload::file>("file", "file, relative to the scenario's folder", kOneOf),
        key<&Payload::bytes>("bytes", "the bytes themselves", kOneOf),
        key<&Payload::random>("random", "so many bytes drawn from the seed", kOneOf),
    });
    static constexpr Shape kShape = make_shape<Payload>(
        "payload", "Bytes to send. A text alone is a package.", kKeys, "package");
    return kShape;
}

template <>
const Shape& shape_of<Damage>() {
    static constexpr auto kKeys = std::to_array<Key>({
        key<&Damage::corrupt_block>("corrupt_block",
                                    "the first attempt of this block has a flipped bit"),
        key<&Damage::corrupt_always>("corrupt_always",
                                     "every attempt of this block has a flipped bit"),
        key<&Damage::duplicate_block>("duplicate_block",
                                      "this block is sent twice, though acknowledged"),
        key<&Damage::lose_ack>("lose_ack", "the ACK of this block is not heard: it is sent again"),
        key<&Damage::wrong_sequence>("wrong_sequence", "this block carries a number two too high"),
        key<&Damage::cancel_after>("cancel_after", "CAN CAN follows this block"),
        key<&Damage::end_after>("end_after", "EOT follows this block, whatever is left"),
        key<&Damage::stall_after>("stall_after", "nothing follows this block"),
    });
    static constexpr Shape kShape = make_shape<Damage>(
        "damage", "What the sender does wrong. Blocks count from 1; 0: not at all.", kKeys);
    return kShape;
}

template <>
const Shape& shape_of<XmodemStep>() {
    static constexpr auto kKeys = std::to_array<Key>({
        key<&XmodemStep::payload>("payload", "what is sent", kRequired),
        key<&XmodemStep::block>("block", "size of the blocks; mixed: 1k, the rest in 128"),
        key<&XmodemStep::start_after_naks>(
            "start_after_naks", "waits for so many NAKs; 0: starts at the first C or NAK"),
        key<&XmodemStep::damage>("damage", "what goes wrong"),
        key<&XmodemStep::outcome>("outcome", "how the transfer has to end"),
        key<&XmodemStep::within>("within", "time limit of the transfer"),
    });
    static constexpr Shape kShape = make_shape<XmodemStep>(
        "xmodem", "Sends by Xmodem, with CRC if the receiver asks with C, else with checksum.",
        kKeys, "payload");
    return kShape;
}

template <>
const Shape& shape_of<ToolStep>() {
    static constexpr auto kKeys = std::to_array<Key>({
        key<&ToolStep::name>("name", "which program: \"easyflash\"", kRequired),
        key<&ToolStep::payload>("payload", "what it brings", kRequired),
        key<&ToolStep::outcome>("outcome", "how it has to end"),
        key<&ToolStep::within>("within", "time limit"),
    });
    static constexpr Shape kShape =
        make_shape<ToolStep>("tool", "Runs a program of the host at the port, to its end.", kKeys);
    return kShape;
}

template <>
const Shape& shape_of<SerialStep>() {
    static constexpr auto kKeys = std::to_array<Key>({
        key<&SerialStep::baud>("baud", "bit/s; 0: whatever the module uses", kRequired),
        key<&SerialStep::data_bits>("data_bits", "data bits", {.min = 7, .max = 8}),
        key<&SerialStep::parity>("parity", "parity"),
        key<&SerialStep::stop_bits>("stop_bits", "stop bits", {.min = 1, .max = 2}),
        key<&SerialStep::flow>("flow", "rts_cts: sends only while CTS is on"),
        key<&SerialStep::paced>("paced", "false: bytes take no time, as in --speed turbo"),
    });
    static constexpr Shape kShape =
        make_shape<SerialStep>("serial", "The host's own line settings.", kKeys, "baud");
    return kShape;
}

template <>
const Shape& shape_of<SignalStep>() {
    static constexpr auto kKeys = std::to_array<Key>({
        key<&SignalStep::name>("name", "which control line", kRequired),
        key<&SignalStep::is>("is", "its new level"),
    });
    static constexpr Shape kShape =
        make_shape<SignalStep>("signal", "The host switches a control line.", kKeys);
    return kShape;
}

template <>
const Shape& shape_of<PinStep>() {
    static constexpr auto kKeys = std::to_array<Key>({
        key<&PinStep::name>("name", "input pin of the module, e.g. \"PWR_ON\"", kRequired),
        key<&PinStep::level>("level", "its new level"),
        key<&PinStep::length>("for", "then it goes back to the other level"),
    });
    static constexpr Shape kShape = make_shape<PinStep>("pin", "Drives an input pin.", kKeys);
    return kShape;
}

template <>
const Shape& shape_of<ReadyStep>() {
    static constexpr auto kKeys = std::to_array<Key>({
        key<&ReadyStep::within>("within", "time limit"),
    });
    static constexpr Shape kShape = make_shape<ReadyStep>(
        "wait_ready", "Waits until a host may talk to the module. A text alone is the time limit.",
        kKeys, "within");
    return kShape;
}

template <>
const Shape& shape_of<StateStep>() {
    static constexpr auto kKeys = std::to_array<Key>({
        key<&StateStep::state>("state", "name of the state", kRequired),
        key<&StateStep::within>("within", "time limit"),
    });
    static constexpr Shape kShape = make_shape<StateStep>(
        "wait_state", "Waits until the module's life-cycle is in a state.", kKeys, "state");
    return kShape;
}

template <>
const Shape& shape_of<FaultStep>() {
    static constexpr auto kKeys = std::to_array<Key>({
        key<&FaultStep::name>("name", "name of the fault", kRequired),
        key<&FaultStep::within>("within", "time limit"),
    });
    static constexpr Shape kShape = make_shape<FaultStep>(
        "wait_fault", "Waits until a fault has struck and is over.", kKeys, "name");
    return kShape;
}

template <>
const Shape& shape_of<InspectStep>() {
    static constexpr auto kKeys = std::to_array<Key>({
        key<&InspectStep::pointer>("pointer", "JSON pointer into what the module shows", kRequired),
        key<&InspectStep::equals>("equals", "the value there", kOneOf),
        key<&InspectStep::differs>("differs", "a value that is not there", kOneOf),
        key<&InspectStep::exists>("exists", "whether there is anything", kOneOf),
        key<&InspectStep::at_least>("at_least", "the number there is not below", kOneOf),
        key<&InspectStep::at_most>("at_most", "the number there is not above", kOneOf),
        key<&InspectStep::contains>("contains", "a part of the text, or an element of the list",
                                    kOneOf),
    });
    static constexpr Shape kShape = make_shape<InspectStep>(
        "inspect", "Checks one place of what the module shows of itself.", kKeys);
    return kShape;
}

template <>
const Shape& shape_of<RememberStep>() {
    static constexpr auto kKeys = std::to_array<Key>({
        key<&RememberStep::name>("name", "under which name", kRequired),
        key<&RememberStep::pointer>("pointer", "JSON pointer into what the module shows",
                                    kRequired),
    });
    static constexpr Shape kShape =
        make_shape<RememberStep>("remember", "Keeps a value, to be compared later.", kKeys);
    return kShape;
}

template <>
const Shape& shape_of<CompareStep>() {
    static constexpr auto kKeys = std::to_array<Key>({
        key<&CompareStep::name>("name", "the remembered value", kRequired),
        key<&CompareStep::pointer>("pointer", "where to look now; without it where it came from"),
        key<&CompareStep::is>("is", "what it has to be"),
    });
    static constexpr Shape kShape = make_shape<CompareStep>(
        "compare", "Compares a value with a remembered one.", kKeys, "name");
    return kShape;
}

template <>
const Shape& shape_of<Step>() {
    static constexpr auto kKeys = std::to_array<Key>({
        key<&Step::port>("port", "serial port; without it the module's first"),
        key<&Step::label>("label", "name for faults and asserts to refer to"),
        key<&Step::send>("send", "sends bytes", kOneOf),
        key<&Step::command>("command", "sends an AT command and waits for its answer", kOneOf),
        key<&Step::expect>("expect", "waits for a line, a text or bytes", kOneOf),
        key<&Step::expect_in_order>("expect_in_order", "waits for lines in that order", kOneOf),
        key<&Step::expect_silence>("expect_silence", "nothing may arrive for so long", kOneOf),
        key<&Step::collect>("collect", "follows a progress to its end", kOneOf),
        key<&Step::xmodem>("xmodem", "sends by Xmodem", kOneOf),
        key<&Step::tool>("tool", "runs a program of the host", kOneOf),
        key<&Step::send_data>("send_data", "sends a package or file as it is", kOneOf),
        key<&Step::wait>("wait", "lets time pass", kOneOf),
        key<&Step::wait_ready>("wait_ready", "waits until a host may talk to the module", kOneOf),
        key<&Step::wait_state>("wait_state", "waits for a state of the module", kOneOf),
        key<&Step::wait_fault>("wait_fault", "waits until a fault is over", kOneOf),
        key<&Step::serial>("serial", "sets the host's speed, frame and flow control", kOneOf),
        key<&Step::terminal>("terminal", "opens or closes the host's port", kOneOf),
        key<&Step::signal>("signal", "switches RTS or DTR", kOneOf),
        key<&Step::cable>("cable", "pulls the cable or plugs it in", kOneOf),
        key<&Step::pin>("pin", "drives an input pin", kOneOf),
        key<&Step::supply>("supply", "applies or removes the supply", kOneOf),
        key<&Step::inspect>("inspect", "checks what the module shows of itself", kOneOf),
        key<&Step::remember>("remember", "keeps a value for later", kOneOf),
        key<&Step::compare>("compare", "compares with a kept value", kOneOf),
        key<&Step::log>("log", "writes a line into the trace", kOneOf),
    });
    static constexpr Shape kShape =
        make_shape<Step>("step", "One step of the host: exactly one verb.", kKeys);
    return kShape;
}

}  // namespace sara::sim

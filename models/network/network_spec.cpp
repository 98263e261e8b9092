#include "models/network/network_spec.hpp"

#include <array>

namespace {

using namespace sara::network;
using sara::sim::key;
using sara::sim::kRequired;
using sara::sim::Presence;
using sara::sim::Rules;

constexpr Rules kPlmn{.min = 5, .max = 6};
constexpr Rules kPlmnRequired{.min = 5, .max = 6, .presence = Presence::Required};
constexpr Rules kPinDigits{.min = 4, .max = 8};

// clang-format off
constexpr auto kCellKeys = std::to_array<sara::sim::Key>({
    key<&CellSpec::plmn>("plmn", "MCC and MNC", kPlmn, "[module-behaviour 13]"),
    key<&CellSpec::tac>("tac", "tracking area, hex digits", {.min = 1, .max = 4}, "[module-behaviour 13]"),
    key<&CellSpec::ci>("ci", "cell identity, hex digits", {.min = 1, .max = 8}, "[module-behaviour 13]"),
    key<&CellSpec::act>("act", "radio access technology", {}, "[module-behaviour 9.2]"),
    key<&CellSpec::earfcn>("earfcn", "radio channel", {.max = 262143}, "[at-commands 2.4]"),
    key<&CellSpec::band>("band", "LTE band", {.min = 1, .max = 128}, "[at-commands 2.4]"),
    key<&CellSpec::pci>("pci", "physical cell identity", {.min = 0, .max = 503}, "[at-commands 2.4]"),
    key<&CellSpec::rsrp>("rsrp", "received power, -141 dBm + n", {.min = 0, .max = 97}, "[at-commands 2.3]"),
    key<&CellSpec::rsrq>("rsrq", "received quality, -20 dB + n / 2", {.min = 0, .max = 34}, "[at-commands 2.3]"),
    key<&CellSpec::reject_cause>("reject_cause", "EMM cause that every attach here gets; 0: it is accepted", {.min = 0, .max = 255}, "[TS 24.301 9.9.3.9]"),
    key<&CellSpec::from>("from", "on the air from here"),
    key<&CellSpec::until>("until", "and up to here; without it for ever"),
});

constexpr auto kOutageKeys = std::to_array<sara::sim::Key>({
    key<&OutageSpec::from>("from", "no cell is heard from here", kRequired),
    key<&OutageSpec::length>("for", "and for so long", kRequired),
});

constexpr auto kOperatorKeys = std::to_array<sara::sim::Key>({
    key<&OperatorSpec::plmn>("plmn", "MCC and MNC", kPlmnRequired),
    key<&OperatorSpec::long_name>("long", "long name", {.min = 1, .max = 24, .presence = Presence::Required}, "[TS 27.007 7.3]"),
    key<&OperatorSpec::short_name>("short", "short name", {.min = 1, .max = 10, .presence = Presence::Required}, "[TS 27.007 7.3]"),
});

constexpr auto kEventKeys = std::to_array<sara::sim::Key>({
    key<&NetworkEventSpec::at>("at", "when", kRequired),
    key<&NetworkEventSpec::what>("what", "detach: of the module; deactivate: of one PDN connection", kRequired, "[module-behaviour 9.1, 10]"),
    key<&NetworkEventSpec::cid>("cid", "which PDN connection", {.min = 0, .max = 11}),
});

constexpr auto kNetworkKeys = std::to_array<sara::sim::Key>({
    key<&NetworkSpec::cells>("cells", "cells on the air", {.max = 16}, "[module-behaviour 13]"),
    key<&NetworkSpec::outages>("outages", "stretches of time without any cell"),
    key<&NetworkSpec::operators>("operators", "names of networks"),
    key<&NetworkSpec::events>("events", "what the network does of its own accord"),
    key<&NetworkSpec::register_time>("register", "start of a search to the network's answer", {}, "[module-behaviour 13]"),
    key<&NetworkSpec::rrc_inactivity>("rrc_inactivity", "last byte to the release of the RRC connection", {}, "[module-behaviour 13]"),
    key<&NetworkSpec::ipv4>("ipv4", "IPv4 address of the first PDN connection, others count on from it; empty: none", {.max = 15}, "[module-behaviour 13]"),
    key<&NetworkSpec::ipv6>("ipv6", "IPv6 address of the first PDN connection; empty: none", {.max = 39}),
    key<&NetworkSpec::dns>("dns", "addresses of DNS servers", {.max = 4}, "[module-behaviour 13]"),
    key<&NetworkSpec::time>("time", "NITZ at the start of the run, yy/MM/dd,hh:mm:ss+tz; empty: the network sends none", {.max = 20}, "[module-behaviour 12]"),
    key<&NetworkSpec::psm>("psm", "the network grants PSM", {}, "[module-behaviour 11]"),
    key<&NetworkSpec::edrx>("edrx", "the network grants eDRX", {}, "[module-behaviour 11]"),
    key<&NetworkSpec::link>("link", "how packets travel"),
    key<&NetworkSpec::names>("names", "addresses by name, beside those of \"servers\""),
    key<&NetworkSpec::servers>("servers", "who can be reached", {.max = 200}),
});

constexpr auto kSimKeys = std::to_array<sara::sim::Key>({
    key<&SimSpec::present>("present", "a card is in the holder"),
    key<&SimSpec::imsi>("imsi", "up to 15 digits", {.min = 6, .max = 15}, "[at-commands 2.1]"),
    key<&SimSpec::iccid>("iccid", "19 or 20 digits", {.min = 19, .max = 20}, "[at-commands 2.1]"),
    key<&SimSpec::number>("number", "own number, as +CNUM prints it", {.max = 20}, "[at-commands 2.15]"),
    key<&SimSpec::home>("home", "the PLMN it belongs to: in others the module roams", kPlmn),
    key<&SimSpec::pin_enabled>("pin_enabled", "the card asks for its PIN", {}, "[module-behaviour 8]"),
    key<&SimSpec::pin>("pin", "its PIN", kPinDigits, "[TS 27.007 8.3]"),
    key<&SimSpec::puk>("puk", "its PUK", {.min = 8, .max = 8}, "[TS 27.007 8.3]"),
    key<&SimSpec::pin_tries>("pin_tries", "wrong PINs left", {.min = 0, .max = 3}, "[module-behaviour 8]"),
    key<&SimSpec::puk_tries>("puk_tries", "wrong PUKs left", {.min = 0, .max = 10}, "[module-behaviour 8]"),
});
// clang-format on

}  // namespace

template <>
const sara::sim::Shape& sara::sim::shape_of<CellSpec>() {
    static constexpr Shape kShape = make_shape<CellSpec>("cell", "A cell on the air.", kCellKeys);
    return kShape;
}

template <>
const sara::sim::Shape& sara::sim::shape_of<OutageSpec>() {
    static constexpr Shape kShape =
        make_shape<OutageSpec>("outage", "A stretch of time without any cell.", kOutageKeys);
    return kShape;
}

template <>
const sara::sim::Shape& sara::sim::shape_of<OperatorSpec>() {
    static constexpr Shape kShape =
        make_shape<OperatorSpec>("operator", "Names of a network.", kOperatorKeys);
    return kShape;
}

template <>
const sara::sim::Shape& sara::sim::shape_of<NetworkEventSpec>() {
    static constexpr Shape kShape = make_shape<NetworkEventSpec>(
        "network event", "What the network does of its own accord.", kEventKeys);
    return kShape;
}

template <>
const sara::sim::Shape& sara::sim::shape_of<NetworkSpec>() {
    static constexpr Shape kShape = make_shape<NetworkSpec>(
        "network", "What is around the module; without it one home cell.", kNetworkKeys);
    return kShape;
}

template <>
const sara::sim::Shape& sara::sim::shape_of<SimSpec>() {
    static constexpr Shape kShape = make_shape<SimSpec>("sim", "The card in the holder.", kSimKeys);
    return kShape;
}

#pragma once

#include "models/network/cell.hpp"
#include "models/network/link_spec.hpp"
#include "models/network/server_spec.hpp"
#include "sim/time.hpp"
#include "sim/vocabulary.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace sara::network {

/// A cell of a scenario, and when it is on the air.
struct CellSpec {
    std::string plmn = Cell{}.plmn;
    std::string tac = "0001";     ///< hex digits, as +CEREG prints them
    std::string ci = "01a2d001";  ///< hex digits, as +CEREG prints them
    AccessTechnology act = Cell{}.act;
    std::uint32_t earfcn = Cell{}.earfcn;
    int band = Cell{}.band;
    int pci = Cell{}.pci;
    int rsrp = Cell{}.rsrp;
    int rsrq = Cell{}.rsrq;
    int reject_cause = 0;  ///< EMM cause of every attach here; 0: attach is accepted
    sim::Duration from{};
    std::optional<sim::Duration> until = {};
};

/// A stretch of time without any cell: a tunnel.
struct OutageSpec {
    sim::Duration from{};
    sim::Duration length{};
};

/// Names of a network that a scenario gives.
struct OperatorSpec {
    std::string plmn;
    std::string long_name;
    std::string short_name;
};

enum class NetworkEventKind : std::uint8_t {
    Detach,     ///< DETACH REQUEST
    Deactivate  ///< of one PDN connection
};

/// What the network does of its own accord.
struct NetworkEventSpec {
    sim::Duration at{};
    NetworkEventKind what = NetworkEventKind::Detach;
    int cid = 1;
};

/// "network": what is around the module.  Defaults: one home cell.  [module-behaviour 13]
struct NetworkSpec {
    std::vector<CellSpec> cells = {CellSpec{}};
    std::vector<OutageSpec> outages;
    std::vector<OperatorSpec> operators;
    std::vector<NetworkEventSpec> events;
    sim::Duration register_time = std::chrono::seconds(3);
    sim::Duration rrc_inactivity = std::chrono::seconds(10);
    std::string ipv4 = "10.0.0.2";  ///< of the first PDN connection; others follow it
    std::string ipv6;               ///< empty: IPv4 only
    std::vector<std::string> dns = {"10.0.0.1", "10.0.0.1"};
    std::string time;  ///< at the start of the run; empty: no NITZ
    bool psm = true;
    bool edrx = true;
    LinkSpec link;
    std::map<std::string, std::string> names;  ///< addresses by name, beside those of servers
    std::vector<ServerSpec> servers;
};

/// "sim": the card in the holder.
struct SimSpec {
    bool present = true;
    std::string imsi = "222107701772423";        ///< [at-commands 2.1]
    std::string iccid = "89390100002312345678";  ///< [at-commands 2.1]
    std::string number = "+393351234567";        ///< [at-commands 2.15, assumed]
    std::string home = "00101";                  ///< the PLMN it belongs to: others are roaming
    bool pin_enabled = false;
    std::string pin = "1234";
    std::string puk = "12345678";
    int pin_tries = 3;
    int puk_tries = 10;
};

}  // namespace sara::network

template <>
struct sara::sim::Names<sara::network::AccessTechnology> {
    static constexpr auto kTable = std::to_array<Named<sara::network::AccessTechnology>>({
        {"lte-m", sara::network::AccessTechnology::LteM},
        {"nb-iot", sara::network::AccessTechnology::NbIot},
    });
};

template <>
struct sara::sim::Names<sara::network::NetworkEventKind> {
    static constexpr auto kTable = std::to_array<Named<sara::network::NetworkEventKind>>({
        {"detach", sara::network::NetworkEventKind::Detach},
        {"deactivate", sara::network::NetworkEventKind::Deactivate},
    });
};

template <>
const sara::sim::Shape& sara::sim::shape_of<sara::network::CellSpec>();
template <>
const sara::sim::Shape& sara::sim::shape_of<sara::network::OutageSpec>();
template <>
const sara::sim::Shape& sara::sim::shape_of<sara::network::OperatorSpec>();
template <>
const sara::sim::Shape& sara::sim::shape_of<sara::network::NetworkEventSpec>();
template <>
const sara::sim::Shape& sara::sim::shape_of<sara::network::NetworkSpec>();
template <>
const sara::sim::Shape& sara::sim::shape_of<sara::network::SimSpec>();

#include "tools/capture/coap_capture.hpp"

#include "models/ppp/udp.hpp"

#include <fmt/format.h>

#include <variant>

namespace sara::tools {

namespace {

using network::Address;

constexpr std::uint16_t kCoapPort = 5683;    // [RFC 7252 6.1]
constexpr std::uint16_t kSecurePort = 5684;  // [RFC 7252 6.2]

template <class Value>
Value value_of(const sim::Record& record, std::string_view key) {
    const sim::Field* const field = record.find(key);
    const Value* const value = field == nullptr ? nullptr : std::get_if<Value>(&field->value);
    return value == nullptr ? Value{} : *value;
}

/// What is no IPv4 address becomes 0.0.0.0.
Address address_in(const sim::Record& record, std::string_view key) {
    const auto address = Address::parse(value_of<std::string_view>(record, key));
    return address && !address->is_v6() ? *address : Address::v4({});
}

std::uint16_t port_in(const sim::Record& record, std::string_view key) {
    const auto port = static_cast<std::uint16_t>(value_of<std::int64_t>(record, key));
    return port == kSecurePort ? kCoapPort : port;
}

}  // namespace

CoapCaptureSink::CoapCaptureSink(std::ostream& out, std::string_view title)
    : writer_(out, fmt::format("{}\nCoAP messages of simulated modules at virtual time. The DTLS "
                               "layer is omitted: port {} stands for port {}.",
                               title, kCoapPort, kSecurePort)) {}

void CoapCaptureSink::on_record(const sim::Record& record) {
    if (record.kind != sim::RecordKind::Coap) return;
    const auto bytes = value_of<sim::Bytes>(record, "bytes");
    const ppp::IpPacket packet = ppp::packet_of(
        address_in(record, "from"), address_in(record, "to"),
        {port_in(record, "from_port"), port_in(record, "to_port"), {bytes.begin(), bytes.end()}});
    writer_.add_packet(record.time, ppp::encode(packet, ++packets_));
}

}  // namespace sara::tools

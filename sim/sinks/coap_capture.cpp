#include "sim/sinks/coap_capture.hpp"

#include "sim/sinks/udp_packet.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <variant>

namespace sara::sim {

namespace {

constexpr std::uint16_t kCoapPort = 5683;    // [RFC 7252 6.1]
constexpr std::uint16_t kSecurePort = 5684;  // [RFC 7252 6.2]

template <class Value>
Value value_of(const Record& record, std::string_view key) {
    const Field* const field = record.find(key);
    const Value* const value = field == nullptr ? nullptr : std::get_if<Value>(&field->value);
    return value == nullptr ? Value{} : *value;
}

UdpEnd end_of(const Record& record, std::string_view address, std::string_view port) {
    const auto number = static_cast<std::uint16_t>(value_of<std::int64_t>(record, port));
    return {value_of<std::string_view>(record, address),
            number == kSecurePort ? kCoapPort : number};
}

}  // namespace

CoapCaptureSink::CoapCaptureSink(std::ostream& out, std::string_view title)
    : writer_(out, fmt::format("{}\nCoAP messages of simulated modules at virtual time. The DTLS "
                               "layer is omitted: port {} stands for port {}.",
                               title, kCoapPort, kSecurePort)) {}

void CoapCaptureSink::on_record(const Record& record) {
    if (record.kind != RecordKind::Coap) return;
    writer_.add_packet(
        record.time, udp_packet(end_of(record, "from", "from_port"),
                                end_of(record, "to", "to_port"), value_of<Bytes>(record, "bytes")));
}

}  // namespace sara::sim

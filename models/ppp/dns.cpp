#include "models/ppp/dns.hpp"

namespace sara::ppp {

namespace {

constexpr std::size_t kDnsHeader = 12;
constexpr std::size_t kQuestionsAt = 4;
constexpr unsigned kIsResponse = 0x8000;
constexpr unsigned kOpcode = 0x7800;
constexpr unsigned kRecursionDesired = 0x0100;
constexpr unsigned kRecursionAvailable = 0x0080;
constexpr unsigned kNameError = 3;
constexpr unsigned kTypeA = 1;
constexpr unsigned kTypeAaaa = 28;
constexpr unsigned kClassInternet = 1;
constexpr unsigned kPointerToQuestion = 0xC000 | kDnsHeader;
constexpr std::uint32_t kTimeToLive = 60;  // s  [assumed]
constexpr std::size_t kMaxLabel = 63;
constexpr std::size_t kMaxName = 255;

}  // namespace

std::optional<DnsQuestion> parse_question(sim::Bytes bytes) {
    if (bytes.size() < kDnsHeader) return std::nullopt;
    const unsigned flags = read16(bytes, 2);
    if ((flags & (kIsResponse | kOpcode)) != 0 || read16(bytes, kQuestionsAt) != 1) {
        return std::nullopt;
    }
    DnsQuestion question{.id = read16(bytes),
                         .recursion_desired = (flags & kRecursionDesired) != 0};
    sim::Bytes rest = bytes.subspan(kDnsHeader);
    const sim::Bytes section = rest;
    while (!rest.empty() && rest[0] != 0) {
        const std::size_t length = rest[0];
        if (length > kMaxLabel || length >= rest.size()) return std::nullopt;
        if (!question.name.empty()) question.name += '.';
        question.name += sim::as_text(rest.subspan(1, length));
        if (question.name.size() > kMaxName) return std::nullopt;
        rest = rest.subspan(1 + length);
    }
    constexpr std::size_t kEnd = 5;  // the root, type and class
    if (rest.size() < kEnd) return std::nullopt;
    question.type = read16(rest, 1);
    const sim::Bytes asked = section.first(section.size() - rest.size() + kEnd);
    question.section.assign(asked.begin(), asked.end());
    return question;
}

Octets dns_answer(const DnsQuestion& question, const std::optional<network::Address>& address,
                  bool name_exists) {
    const bool has_answer = address && question.type == (address->is_v6() ? kTypeAaaa : kTypeA);
    Octets out;
    add16(out, question.id);
    add16(out, kIsResponse | kRecursionAvailable |
                   (question.recursion_desired ? kRecursionDesired : 0U) |
                   (name_exists ? 0U : kNameError));
    for (const unsigned count : {1U, has_answer ? 1U : 0U, 0U, 0U}) add16(out, count);
    add(out, question.section);
    if (!has_answer) return out;
    add16(out, kPointerToQuestion);
    add16(out, question.type);
    add16(out, kClassInternet);
    add32(out, kTimeToLive);
    add16(out, static_cast<unsigned>(address->bytes().size()));
    add(out, address->bytes());
    return out;
}

void DnsRelay::on_datagram(const IpPacket& packet, const Datagram& datagram) {
    auto question = parse_question(datagram.data);
    if (!question) return;
    if (queries_.size() == kMaxQueries) queries_.erase(queries_.begin());
    const int number = next_query_++;
    queries_[number] = network_.resolve(
        question->name, [this, number, question = *question, from = packet.to, to = packet.from,
                         port = datagram.from_port](Result<std::string, network::Error> found) {
            const auto address = found.has_value() ? network::Address::parse(*found) : std::nullopt;
            const Octets answer = dns_answer(question, address, found.has_value());
            wire_.send_ip(packet_of(from, to, {kPort, port, answer}));
            queries_.erase(number);
        });
}

}  // namespace sara::ppp

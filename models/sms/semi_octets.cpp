#include "models/sms/semi_octets.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sara::sms {

namespace {

constexpr std::string_view kDigits = "0123456789*#abc";
constexpr std::uint8_t kFiller = 0x0F;
constexpr std::size_t kMaxDigits = 20;
constexpr std::uint8_t kMinus = 0x08;  ///< sign of a time zone

std::string_view without_plus(std::string_view number) {
    return number.starts_with('+') ? number.substr(1) : number;
}

std::uint8_t code_of(char digit) {
    const std::size_t at = kDigits.find(digit);
    return at == kDigits.npos ? kFiller : static_cast<std::uint8_t>(at);
}

std::uint8_t swapped(int value) {
    return static_cast<std::uint8_t>((value % 10) << 4 | (value / 10));
}

int unswapped(std::uint8_t octet) {
    return (octet & 0x0F) * 10 + (octet >> 4U);
}

int two_digits(std::string_view text, std::size_t at) {
    return (text[at] - '0') * 10 + (text[at + 1] - '0');
}

}  // namespace

std::optional<Address> make_address(std::string_view number, std::optional<int> type) {
    const std::string_view digits = without_plus(number);
    const bool is_good = !digits.empty() && digits.size() <= kMaxDigits &&
                         digits.find_first_not_of(kDigits) == digits.npos;
    if (!is_good) return std::nullopt;
    const int implied = number.starts_with('+') ? kInternational : kUnknownType;
    const int given = type.value_or(implied);
    const bool has_plus = given == kInternational;
    return Address{(has_plus ? "+" : "") + std::string(digits), given};
}

Buffer to_semi_octets(std::string_view number) {
    const std::string_view digits = without_plus(number);
    Buffer octets;
    for (std::size_t i = 0; i < digits.size(); i += 2) {
        const std::uint8_t high = i + 1 < digits.size() ? code_of(digits[i + 1]) : kFiller;
        octets.push_back(static_cast<std::uint8_t>(high << 4U | code_of(digits[i])));
    }
    return octets;
}

std::string from_semi_octets(Bytes octets, std::size_t digits) {
    std::string text;
    for (std::size_t i = 0; i < std::min(digits, 2 * octets.size()); ++i) {
        const std::uint8_t code = i % 2 == 0 ? octets[i / 2] & 0x0FU : octets[i / 2] >> 4U;
        if (code < kDigits.size()) text += kDigits[code];
    }
    return text;
}

Buffer encode_address(const Address& address) {
    Buffer octets{static_cast<std::uint8_t>(without_plus(address.number).size()),
                  static_cast<std::uint8_t>(address.type)};
    const Buffer digits = to_semi_octets(address.number);
    octets.insert(octets.end(), digits.begin(), digits.end());
    return octets;
}

Address decode_address(int type, Bytes semi_octets, std::size_t digits) {
    const std::string number = from_semi_octets(semi_octets, digits);
    return {(type == kInternational ? "+" : "") + number, type};
}

Buffer encode_time(std::string_view text) {
    Buffer octets;
    for (std::size_t at = 0; at < 18; at += 3) octets.push_back(swapped(two_digits(text, at)));
    const std::uint8_t zone = swapped(two_digits(text, 18));
    octets.push_back(text[17] == '-' ? zone | kMinus : zone);
    return octets;
}

std::string decode_time(Bytes octets) {
    constexpr std::size_t kOctets = 7;
    if (octets.size() < kOctets) return {};
    const bool is_behind = (octets[6] & kMinus) != 0;
    const auto zone = static_cast<std::uint8_t>(octets[6] & ~kMinus);
    return fmt::format("{:02}/{:02}/{:02},{:02}:{:02}:{:02}{}{:02}", unswapped(octets[0]),
                       unswapped(octets[1]), unswapped(octets[2]), unswapped(octets[3]),
                       unswapped(octets[4]), unswapped(octets[5]), is_behind ? '-' : '+',
                       unswapped(zone));
}

}  // namespace sara::sms

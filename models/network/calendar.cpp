#include "models/network/calendar.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdlib>

namespace sara::network {

namespace {

using namespace std::chrono;

constexpr std::string_view kShape = "00/00/00,00:00:00+00";  // 0 stands for a digit
constexpr int kMaxZone = 96;    // quarters of an hour  [3GPP TS 27.007 8.15]
constexpr int kCentury = 2000;  // yy is of this century

// The numbers of a text of that shape, in order; nothing if it has another shape.
std::optional<std::array<int, 7>> numbers_of(std::string_view text) {
    if (text.size() != kShape.size()) return std::nullopt;
    std::array<int, 7> numbers{};
    std::size_t digits = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool is_digit = text[i] >= '0' && text[i] <= '9';
        if (kShape[i] == '0') {
            if (!is_digit) return std::nullopt;
            int& number = numbers[digits++ / 2];
            number = number * 10 + (text[i] - '0');
        } else if (text[i] != kShape[i] && !(kShape[i] == '+' && text[i] == '-')) {
            return std::nullopt;
        }
    }
    if (text[text.size() - 3] == '-') numbers.back() = -numbers.back();
    return numbers;
}

}  // namespace

std::optional<LocalTime> LocalTime::parse(std::string_view text) {
    const auto numbers = numbers_of(text);
    if (!numbers) return std::nullopt;
    const auto [yy, month_number, day_number, hour, minute, second, zone] = *numbers;
    const year_month_day date = year(kCentury + yy) / month(static_cast<unsigned>(month_number)) /
                                day(static_cast<unsigned>(day_number));
    if (!date.ok() || hour > 23 || minute > 59 || second > 59) return std::nullopt;
    if (std::abs(zone) > kMaxZone) return std::nullopt;
    return LocalTime{sys_days(date) + hours(hour) + minutes(minute) + seconds(second), zone};
}

std::string LocalTime::text() const {
    const sys_days midnight = floor<days>(local);
    const year_month_day date(midnight);
    const hh_mm_ss time(local - midnight);
    return fmt::format("{:02}/{:02}/{:02},{:02}:{:02}:{:02}{}{:02}",
                       static_cast<int>(date.year()) % 100, static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()), time.hours().count(),
                       time.minutes().count(), time.seconds().count(), zone < 0 ? '-' : '+',
                       std::abs(zone));
}

}  // namespace sara::network

#include "models/ufota/download_record.hpp"

#include <fmt/format.h>

#include <charconv>
#include <string_view>

namespace sara::ufota {

namespace {

constexpr std::string_view kKey = "uFOTA download";

/// Takes the text before the next comma off `rest`.
std::string_view take_field(std::string_view& rest) {
    const std::size_t comma = rest.find(',');
    const std::string_view field = rest.substr(0, comma);
    rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
    return field;
}

template <class Number>
std::optional<Number> take_number(std::string_view& rest) {
    const std::string_view field = take_field(rest);
    Number number{};
    const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), number);
    return error == std::errc() ? std::optional(number) : std::nullopt;
}

}  // namespace

std::optional<DownloadRecord> load_record(const storage::Nvm& nvm) {
    const auto stored = nvm.get(kKey);
    if (!stored) return std::nullopt;
    std::string_view rest = *stored;
    DownloadRecord record;
    record.state = find_download_state(take_field(rest)).value_or(DownloadState::Idle);
    record.result = static_cast<lwm2m::FirmwareResult>(take_number<int>(rest).value_or(0));
    record.server = take_number<int>(rest).value_or(0);
    record.for_host = take_number<int>(rest) == 1;
    record.total = take_number<std::size_t>(rest);
    record.uri = rest;
    return record;
}

bool store_record(storage::Nvm& nvm, const DownloadRecord& record) {
    const std::string total = record.total ? fmt::format("{}", *record.total) : std::string();
    return nvm.set(kKey, fmt::format("{},{},{},{},{},{}", name_of(record.state),
                                     static_cast<int>(record.result), record.server,
                                     record.for_host ? 1 : 0, total, record.uri));
}

}  // namespace sara::ufota

#include "models/storage/sms_store.hpp"

#include "models/storage/digest.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>

namespace sara::storage {

namespace {

constexpr std::string_view kServiceCentreKey = "service_centre";

/// Keys of a memory's messages in order of places, e.g. "ME:007".
std::string prefix_of(SmsMemory memory) {
    return std::string(name_of(memory)) + ':';
}
std::string key_of(SmsMemory memory, std::size_t place) {
    return fmt::format("{}{:03}", prefix_of(memory), place);
}

/// The status, then the PDU.
Buffer encode(const StoredSms& message) {
    Buffer bytes{static_cast<std::uint8_t>(message.status)};
    bytes.insert(bytes.end(), message.pdu.begin(), message.pdu.end());
    return bytes;
}

std::optional<StoredSms> decode(Bytes bytes) {
    constexpr auto kLast = static_cast<std::uint8_t>(SmsStatus::StoredSent);
    if (bytes.empty() || bytes.front() > kLast) return std::nullopt;
    const Bytes pdu = bytes.subspan(1);
    return StoredSms{static_cast<SmsStatus>(bytes.front()), {pdu.begin(), pdu.end()}};
}

}  // namespace

std::string_view name_of(SmsMemory memory) {
    return memory == SmsMemory::Me ? "ME" : "SM";
}

std::size_t SmsStore::count(SmsMemory memory) const {
    std::size_t messages = 0;
    log_.for_each(prefix_of(memory), [&](std::string_view, Bytes) { ++messages; });
    return messages;
}

std::optional<StoredSms> SmsStore::get(SmsMemory memory, std::size_t place) const {
    const auto bytes = log_.get(key_of(memory, place));
    return bytes ? decode(*bytes) : std::nullopt;
}

std::optional<std::size_t> SmsStore::add(SmsMemory memory, const StoredSms& message) {
    for (std::size_t place = 1; place <= places(memory); ++place) {
        if (log_.contains(key_of(memory, place))) continue;
        return put(memory, place, message) ? std::optional(place) : std::nullopt;
    }
    return std::nullopt;
}

bool SmsStore::put(SmsMemory memory, std::size_t place, const StoredSms& message) {
    return message.pdu.size() <= kMaxPduBytes &&
           changed(log_.set(key_of(memory, place), encode(message)));
}

bool SmsStore::erase(SmsMemory memory, std::size_t place) {
    return changed(log_.erase(key_of(memory, place)));
}

bool SmsStore::erase_all(SmsMemory memory) {
    return changed(log_.erase_all(prefix_of(memory)));
}

bool SmsStore::changed(bool is_done) {
    if (is_done) listeners_.tell(&SmsStoreListener::on_messages_changed);
    return is_done;
}

bool SmsStore::has_unread() const {
    bool found = false;
    for (const SmsMemory memory : {SmsMemory::Me, SmsMemory::Sm}) {
        for_each(memory, [&](std::size_t, const StoredSms& message) {
            found = found || message.status == SmsStatus::ReceivedUnread;
        });
    }
    return found;
}

void SmsStore::for_each(SmsMemory memory,
                        const std::function<void(std::size_t, const StoredSms&)>& visit) const {
    const std::string prefix = prefix_of(memory);
    log_.for_each(prefix, [&](std::string_view key, Bytes bytes) {
        const std::string_view digits = key.substr(prefix.size());
        std::size_t place = 0;
        std::from_chars(digits.data(), digits.data() + digits.size(), place);
        if (const auto message = decode(bytes)) visit(place, *message);
    });
}

std::optional<std::string> SmsStore::service_centre() const {
    const auto stored = log_.get(kServiceCentreKey);
    if (!stored) return std::nullopt;
    return std::string(sim::as_text(*stored));
}

bool SmsStore::set_service_centre(std::string_view parameters) {
    return log_.set(kServiceCentreKey, sim::as_bytes(parameters));
}

nlohmann::json SmsStore::to_json() const {
    nlohmann::json document = nlohmann::json::object();
    for (const SmsMemory memory : {SmsMemory::Me, SmsMemory::Sm}) {
        nlohmann::json messages = nlohmann::json::array();
        for_each(memory, [&](std::size_t place, const StoredSms& message) {
            messages.push_back({{"index", place},
                                {"status", static_cast<int>(message.status)},
                                {"pdu", to_hex(message.pdu)}});
        });
        document[std::string(name_of(memory))] = std::move(messages);
    }
    return document;
}

}  // namespace sara::storage

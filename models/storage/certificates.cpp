#include "models/storage/certificates.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

#include <fmt/format.h>

namespace sara::storage {

namespace {

constexpr auto kTypeNames = std::to_array<std::string_view>({"CA", "CC", "PK", "SC", "VC", "PU"});
static_assert(kTypeNames.size() == kCertificateTypes);

std::string key_of(CertificateType type, std::string_view name) {
    return fmt::format("{}:{}", name_of(type), name);
}

/// An item as the log keeps it: its number in the order of creation, and everything else.
struct Entry {
    std::uint32_t number = 0;
    Certificate item;
};

Buffer encode(const Entry& entry) {
    const Certificate& item = entry.item;
    return nlohmann::json::to_cbor({{"number", entry.number},
                                    {"type", static_cast<int>(item.type)},
                                    {"name", item.name},
                                    {"der", nlohmann::json::binary(item.der)},
                                    {"md5", item.md5},
                                    {"cn", item.common_name},
                                    {"expires", item.expires},
                                    {"factory", item.is_factory}});
}

/// Nothing if the record is not one of ours.
std::optional<Entry> entry_from(Bytes bytes) {
    const auto json = nlohmann::json::from_cbor(bytes.begin(), bytes.end(), true, false);
    if (!json.is_object() || !json.contains("der") || !json["der"].is_binary()) return {};
    const auto type = json.value("type", std::size_t{kCertificateTypes});
    if (type >= kCertificateTypes) return {};
    return Entry{.number = json.value("number", 0U),
                 .item = {.type = static_cast<CertificateType>(type),
                          .name = json.value("name", ""),
                          .der = json["der"].get_binary(),
                          .md5 = json.value("md5", ""),
                          .common_name = json.value("cn", ""),
                          .expires = json.value("expires", ""),
                          .is_factory = json.value("factory", false)}};
}

std::vector<Entry> entries(const RecordLog& log) {
    std::vector<Entry> all;
    log.for_each("", [&](std::string_view, Bytes value) {
        if (auto entry = entry_from(value)) all.push_back(std::move(*entry));
    });
    std::ranges::sort(all, {}, &Entry::number);
    return all;
}

}  // namespace

std::string_view name_of(CertificateType type) {
    return kTypeNames[static_cast<std::size_t>(type)];
}

void CertificateStore::mount() {
    log_.mount();
    next_number_ = 1;
    for (const Entry& entry : entries(log_)) {
        next_number_ = std::max(next_number_, entry.number + 1);
    }
}

Result<void, CertificateError> CertificateStore::add(const Certificate& item) {
    if (item.name.empty() || item.name.size() > kMaxName) return CertificateError::IllegalName;
    if (item.der.size() > kMaxBytes) return CertificateError::TooLarge;
    const std::string key = key_of(item.type, item.name);
    Entry entry{.number = next_number_, .item = item};
    const auto old = log_.get(key);
    if (const auto before = old ? entry_from(*old) : std::nullopt) {
        entry.number = before->number;
    } else if (!item.is_factory && user_items() >= kMaxUserItems) {
        return CertificateError::Full;
    }
    if (!log_.set(key, encode(entry))) return CertificateError::WriteError;
    next_number_ = std::max(next_number_, entry.number + 1);
    return {};
}

std::size_t CertificateStore::user_items() const {
    return static_cast<std::size_t>(std::ranges::count_if(
        entries(log_), [](const Entry& entry) { return !entry.item.is_factory; }));
}

Result<void, CertificateError> CertificateStore::remove(CertificateType type,
                                                        std::string_view name) {
    const std::string key = key_of(type, name);
    if (!log_.contains(key)) return CertificateError::NotFound;
    if (!log_.erase(key)) return CertificateError::WriteError;
    return {};
}

Result<Certificate, CertificateError> CertificateStore::get(CertificateType type,
                                                            std::string_view name) const {
    const auto bytes = log_.get(key_of(type, name));
    auto entry = bytes ? entry_from(*bytes) : std::nullopt;
    if (!entry) return CertificateError::NotFound;
    return std::move(entry->item);
}

std::vector<Certificate> CertificateStore::list() const {
    std::vector<Certificate> items;
    for (Entry& entry : entries(log_)) {
        entry.item.der.clear();
        items.push_back(std::move(entry.item));
    }
    return items;
}

nlohmann::json CertificateStore::to_json() const {
    nlohmann::json items = nlohmann::json::array();
    for (const Entry& entry : entries(log_)) {
        items.push_back({{"type", name_of(entry.item.type)},
                         {"name", entry.item.name},
                         {"size", entry.item.der.size()},
                         {"md5", entry.item.md5},
                         {"common_name", entry.item.common_name},
                         {"expires", entry.item.expires},
                         {"factory", entry.item.is_factory}});
    }
    return items;
}

}  // namespace sara::storage

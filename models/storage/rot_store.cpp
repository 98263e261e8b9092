#include "models/storage/rot_store.hpp"

#include "models/storage/digest.hpp"
#include "sim/expect.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace sara::storage {

namespace {
constexpr std::string_view kChipKey = "chip";
constexpr std::string_view kFileKey = "file";
constexpr std::string_view kUpdatingKey = "updating";
}  // namespace

std::string RotStore::chip_version() const {
    const auto version = log_.get(kChipKey);
    return version ? std::string(sim::as_text(*version)) : std::string();
}

bool RotStore::set_chip_version(std::string_view version) {
    return log_.set(kChipKey, sim::as_bytes(version));
}

std::optional<RotStore::File> RotStore::file() const {
    const auto bytes = log_.get(kFileKey);
    if (!bytes) return std::nullopt;
    const auto json = nlohmann::json::from_cbor(*bytes, true, false);
    if (!json.is_object()) return std::nullopt;
    return File{.version = json.value("version", ""),
                .size = json.value("size", std::size_t{0}),
                .sha256 = json.value("sha256", "")};
}

Buffer RotStore::read_file() const {
    const auto present = file();
    return present && present->size <= file_.size() ? file_.read(0, present->size) : Buffer{};
}

bool RotStore::replace_file(std::string_view version, Bytes bytes) {
    SARA_EXPECT(bytes.size() <= capacity(), "a RoT file has up to 200 kB");
    if (!remove_file()) return false;
    for (std::size_t sector = 0; sector * kSectorBytes < bytes.size(); ++sector) {
        const std::size_t offset = sector * kSectorBytes;
        const Bytes piece =
            bytes.subspan(offset).first(std::min(kSectorBytes, bytes.size() - offset));
        if (!file_.make_blank(sector) || !file_.program(offset, piece)) return false;
    }
    return log_.set(kFileKey, nlohmann::json::to_cbor({{"version", version},
                                                       {"size", bytes.size()},
                                                       {"sha256", to_hex(sha256(bytes))}}));
}

bool RotStore::remove_file() {
    return log_.erase(kFileKey);
}

bool RotStore::is_file_intact() const {
    const auto present = file();
    return present && to_hex(sha256(read_file())) == present->sha256;
}

bool RotStore::begin_update() {
    return log_.set(kUpdatingKey, {});
}

bool RotStore::is_updating() const {
    return log_.contains(kUpdatingKey);
}

// The mark goes last: whatever a cut leaves undone is done again.
bool RotStore::complete_update() {
    const auto present = file();
    const bool taken = !present || (set_chip_version(present->version) && remove_file());
    return taken && log_.erase(kUpdatingKey);
}

nlohmann::json RotStore::to_json() const {
    nlohmann::json json{{"chip_version", chip_version()}, {"file", nullptr}};
    if (const auto present = file()) {
        json["file"] = {{"version", present->version}, {"size", present->size}};
    }
    return json;
}

}  // namespace sara::storage

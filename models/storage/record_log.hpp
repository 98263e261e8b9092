#pragma once

#include "models/storage/bytes.hpp"
#include "models/storage/flash.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace sara::storage {

/// Keys and values in a region, appended one record a change, each with a CRC.  A change is there
/// whole or not at all, wherever the power goes.
///
/// Two banks: when one is full, what is alive is copied into the other, whose header is written
/// last.  The valid bank of the higher sequence counts.  A torn record at the end is ignored and
/// makes the next change start a new bank.
class RecordLog {
 public:
    static constexpr std::size_t kMaxKeyBytes = 255;

    /// `sectors` is even: one half a bank.
    explicit RecordLog(Partition partition);

    /// Rebuilds the index from what is in the flash.
    void mount();

    /// The value of that key, read from the flash.
    std::optional<Buffer> get(std::string_view key) const;
    bool contains(std::string_view key) const { return index_.contains(key); }
    std::size_t count() const { return index_.size(); }

    /// Stores a value; one that is there already costs no write.  False: no room, or the flash
    /// fails; the old value stays.  The key has 1-255 bytes.
    [[nodiscard]] bool set(std::string_view key, Bytes value);

    /// Removes a key; true if it is gone afterwards.
    [[nodiscard]] bool erase(std::string_view key);

    /// Removes every key that begins with `prefix`, all at once.
    [[nodiscard]] bool erase_all(std::string_view prefix);

    /// Empties both banks physically, the one in use last.
    [[nodiscard]] bool wipe();

    /// Calls `visit(key, value)` in order of keys that begin with `prefix`.
    void for_each(std::string_view prefix,
                  const std::function<void(std::string_view, Bytes)>& visit) const;

 private:
    struct Place {
        std::uint32_t offset;  ///< of the value, in the partition
        std::uint32_t size;
    };
    using Index = std::map<std::string, Place, std::less<>>;
    enum class Kind : std::uint8_t { Set = 0xA5, Erase = 0x5A, EraseAll = 0x3C };

    std::size_t bank_bytes() const { return partition_.size() / 2; }
    std::size_t bank_start() const { return bank_ * bank_bytes(); }
    std::size_t bank_end() const { return bank_start() + bank_bytes(); }
    static bool touches(Kind kind, std::string_view changed, std::string_view key);

    std::optional<std::uint32_t> sequence_of(std::size_t bank) const;
    bool scan_record();
    void apply(Kind kind, std::string_view key, Place value);
    bool change(Kind kind, std::string_view key, Bytes value);
    bool change_in_new_bank(Kind kind, std::string_view key, Bytes value);
    bool program(std::size_t offset, Bytes bytes);
    bool blank(std::size_t bank);

    Partition partition_;
    Index index_;
    std::size_t bank_ = 0;
    std::uint32_t sequence_ = 0;  ///< 0: no bank is in use yet
    std::size_t end_ = 0;         ///< where the next record goes
    bool is_torn_ = false;        ///< there is half a record at `end_`
};

}  // namespace sara::storage

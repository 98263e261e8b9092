#include "models/storage/record_log.hpp"

#include "models/storage/erased.hpp"
#include "sim/expect.hpp"

#include <boost/crc.hpp>
#include <boost/endian/conversion.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace sara::storage {

namespace {

// A bank: magic, sequence, CRC-32 of both, 4 spare bytes; then the records.
constexpr std::size_t kBankHeaderBytes = 16;
constexpr std::uint32_t kLogMagic = 0x474F4C52;  // "RLOG"

// A record: kind, key size, 2 spare bytes, value size, CRC-32 of all but itself; key; value.
// Each begins at a multiple of 4.
constexpr std::size_t kRecordHeaderBytes = 12;
constexpr std::size_t kCrcOffset = 8;

constexpr std::size_t record_bytes(std::size_t key, std::size_t value) {
    return (kRecordHeaderBytes + key + value + 3) & ~std::size_t{3};
}

std::uint32_t record_crc(Bytes record, std::size_t size) {
    boost::crc_32_type crc;
    crc.process_bytes(record.data(), kCrcOffset);
    crc.process_bytes(record.data() + kRecordHeaderBytes, size - kRecordHeaderBytes);
    return crc.checksum();
}

/// Appends a record to `into`.
void encode(std::uint8_t kind, std::string_view key, Bytes value, Buffer& into) {
    const std::size_t start = into.size();
    into.resize(start + record_bytes(key.size(), value.size()), kErasedByte);
    std::uint8_t* record = into.data() + start;
    record[0] = kind;
    record[1] = static_cast<std::uint8_t>(key.size());
    record[2] = record[3] = 0;
    boost::endian::store_little_u32(record + 4, static_cast<std::uint32_t>(value.size()));
    std::copy(key.begin(), key.end(), record + kRecordHeaderBytes);
    std::copy(value.begin(), value.end(), record + kRecordHeaderBytes + key.size());
    const std::size_t size = kRecordHeaderBytes + key.size() + value.size();
    boost::endian::store_little_u32(record + kCrcOffset, record_crc({record, size}, size));
}

std::array<std::uint8_t, kBankHeaderBytes> bank_header(std::uint32_t sequence) {
    std::array<std::uint8_t, kBankHeaderBytes> header{};
    boost::endian::store_little_u32(header.data(), kLogMagic);
    boost::endian::store_little_u32(header.data() + 4, sequence);
    boost::crc_32_type crc;
    crc.process_bytes(header.data(), 8);
    boost::endian::store_little_u32(header.data() + 8, crc.checksum());
    return header;
}

}  // namespace

RecordLog::RecordLog(Partition partition) : partition_(partition) {
    SARA_EXPECT(partition.sectors() % 2 == 0, "a record log has two banks of whole sectors");
}

void RecordLog::mount() {
    index_.clear();
    sequence_ = 0;
    end_ = 0;
    is_torn_ = false;
    for (std::size_t bank = 0; bank < 2; ++bank) {
        if (const auto sequence = sequence_of(bank); sequence && *sequence > sequence_) {
            sequence_ = *sequence;
            bank_ = bank;
        }
    }
    if (sequence_ == 0) return;
    end_ = bank_start() + kBankHeaderBytes;
    while (scan_record()) {
    }
}

std::optional<std::uint32_t> RecordLog::sequence_of(std::size_t bank) const {
    std::array<std::uint8_t, kBankHeaderBytes> header{};
    partition_.read(bank * bank_bytes(), header);
    const std::uint32_t sequence = boost::endian::load_little_u32(header.data() + 4);
    if (header != bank_header(sequence)) return std::nullopt;
    return sequence;
}

bool RecordLog::scan_record() {
    if (end_ + kRecordHeaderBytes > bank_end()) return false;
    Buffer record = partition_.read(end_, kRecordHeaderBytes);
    if (is_erased(record)) return false;
    is_torn_ = true;  // unless the record proves whole
    const std::size_t key_size = record[1];
    const std::uint32_t value_size = boost::endian::load_little_u32(record.data() + 4);
    if (value_size > bank_bytes() || end_ + record_bytes(key_size, value_size) > bank_end()) {
        return false;
    }
    const std::size_t size = kRecordHeaderBytes + key_size + value_size;
    record.resize(size);
    partition_.read(end_, record);
    if (boost::endian::load_little_u32(record.data() + kCrcOffset) != record_crc(record, size)) {
        return false;
    }
    is_torn_ = false;
    const std::size_t value_at = kRecordHeaderBytes + key_size;
    apply(static_cast<Kind>(record[0]),
          sim::as_text(Bytes(record).subspan(kRecordHeaderBytes, key_size)),
          {static_cast<std::uint32_t>(end_ + value_at), value_size});
    end_ += record_bytes(key_size, value_size);
    return true;
}

bool RecordLog::touches(Kind kind, std::string_view changed, std::string_view key) {
    return kind == Kind::EraseAll ? key.starts_with(changed) : key == changed;
}

void RecordLog::apply(Kind kind, std::string_view key, Place value) {
    if (kind == Kind::Set) {
        index_.insert_or_assign(std::string(key), value);
    } else {
        std::erase_if(index_, [&](const auto& entry) { return touches(kind, key, entry.first); });
    }
}

std::optional<Buffer> RecordLog::get(std::string_view key) const {
    const auto found = index_.find(key);
    if (found == index_.end()) return std::nullopt;
    return partition_.read(found->second.offset, found->second.size);
}

void RecordLog::for_each(std::string_view prefix,
                         const std::function<void(std::string_view, Bytes)>& visit) const {
    for (auto entry = index_.lower_bound(prefix);
         entry != index_.end() && entry->first.starts_with(prefix); ++entry) {
        visit(entry->first, partition_.read(entry->second.offset, entry->second.size));
    }
}

bool RecordLog::set(std::string_view key, Bytes value) {
    SARA_EXPECT(!key.empty() && key.size() <= kMaxKeyBytes, "a key has 1-255 bytes");
    if (const auto old = get(key); old && std::ranges::equal(*old, value)) return true;
    return change(Kind::Set, key, value);
}

bool RecordLog::erase(std::string_view key) {
    return !contains(key) || change(Kind::Erase, key, {});
}

bool RecordLog::erase_all(std::string_view prefix) {
    const auto first = index_.lower_bound(prefix);
    const bool is_any = first != index_.end() && first->first.starts_with(prefix);
    return !is_any || change(Kind::EraseAll, prefix, {});
}

bool RecordLog::change(Kind kind, std::string_view key, Bytes value) {
    const std::size_t size = record_bytes(key.size(), value.size());
    const bool has_room = sequence_ != 0 && !is_torn_ && end_ + size <= bank_end() &&
                          is_erased(partition_.read(end_, size));  // a cut may tear at any byte
    if (!has_room) return change_in_new_bank(kind, key, value);
    Buffer record;
    encode(static_cast<std::uint8_t>(kind), key, value, record);
    if (!program(end_, record)) return false;
    apply(kind, key,
          {static_cast<std::uint32_t>(end_ + kRecordHeaderBytes + key.size()),
           static_cast<std::uint32_t>(value.size())});
    end_ += size;
    return true;
}

bool RecordLog::change_in_new_bank(Kind kind, std::string_view key, Bytes value) {
    const std::size_t bank = sequence_ == 0 ? 0 : 1 - bank_;
    const std::size_t start = bank * bank_bytes();
    Buffer contents(kBankHeaderBytes, kErasedByte);
    Index index;
    const auto keep = [&](const std::string& name, Bytes bytes) {
        const std::size_t value_at = start + contents.size() + kRecordHeaderBytes + name.size();
        encode(static_cast<std::uint8_t>(Kind::Set), name, bytes, contents);
        index[name] = {static_cast<std::uint32_t>(value_at),
                       static_cast<std::uint32_t>(bytes.size())};
    };
    for (const auto& [name, place] : index_) {
        if (!touches(kind, key, name)) keep(name, partition_.read(place.offset, place.size));
    }
    if (kind == Kind::Set) keep(std::string(key), value);
    if (contents.size() > bank_bytes()) return false;

    const auto header = bank_header(sequence_ + 1);
    const bool done =
        blank(bank) &&
        program(start + kBankHeaderBytes, Bytes(contents).subspan(kBankHeaderBytes)) &&
        partition_.program(start, header);  // last: now the bank counts
    if (!done) return false;
    index_ = std::move(index);
    bank_ = bank;
    ++sequence_;
    end_ = start + contents.size();
    is_torn_ = false;
    return true;
}

bool RecordLog::program(std::size_t offset, Bytes bytes) {
    while (!bytes.empty()) {
        const std::size_t size = std::min(bytes.size(), kSectorBytes - offset % kSectorBytes);
        if (!partition_.program(offset, bytes.first(size))) return false;
        offset += size;
        bytes = bytes.subspan(size);
    }
    return true;
}

bool RecordLog::blank(std::size_t bank) {
    const std::size_t count = partition_.sectors() / 2;
    for (std::size_t i = 0; i < count; ++i) {  // the header's sector first: a cut leaves no bank
        if (!partition_.make_blank(bank * count + i)) return false;
    }
    return true;
}

bool RecordLog::wipe() {
    // The bank in use goes last: until then a cut leaves everything as it was.
    if (!blank(1 - bank_) || !blank(bank_)) return false;
    index_.clear();
    sequence_ = 0;
    end_ = 0;
    is_torn_ = false;
    return true;
}

}  // namespace sara::storage

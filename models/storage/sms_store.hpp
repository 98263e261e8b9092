#pragma once

#include "models/listeners.hpp"
#include "models/storage/bytes.hpp"
#include "models/storage/record_log.hpp"

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace sara::storage {

/// Where a short message lies.  [TS 27.005 2]
enum class SmsMemory : std::uint8_t {
    Me,  ///< "ME": the module's flash
    Sm   ///< "SM": the SIM
};

/// State of a message, as +CMGL's PDU mode counts it.  [TS 27.005 3.1]
enum class SmsStatus : std::uint8_t {
    ReceivedUnread,
    ReceivedRead,
    StoredUnsent,
    StoredSent,
};
std::string_view name_of(SmsMemory memory);

/// True for what came from the network, false for what a host wrote.
constexpr bool is_received(SmsStatus status) {
    return status == SmsStatus::ReceivedUnread || status == SmsStatus::ReceivedRead;
}

struct StoredSms {
    SmsStatus status = SmsStatus::ReceivedUnread;
    Buffer pdu;  ///< service centre address and TPDU, as PDU mode prints them
};

/// Who follows what is stored.
class SmsStoreListener {
 public:
    /// A message came, went or was read.
    virtual void on_messages_changed() = 0;

 protected:
    ~SmsStoreListener() = default;
};

/// Short messages by place: 1 to the capacity.  Each change is there whole or not at all.  The
/// SIM's lie in the same region, because the card has no flash of its own here.
class SmsStore {
 public:
    static constexpr std::size_t kMePlaces = 100;  ///< [AD 13]
    static constexpr std::size_t kMaxSimPlaces = 100;
    static constexpr std::size_t kMaxPduBytes = 176;  ///< 12 of address, 164 of TPDU [TS 23.040 9]

    /// `sim_places` is at most kMaxSimPlaces.
    SmsStore(Partition partition, std::size_t sim_places)
        : log_(partition), sim_places_(sim_places) {}
    void mount() { log_.mount(); }

    std::size_t places(SmsMemory memory) const {
        return memory == SmsMemory::Me ? kMePlaces : sim_places_;
    }
    std::size_t count(SmsMemory memory) const;
    bool has_unread() const;
    Listeners<SmsStoreListener>& listeners() { return listeners_; }
    bool is_full(SmsMemory memory) const { return count(memory) >= places(memory); }

    std::optional<StoredSms> get(SmsMemory memory, std::size_t place) const;

    /// Stores in the lowest free place and tells which; nothing if none is free or the flash fails.
    std::optional<std::size_t> add(SmsMemory memory, const StoredSms& message);

    /// Replaces what is in that place.  False: the flash fails.
    bool put(SmsMemory memory, std::size_t place, const StoredSms& message);

    /// Empties a place, which may be empty already.  False: the flash fails.
    bool erase(SmsMemory memory, std::size_t place);
    bool erase_all(SmsMemory memory);

    /// Calls `visit(place, message)` in order of places.
    void for_each(SmsMemory memory,
                  const std::function<void(std::size_t, const StoredSms&)>& visit) const;

    /// +CSCA as it prints it; nothing if it has its factory value.  It lies on the SIM.
    std::optional<std::string> service_centre() const;
    bool set_service_centre(std::string_view parameters);

    nlohmann::json to_json() const;

 private:
    bool changed(bool is_done);

    RecordLog log_;
    Listeners<SmsStoreListener> listeners_;
    std::size_t sim_places_;
};

}  // namespace sara::storage

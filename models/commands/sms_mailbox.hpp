#pragma once

#include "models/sms/service.hpp"
#include "models/storage/sms_store.hpp"

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace sara::commands {

/// What +CNMI says of new messages.  [TS 27.005 3.4.1]
struct SmsRouting {
    bool forwards = false;  ///< <mode> 1 or 2: to the DTE at once; else buffered, that is: stored
    int deliveries = 0;     ///< <mt>: 0 stored in silence, 1 stored and told, 2 handed over
    int reports = 0;        ///< <ds>: 0 dropped, 1 handed over, 2 stored and told
    storage::SmsMemory memory = storage::SmsMemory::Me;  ///< +CPMS's <mem3>
};

/// An AT port, as arriving messages see it.
class SmsPort {
 public:
    virtual SmsRouting routing() const = 0;
    virtual void on_stored(storage::SmsMemory memory, std::size_t place, bool is_report) = 0;
    virtual void on_handed_over(const sms::Pdu& pdu, const sms::Tpdu& tpdu) = 0;

 protected:
    ~SmsPort() = default;
};

/// What all AT ports share of short messages: the service, the storage, the reference counter.
/// Arriving messages go where the first port's +CNMI says; each port tells its DTE in its own way.
class SmsMailbox final : private sms::Receiver {
 public:
    SmsMailbox(sms::Service& service, storage::SmsStore& store);
    SmsMailbox(const SmsMailbox&) = delete;
    SmsMailbox& operator=(const SmsMailbox&) = delete;
    ~SmsMailbox();

    void add(SmsPort& port) { ports_.push_back(&port); }
    void remove(SmsPort& port);

    /// The ports are ready to tell their DTEs: messages may come.
    void open() { service_.attach(this); }

    /// Messages that wait for room or for another +CNMI may come now.
    void retry() { service_.retry(); }

    sms::Service& service() { return service_; }
    storage::SmsStore& store() { return store_; }

    /// TP-MR of the next message.
    std::uint8_t next_reference() { return reference_++; }

    /// +CSMS=1: a message handed over waits for +CNMA.
    bool takes_acknowledgement() { return std::exchange(is_unacknowledged_, false); }

 private:
    bool on_message(const sms::Pdu& pdu) override;
    bool store_message(const sms::Pdu& pdu, storage::SmsMemory memory, bool is_told,
                       bool is_report);

    sms::Service& service_;
    storage::SmsStore& store_;
    std::vector<SmsPort*> ports_;
    std::uint8_t reference_ = 0;
    bool is_unacknowledged_ = false;
};

}  // namespace sara::commands

#include "models/commands/sms_mailbox.hpp"

namespace sara::commands {

namespace {

constexpr int kDropped = 0;
constexpr int kTold = 1;              // <mt>
constexpr int kHandedOver = 2;        // <mt>
constexpr int kReportHandedOver = 1;  // <ds>

}  // namespace

SmsMailbox::SmsMailbox(sms::Service& service, storage::SmsStore& store)
    : service_(service), store_(store) {}

SmsMailbox::~SmsMailbox() {
    service_.attach(nullptr);
}

void SmsMailbox::remove(SmsPort& port) {
    std::erase(ports_, &port);
    if (ports_.empty()) service_.attach(nullptr);
}

bool SmsMailbox::on_message(const sms::Pdu& pdu) {
    const auto tpdu = sms::decode(sms::Direction::ToModule, pdu.tpdu);
    if (!tpdu) return true;  // nothing anybody could read
    const SmsRouting routing = ports_.front()->routing();
    const bool is_report = tpdu->is_status_report();
    if (is_report && routing.reports == kDropped) return true;
    const bool is_handed_over =
        routing.forwards &&
        (is_report ? routing.reports == kReportHandedOver : routing.deliveries == kHandedOver);
    if (!is_handed_over) {
        const bool is_told = routing.forwards && (is_report || routing.deliveries >= kTold);
        return store_message(pdu, routing.memory, is_told, is_report);
    }
    is_unacknowledged_ = true;
    for (SmsPort* port : ports_) port->on_handed_over(pdu, *tpdu);
    return true;
}

bool SmsMailbox::store_message(const sms::Pdu& pdu, storage::SmsMemory memory, bool is_told,
                               bool is_report) {
    const auto place = store_.add(memory, {storage::SmsStatus::ReceivedUnread, sms::encode(pdu)});
    if (!place) return false;
    if (is_told) {
        for (SmsPort* port : ports_) port->on_stored(memory, *place, is_report);
    }
    return true;
}

}  // namespace sara::commands

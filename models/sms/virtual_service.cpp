#include "models/sms/virtual_service.hpp"

#include <utility>

namespace sara::sms {

VirtualService::VirtualService(sim::Scheduler& scheduler, Subscriber subscriber,
                               std::function<std::string()> local_time)
    : subscriber_(std::move(subscriber)),
      local_time_(std::move(local_time)),
      answer_(scheduler.timer("SMS submit", [this] { answer(); })) {}

void VirtualService::submit(const Pdu& pdu, Done done) {
    submitted_.push_back({decode(Direction::FromModule, pdu.tpdu), std::move(done)});
    if (submitted_.size() == 1) answer_.restart(subscriber_.submit_time);
}

void VirtualService::attach(Receiver* receiver) {
    receiver_ = receiver;
    for (Submitted& submitted : submitted_) submitted.done = nullptr;  // whoever asked is gone
    retry();
}

void VirtualService::retry() {
    while (receiver_ != nullptr && !waiting_.empty()) {
        if (!receiver_->on_message(waiting_.front())) return;
        waiting_.pop_front();
    }
}

void VirtualService::answer() {
    const Submitted first = std::move(submitted_.front());
    submitted_.pop_front();
    if (!submitted_.empty()) answer_.restart(subscriber_.submit_time);
    const auto fault = fault_of(first);
    if (first.done) {
        if (fault) {
            first.done(*fault);
        } else {
            first.done({});
        }
    }
    if (!fault) take(*first.tpdu);
}

std::optional<SubmitFault> VirtualService::fault_of(const Submitted& submitted) const {
    return submitted.tpdu ? fault_ : SubmitFault::Rejected;
}

void VirtualService::take(const Tpdu& sent) {
    const Buffer now = encode_time(local_time_());
    if ((sent.first_octet & kReportRequest) != 0) {
        Tpdu report{.direction = Direction::ToModule, .first_octet = kStatusReportType};
        report.reference = sent.reference;
        report.peer = sent.peer;
        report.time = now;
        report.discharge = now;
        queue(report);
    }
    if (sent.peer.number != subscriber_.number) return;
    Tpdu echo{.direction = Direction::ToModule, .first_octet = kNoMoreMessages};
    if (sent.has_header()) echo.first_octet |= kHasHeader;
    echo.peer = sent.peer;
    echo.protocol = sent.protocol;
    echo.time = now;
    echo.user = sent.user;
    queue(echo);
}

void VirtualService::deliver(std::string_view from, std::string_view text) {
    Tpdu message{.direction = Direction::ToModule, .first_octet = kNoMoreMessages};
    const auto peer = make_address(from, std::nullopt);
    const auto user = encode_text(text, 0);
    if (!peer || !user) return;
    message.peer = *peer;
    message.user = *user;
    message.time = encode_time(local_time_());
    queue(message);
}

void VirtualService::queue(const Tpdu& tpdu) {
    const auto centre = make_address(subscriber_.service_centre, std::nullopt);
    waiting_.push_back({centre.value_or(Address{}), encode(tpdu)});
    retry();
}

}  // namespace sara::sms

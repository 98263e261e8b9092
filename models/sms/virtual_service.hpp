#pragma once

#include "models/sms/service.hpp"
#include "sim/scheduler.hpp"

#include <functional>
#include <list>
#include <optional>
#include <string>
#include <string_view>

namespace sara::sms {

/// A service centre that takes every message, one after the other.  What goes to the module's own
/// number comes back; others can be given to it for delivery.  A status report follows where one
/// was asked for.
class VirtualService final : public Service {
 public:
    struct Subscriber {
        std::string number;          ///< e.g. "+393351234567"
        std::string service_centre;  ///< named as the sender's in what is delivered
        sim::Duration submit_time;   ///< from `submit` to its answer
    };

    /// `local_time` gives "yy/MM/dd,hh:mm:ss+zz" for time stamps.
    VirtualService(sim::Scheduler& scheduler, Subscriber subscriber,
                   std::function<std::string()> local_time);

    void submit(const Pdu& pdu, Done done) override;
    void attach(Receiver* receiver) override;
    void retry() override;

    /// Somebody sends the module a text in IRA, up to 160 characters.
    void deliver(std::string_view from, std::string_view text);

    /// How the next messages are answered; nothing: they are accepted.
    void set_fault(std::optional<SubmitFault> fault) { fault_ = fault; }

    std::size_t waiting() const { return waiting_.size(); }

 private:
    /// A message of the module's on its way.
    struct Submitted {
        std::optional<Tpdu> tpdu;  ///< nothing: it cannot be read
        Done done;
    };

    void answer();
    std::optional<SubmitFault> fault_of(const Submitted& submitted) const;
    void take(const Tpdu& sent);
    void queue(const Tpdu& tpdu);

    Subscriber subscriber_;
    std::function<std::string()> local_time_;
    Receiver* receiver_ = nullptr;
    std::optional<SubmitFault> fault_;
    std::list<Submitted> submitted_;
    std::list<Pdu> waiting_;  ///< for the module
    sim::Timer answer_;
};

}  // namespace sara::sms

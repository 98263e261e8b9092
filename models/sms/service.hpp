#pragma once

#include "models/result.hpp"
#include "models/sms/pdu.hpp"

#include <cstdint>
#include <functional>

namespace sara::sms {

/// Why a message was not accepted.
enum class SubmitFault : std::uint8_t {
    NoService,  ///< CMS 331
    Timeout,    ///< CMS 332
    Rejected    ///< CMS 21
};

/// Who takes messages for the module.
class Receiver {
 public:
    /// A DELIVER or STATUS-REPORT; false if there is no room for it: the service centre keeps it.
    virtual bool on_message(const Pdu& pdu) = 0;

 protected:
    ~Receiver() = default;
};

/// The network's part of short messages, as the module sees it.
class Service {
 public:
    using Done = std::function<void(Result<void, SubmitFault>)>;

    virtual ~Service() = default;

    /// Sends a SUBMIT to that service centre; `done` hears what became of it, unless the receiver
    /// is detached before.
    virtual void submit(const Pdu& pdu, Done done) = 0;

    /// Who is there to receive; nullptr: nobody.  What waits is delivered at once.
    virtual void attach(Receiver* receiver) = 0;

    /// There is room again: what waits is delivered.
    virtual void retry() = 0;
};

}  // namespace sara::sms

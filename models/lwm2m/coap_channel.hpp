#pragma once

#include "models/lwm2m/coap_message.hpp"
#include "sim/scheduler.hpp"
#include "sim/trace.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace sara::lwm2m {

/// Who is behind one end of a channel.
class CoapHandler {
 public:
    /// The answer to a request of the far end.
    virtual CoapMessage on_request(const CoapMessage& request) = 0;

    /// A notification; false if nobody wants it: it is answered by a reset, which ends it.
    virtual bool on_notification(const CoapMessage& message) = 0;

    /// A message of our own leaves, for the air and for counting.
    virtual void on_send(const std::vector<std::uint8_t>& bytes) = 0;

 protected:
    ~CoapHandler() = default;
};

/// One end of the talk between a client and a server: confirmable messages one after the other,
/// retransmission, and answers once more to requests that come twice.  Identifiers begin
/// with the virtual time, tokens with 1.  [RFC 7252 4; lwm2m 8]
class CoapChannel {
 public:
    /// nullptr: nothing came to the last retransmission.
    using Answered = std::function<void(const CoapMessage*)>;

    CoapChannel(sim::Scheduler& scheduler, CoapHandler& handler);

    /// Sends a confirmable message when those before it are answered.  A message without a token
    /// gets one, unless it is a notification.
    void send(CoapMessage message, Answered answered);

    /// Forgets what is under way.
    void clear();

    /// Another one is at the far end from now on: an identifier that the last one used is new.
    /// [RFC 7252 4.5]
    void change_far_end() { heard_id_.reset(); }

    bool is_busy() const { return !waiting_.empty(); }

    void on_bytes(std::span<const std::uint8_t> bytes);

    std::uint32_t next_token() { return ++last_token_; }

 private:
    struct Outgoing {
        CoapMessage message;
        Answered answered;
    };

    void send_first();
    void retransmit();
    void finish(const CoapMessage* answer);
    void on_far_request(const CoapMessage& request);

    CoapHandler& handler_;
    std::vector<Outgoing> waiting_;  ///< the first is on its way
    int retransmissions_ = 0;
    sim::Duration patience_{};
    std::uint16_t last_id_ = 0;
    std::uint32_t last_token_ = 0;
    std::optional<std::uint16_t> heard_id_;  ///< of the far end's last request
    std::vector<std::uint8_t> last_answer_;
    sim::Timer timer_;
};

/// A token of one to four bytes.
std::vector<std::uint8_t> token_of(std::uint32_t number);

}  // namespace sara::lwm2m

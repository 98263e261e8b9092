#pragma once

#include "models/transition.hpp"

#include <memory>
#include <string_view>
#include <vector>

namespace sara::ppp {

/// Where a control protocol stands.  [RFC 1661 4.2]
enum class NegotiationState { Initial, ReqSent, AckRcvd, AckSent, Opened, Closing, Stopped };

/// What the table's actions do.  `entered` and `refused` are for the trace.
class NegotiationEffects {
 public:
    virtual ~NegotiationEffects() = default;

    virtual void entered(std::string_view state) = 0;
    virtual void refused(std::string_view event) = 0;

    virtual void begin() = 0;         ///< irc, scr
    virtual void request() = 0;       ///< scr
    virtual void count_anew() = 0;    ///< irc
    virtual void request_anew() = 0;  ///< irc, scr
    virtual void acknowledge() = 0;   ///< sca
    virtual void object() = 0;        ///< scn
    virtual void acknowledge_and_open() = 0;
    virtual void open() = 0;                    ///< tlu
    virtual void reopen_and_acknowledge() = 0;  ///< tld, scr, sca
    virtual void reopen_and_object() = 0;       ///< tld, scr, scn
    virtual void reopen() = 0;                  ///< tld, scr
    virtual void agree_to_end() = 0;            ///< sta
    virtual void agree_and_finish() = 0;        ///< tld, sta, tlf
    virtual void start_to_end() = 0;            ///< tld, irc, str
    virtual void ask_to_end() = 0;              ///< str
    virtual void finish() = 0;                  ///< tlf
};

/// The option negotiation automaton as a table, without the states that a link which is up for
/// ever never enters.  Each function is an event.
class NegotiationMachine {
 public:
    explicit NegotiationMachine(NegotiationEffects& effects);
    NegotiationMachine(const NegotiationMachine&) = delete;
    NegotiationMachine& operator=(const NegotiationMachine&) = delete;
    ~NegotiationMachine();

    NegotiationState state() const;

    void started();               ///< Up and Open
    void good_request();          ///< RCR+
    void bad_request();           ///< RCR-
    void request_acknowledged();  ///< RCA
    void request_refused();       ///< RCN
    void timed_out();             ///< TO+
    void gave_up();               ///< TO-
    void peer_ends();             ///< RTR
    void end_agreed();            ///< RTA
    void closed();                ///< Close

    static std::vector<machine::Transition> transitions();

 private:
    struct Machine;
    std::unique_ptr<Machine> machine_;
};

}  // namespace sara::ppp

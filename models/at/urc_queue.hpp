#pragma once

#include <list>
#include <string>
#include <string_view>

namespace sara::at {

/// Who puts a URC on the wire: the interpreter.
class UrcWriter {
 public:
    virtual void write_urc(std::string_view text) = 0;

 protected:
    ~UrcWriter() = default;
};

/// Unsolicited result codes of a port: sent at once in command mode, held back while a command
/// runs, a prompt is open, data flow or the port's speed is not yet known.  [at-syntax 5]
class UrcQueue {
 public:
    explicit UrcQueue(UrcWriter& writer) : writer_(writer) {}

    /// `text` without framing, e.g. "+UUSOCL: 0".
    void post(std::string_view text) {
        if (is_held_) {
            held_.emplace_back(text);
        } else {
            writer_.write_urc(text);
        }
    }

    void hold() { is_held_ = true; }

    /// Sends what was held, oldest first.
    void release() {
        is_held_ = false;
        while (!held_.empty()) {
            writer_.write_urc(held_.front());
            held_.pop_front();
        }
    }

 private:
    UrcWriter& writer_;
    bool is_held_ = true;
    std::list<std::string> held_;
};

}  // namespace sara::at

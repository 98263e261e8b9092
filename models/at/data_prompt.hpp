#pragma once

#include "models/at/data_sink.hpp"
#include "models/at/reply.hpp"
#include "sim/scheduler.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace sara::at {

/// The open prompt of a command: hands bytes to its sink until the announced size, SUB, ESC or the
/// sink's reply ends it.  [at-syntax 6]
class DataPrompt {
 public:
    /// `on_stall` is called when nothing came for the prompt's patience.
    DataPrompt(sim::Scheduler& scheduler, std::function<void(Reply)> on_stall);

    void open(const Prompt& prompt);
    void close();

    bool echoes() const { return prompt_.sign == PromptSign::Text; }

    struct Taken {
        std::size_t bytes;           ///< how many of the given ones
        std::optional<Reply> reply;  ///< the prompt is closed
    };
    Taken take(sim::Bytes bytes, std::uint8_t backspace);

    static constexpr std::uint8_t kSub = 0x1A;
    static constexpr std::uint8_t kEsc = 0x1B;
    static constexpr std::size_t kMaxText = 4096;  ///< bytes beyond are dropped  [assumed]

 private:
    Taken take_counted(sim::Bytes bytes);
    Taken take_text(sim::Bytes bytes, std::uint8_t backspace);
    Reply end_text();
    void stall();

    std::function<void(Reply)> on_stall_;
    Prompt prompt_;
    std::size_t missing_ = 0;
    std::string text_;
    sim::Timer patience_;
};

}  // namespace sara::at

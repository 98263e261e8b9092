#pragma once

#include "models/at/errors.hpp"
#include "models/at/result_code.hpp"
#include "sim/time.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace sara::at {

class DataLink;
class DataSink;

/// How a prompt looks and what ends it.  [at-syntax 6]
enum class PromptSign : std::uint8_t {
    Greater,  ///< `>`, then a number of bytes, not echoed
    At,       ///< `@`, then a number of bytes, not echoed
    Text      ///< `> `, then text up to SUB or ESC, echoed
};

struct Prompt {
    PromptSign sign = PromptSign::Greater;
    std::size_t size = 0;      ///< bytes to come; of no meaning for Text
    DataSink* sink = nullptr;  ///< who takes them
    sim::Duration patience{};  ///< the longest pause between bytes; 0: for ever
};

/// What a handler answers.  Only the interpreter turns it into bytes.
class Reply {
 public:
    enum class Kind : std::uint8_t {
        Final,   ///< ends the command
        None,    ///< no final result code ever: the module leaves the AT interface
        Later,   ///< the family finishes Request::pending() when it knows
        Prompt,  ///< asks for data
        Connect  ///< enters data mode
    };

    static Reply ok() { return Reply(ResultCode::Ok); }

    /// Information text, then OK.
    static Reply text(std::string information);

    /// As `text`, but the information's bytes go out unchanged and OK follows in the next line,
    /// without the usual empty one unless asked for: +URDFILE, +URDBLOCK.  [file-system 2.3]
    static Reply raw(std::string information, bool empty_line_before_ok = false);

    static Reply error(CmeError error) { return Reply(error); }
    static Reply error(CmsError error) { return Reply(error); }

    /// An error whose text is this command's own.
    static Reply error(CmeError error, std::string_view wording);

    /// Plain ERROR, whatever +CMEE says.
    static Reply error() { return Reply(ResultCode::Error); }

    static Reply result(ResultCode code) { return Reply(code); }
    static Reply none() { return Reply(Kind::None); }
    static Reply later() { return Reply(Kind::Later); }
    static Reply prompt(const Prompt& prompt);
    static Reply connect(DataLink& link);

    /// Adds a line to the information text.
    Reply line(std::string_view text) &&;

    /// The command takes that long, beyond the usual latency.
    Reply taking(sim::Duration duration) &&;

    /// Done when the whole answer has left the port: a reset, a change of speed.
    Reply then(std::function<void()> action) &&;

    Kind kind() const { return kind_; }
    bool is_success() const;

    using Outcome = std::variant<ResultCode, CmeError, CmsError>;
    const Outcome& outcome() const { return outcome_; }
    std::string_view wording() const { return wording_; }

    /// Lines are separated by kLineBreak unless `is_raw`.
    const std::string& information() const { return information_; }
    bool has_information() const { return has_information_; }
    bool is_raw() const { return is_raw_; }
    bool has_tight_end() const { return is_raw_ && !empty_line_before_ok_; }

    sim::Duration duration() const { return duration_; }
    const Prompt& data_prompt() const { return prompt_; }
    DataLink* link() const { return link_; }
    std::function<void()> take_action() { return std::exchange(action_, nullptr); }

    /// Stands for the end of a line within information; no string of a command can contain it.
    static constexpr char kLineBreak = '\r';

 private:
    explicit Reply(Outcome outcome) : outcome_(outcome) {}
    explicit Reply(Kind kind) : kind_(kind) {}

    Kind kind_ = Kind::Final;
    bool has_information_ = false;
    bool is_raw_ = false;
    bool empty_line_before_ok_ = false;
    Outcome outcome_ = ResultCode::Ok;
    std::string_view wording_;
    std::string information_;
    sim::Duration duration_{};
    Prompt prompt_;
    DataLink* link_ = nullptr;
    std::function<void()> action_;
};

}  // namespace sara::at

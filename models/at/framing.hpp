#pragma once

#include "models/at/reply.hpp"
#include "models/at/settings.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace sara::at {

/// How answers are framed: ATV, ATQ, S3, S4 and +CMEE.  [at-syntax 3]
struct Framing {
    char cr = '\r';
    char lf = '\n';
    bool verbose = true;
    bool quiet = false;
    int error_mode = 0;  ///< +CMEE

    static Framing of(const Settings& settings);

    /// Information text of a reply, if it has any.
    void add_information(std::string& out, const Reply& reply) const;

    /// The final result code of a reply.
    void add_outcome(std::string& out, const Reply& reply) const;

    void add_result(std::string& out, ResultCode code) const;

    /// A command was aborted by a byte from the DTE.  [at-syntax 5]
    void add_aborted(std::string& out) const;

    void add_urc(std::string& out, std::string_view text) const { add_line(out, text); }
    void add_prompt(std::string& out, PromptSign sign) const;

 private:
    void add_line(std::string& out, std::string_view text) const;
    void add_error(std::string& out, std::string_view prefix, int number,
                   std::string_view text) const;
    void break_line(std::string& out) const {
        out += cr;
        out += lf;
    }
};

}  // namespace sara::at

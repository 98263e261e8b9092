#include "models/at/framing.hpp"

#include "models/at/error_texts.hpp"

namespace sara::at {

Framing Framing::of(const Settings& settings) {
    return {
        .cr = static_cast<char>(settings.number("S3")),
        .lf = static_cast<char>(settings.number("S4")),
        .verbose = settings.number("V") != 0,
        .quiet = settings.number("Q") != 0,
        .error_mode = static_cast<int>(settings.number("+CMEE")),
    };
}

void Framing::add_information(std::string& out, const Reply& reply) const {
    if (!reply.has_information()) return;
    if (verbose) break_line(out);
    if (reply.is_raw()) {
        out += reply.information();
    } else {
        for (const char c : reply.information()) {
            if (c == Reply::kLineBreak) {
                break_line(out);
            } else {
                out += c;
            }
        }
    }
    break_line(out);
}

void Framing::add_outcome(std::string& out, const Reply& reply) const {
    if (const auto* cme = std::get_if<CmeError>(&reply.outcome())) {
        const std::string_view text = reply.wording().empty() ? text_of(*cme) : reply.wording();
        add_error(out, "+CME ERROR: ", static_cast<int>(*cme), text);
    } else if (const auto* cms = std::get_if<CmsError>(&reply.outcome())) {
        add_error(out, "+CMS ERROR: ", static_cast<int>(*cms), text_of(*cms));
    } else {
        const ResultCode code = std::get<ResultCode>(reply.outcome());
        if (reply.has_tight_end() && verbose && !quiet) {
            out += at::text_of(code);  // without the empty line before it  [file-system 2.3]
            break_line(out);
        } else {
            add_result(out, code);
        }
    }
}

void Framing::add_result(std::string& out, ResultCode code) const {
    if (quiet) return;
    if (verbose) {
        add_line(out, text_of(code));
    } else {
        out += std::to_string(static_cast<int>(code));
        out += cr;
    }
}

void Framing::add_aborted(std::string& out) const {
    if (error_mode == 0) return add_result(out, ResultCode::CommandAborted);
    add_error(out, "+CME ERROR: ", static_cast<int>(CmeError::CommandAborted),
              text_of(CmeError::CommandAborted));
}

void Framing::add_error(std::string& out, std::string_view prefix, int number,
                        std::string_view text) const {
    if (quiet) return;
    if (error_mode == 0) return add_result(out, ResultCode::Error);
    break_line(out);
    out += prefix;
    if (error_mode == 1 || text.empty()) {
        out += std::to_string(number);
    } else {
        out += text;
    }
    break_line(out);
}

void Framing::add_prompt(std::string& out, PromptSign sign) const {
    break_line(out);
    switch (sign) {
        case PromptSign::Greater:
            out += '>';
            break;
        case PromptSign::At:
            out += '@';
            break;
        case PromptSign::Text:
            out += "> ";
            break;
    }
}

void Framing::add_line(std::string& out, std::string_view text) const {
    break_line(out);
    out += text;
    break_line(out);
}

}  // namespace sara::at

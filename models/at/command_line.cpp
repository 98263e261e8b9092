#include "models/at/command_line.hpp"

#include "models/at/tokens.hpp"

#include <algorithm>

namespace sara::at {

namespace {

constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
constexpr char to_capital(char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
}
constexpr bool is_capital(char c) {
    return c >= 'A' && c <= 'Z';
}
constexpr bool is_name(char c) {
    return is_capital(to_capital(c)) || is_digit(c) || c == '_';
}

}  // namespace

void CommandLine::assign(std::string_view body) {
    body_ = body;
    text_.clear();
    bool quoted = false;
    for (const char c : body_) {
        if (c == '"') quoted = !quoted;
        if (c != ' ' || quoted) text_ += c;
    }
    rewind();
}

void CommandLine::rewind() {
    position_ = 0;
    command_start_ = 0;
}

LineCommand CommandLine::next() {
    command_start_ = position_;
    const char first = to_capital(text_[position_]);
    const bool is_first = position_ == 0;
    LineCommand command;
    if (first == '+') {
        command = next_extended();
    } else if (first == 'S' && position_ + 1 < text_.size() && is_digit(text_[position_ + 1])) {
        command = next_sparam();
    } else {
        command = next_basic();
    }
    command.is_alone = is_first && is_at_end();
    return command;
}

LineCommand CommandLine::next_extended() {
    const std::string_view text = rest();
    std::size_t length = 1;
    while (length < text.size() && is_name(text[length])) ++length;
    LineCommand command{.kind = LineCommand::Kind::Extended};
    command.name = capitals(text.substr(0, length));
    position_ += length;
    if (rest().starts_with("=?") && (rest().size() == 2 || rest()[2] == ';')) {
        command.form = Form::Test;
        position_ += 2;
    } else if (rest().starts_with('=')) {
        command.form = Form::Set;
        command.parameters = rest().substr(1, find_unquoted(rest().substr(1), ';'));
        position_ += 1 + command.parameters.size();
    } else if (rest().starts_with('?')) {
        command.form = Form::Read;
        position_ += 1;
    }
    return skip_separator() ? command : broken();
}

LineCommand CommandLine::next_sparam() {
    position_ += 1;
    std::string_view number = take_digits();
    while (number.size() > 1 && number.front() == '0') number.remove_prefix(1);
    LineCommand command{.kind = LineCommand::Kind::SParam};
    std::string name = "S";
    name += number;
    command.name = capitals(name);
    if (rest().starts_with('?')) {
        command.form = Form::Read;
        position_ += 1;
    } else if (rest().starts_with('=')) {
        command.form = Form::Set;
        position_ += 1;
        command.parameters = take_digits();
    } else {
        return broken();
    }
    skip_separator();
    return command;
}

LineCommand CommandLine::next_basic() {
    const char first = text_[position_];
    const std::size_t length = first == '&' || first == '\\' ? 2 : 1;
    if (rest().size() < length || !is_capital(to_capital(rest()[length - 1]))) return broken();
    LineCommand command{.kind = LineCommand::Kind::Basic};
    command.name = capitals(rest().substr(0, length));
    position_ += length;
    if (command.name == "D") {  // the dial string is the rest of the line
        command.parameters = rest();
        position_ = text_.size();
        return command;
    }
    command.parameters = take_digits();
    skip_separator();
    return command;
}

LineCommand CommandLine::broken() {
    position_ = text_.size();
    return {};
}

std::string_view CommandLine::take_digits() {
    const std::string_view text = rest();
    const auto end = std::ranges::find_if_not(text, is_digit);
    const auto length = static_cast<std::size_t>(end - text.begin());
    position_ += length;
    return text.substr(0, length);
}

std::string_view CommandLine::capitals(std::string_view name) {
    if (name.size() > kMaxName) return {};
    std::ranges::transform(name, name_.begin(), to_capital);
    return {name_.data(), name.size()};
}

// Needed after an extended command only.
bool CommandLine::skip_separator() {
    if (is_at_end()) return true;
    if (text_[position_] != ';') return false;
    ++position_;
    return true;
}

std::string_view CommandLine::take_raw_argument() {
    const std::string_view before = std::string_view(text_).substr(0, command_start_);
    const auto quotes_before = std::ranges::count(before, '"');
    position_ = text_.size();
    const std::string_view body = body_;
    std::size_t first = body.find('"');
    for (auto i = quotes_before; i > 0 && first != body.npos; --i)
        first = body.find('"', first + 1);
    if (first == body.npos) return {};
    return body.substr(first, body.rfind('"') - first + 1);
}

}  // namespace sara::at

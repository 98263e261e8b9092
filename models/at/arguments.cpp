#include "models/at/arguments.hpp"

#include "models/at/tokens.hpp"

#include <algorithm>
#include <charconv>

namespace sara::at {

namespace {

std::optional<Argument> number_of(const Parameter& parameter, std::string_view digits) {
    Argument argument{.kind = Argument::Kind::Number, .text = digits};
    const char* end = digits.data() + digits.size();
    const auto [parsed, error] = std::from_chars(digits.data(), end, argument.number);
    if (error != std::errc() || parsed != end) return std::nullopt;
    if (!parameter.values.contains(argument.number)) return std::nullopt;
    return argument;
}

// 00, 0D and 15 cannot stand in a text; the quote ends it.  [R4 1.1.5]
bool has_forbidden_bytes(std::string_view text) {
    return text.find_first_of(std::string_view("\x00\x0d\x15", 3)) != std::string_view::npos;
}

std::optional<Argument> text_of(const Parameter& parameter, std::string_view text) {
    if (text.size() > parameter.max_length || has_forbidden_bytes(text)) return std::nullopt;
    if (!parameter.values.contains(text)) return std::nullopt;
    return Argument{.kind = Argument::Kind::Text, .text = text};
}

bool is_hex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
}

std::optional<Argument> hex_of(const Parameter& parameter, std::string_view digits) {
    const bool is_whole = digits.size() % 2 == 0 && std::ranges::all_of(digits, is_hex);
    if (!is_whole || digits.size() > parameter.max_length) return std::nullopt;
    return Argument{.kind = Argument::Kind::Text, .text = digits};
}

std::optional<Argument> omitted(const Parameter& parameter) {
    if (!parameter.optional) return std::nullopt;
    if (parameter.initial.empty()) return Argument{};
    if (parameter.type == ParameterType::Number) return number_of(parameter, parameter.initial);
    return Argument{.kind = Argument::Kind::Text, .text = parameter.initial};
}

std::optional<Argument> argument_of(const Parameter& parameter, const Token& token) {
    const bool bare = token.kind == Token::Kind::Bare;
    const bool quoted = token.kind == Token::Kind::Quoted;
    if (token.kind == Token::Kind::Empty) return omitted(parameter);
    switch (parameter.type) {
        case ParameterType::Number:
            return bare ? number_of(parameter, token.text) : std::nullopt;
        case ParameterType::Text:
            return quoted ? text_of(parameter, token.text) : std::nullopt;
        case ParameterType::Hex:
            return bare || quoted ? hex_of(parameter, token.text) : std::nullopt;
        case ParameterType::Either:
            if (quoted) return text_of(parameter, token.text);
            return bare ? number_of(parameter, token.text) : std::nullopt;
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::size_t> bind(const Row& row, std::string_view parameters, Arguments& arguments) {
    Tokens tokens(parameters);
    std::size_t given = 0;
    for (std::size_t i = 0; i < row.parameters.size(); ++i) {
        if (!tokens.is_at_end()) given = i + 1;
        const std::optional<Argument> argument = argument_of(row.parameters[i], tokens.next());
        if (!argument) return std::nullopt;
        arguments[i] = *argument;
    }
    if (!tokens.is_at_end()) return std::nullopt;
    return given;
}

std::size_t bind_bare(std::string_view text, Arguments& arguments) {
    arguments[0] = Argument{.kind = Argument::Kind::Text, .text = text};
    return 1;
}

std::optional<std::size_t> bind_raw(std::string_view quoted, Arguments& arguments) {
    if (quoted.size() < 2) return std::nullopt;
    const std::string_view text = quoted.substr(1, quoted.size() - 2);
    if (has_forbidden_bytes(text)) return std::nullopt;
    arguments[0] = Argument{.kind = Argument::Kind::Text, .text = text};
    return 1;
}

}  // namespace sara::at

#pragma once

#include "models/at/command.hpp"
#include "models/at/pending.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>

namespace sara::at {

/// One position of a command, checked against its declaration.
struct Argument {
    enum class Kind : std::uint8_t { Absent, Number, Text };

    Kind kind = Kind::Absent;
    std::int64_t number = 0;
    std::string_view text;  ///< without quotes; of a number its digits
};

/// No command has more positions.  [at-commands 1: +CGDCONT's are the most]
inline constexpr std::size_t kMaxArguments = 24;

/// A command as the DTE gave it: which form, and arguments of the declared types within the
/// declared values, omitted ones replaced by their initial value.  Lives during the handler's call.
class Request {
 public:
    Request(Form form, std::span<const Argument> arguments, std::size_t given,
            PendingCommand pending)
        : form_(form), arguments_(arguments), given_(given), pending_(pending) {}

    Form form() const { return form_; }

    /// How many positions the DTE wrote, empty ones included.
    std::size_t given() const { return given_; }

    /// The arguments, one a declared parameter.
    std::span<const Argument> arguments() const { return arguments_; }

    bool has(std::size_t position) const {
        return position < arguments_.size() && arguments_[position].kind != Argument::Kind::Absent;
    }

    /// A number, an enumeration or the bytes of a text; empty if the position was omitted and has
    /// no initial value.
    template <class T>
    std::optional<T> get(std::size_t position) const {
        if (!has(position)) return std::nullopt;
        const Argument& argument = arguments_[position];
        if constexpr (std::is_convertible_v<std::string_view, T>) {
            return T(argument.text);
        } else {
            return static_cast<T>(argument.number);
        }
    }

    /// The bytes of a text; "" if the position was omitted.
    std::string_view text(std::size_t position) const {
        return get<std::string_view>(position).value_or("");
    }

    /// What a handler keeps to answer later; see Reply::later.
    PendingCommand pending() const { return pending_; }

 private:
    Form form_;
    std::span<const Argument> arguments_;
    std::size_t given_;
    PendingCommand pending_;
};

}  // namespace sara::at

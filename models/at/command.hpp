#pragma once

#include "models/at/errors.hpp"
#include "models/at/parameter.hpp"
#include "sim/time.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace sara::at {

class Reply;
class Request;

/// What a line asks of a command.  [R4 2.2]
enum class Form : std::uint8_t {
    Action,  ///< AT+X, and every basic command
    Set,     ///< AT+X=...
    Read,    ///< AT+X?
    Test     ///< AT+X=?
};

/// The forms a command has, in the letters of the manual's index: "ASRT".
class Forms {
 public:
    // NOLINTNEXTLINE(google-explicit-constructor): tables write the letters themselves
    constexpr Forms(const char* letters) : letters_(letters) {}
    constexpr bool has(Form form) const {
        return letters_.find("ASRT"[static_cast<std::size_t>(form)]) != std::string_view::npos;
    }
    constexpr std::string_view letters() const { return letters_; }

 private:
    std::string_view letters_;
};

/// What becomes of a command's setting.  [at-syntax 0]
enum class Persists : std::uint8_t {
    No,        ///< it has none
    Volatile,  ///< V: lost at reboot
    Profile,   ///< P: written by AT&W, loaded at boot and by ATZ
    Nvm        ///< N: in NVM at once
};

/// The manual's attributes of a command.
struct Attributes {
    Persists persists = Persists::No;
    bool needs_pin = false;               ///< answers SIM errors until the SIM is ready
    bool abortable = false;               ///< a byte from the DTE stops it
    bool prompts = false;                 ///< sends a data prompt: stands alone on its line
    bool raw_argument = false;            ///< takes first to last quote of the line as one text
    ErrorClass errors = ErrorClass::Cme;  ///< basic commands answer ERROR in any case
    std::optional<CmeError> bad_parameter = {};  ///< else 50 for +U..., 4 for others  [at-syntax 1]
    sim::Duration response_time{};               ///< longest, for the reference; 0: at once
    std::string_view source = {};                ///< where the row comes from
};

/// A row of a family's table.  A form without a handler does the usual: a set stores the parameters
/// under the command's name, a read prints what is stored, a test prints the values.
template <class Family>
struct Command {
    using Handler = Reply (Family::*)(const Request&);
    struct Handlers {
        Handler action = nullptr;
        Handler set = nullptr;
        Handler read = nullptr;
        Handler test = nullptr;
        void (Family::*abort)() = nullptr;  ///< the DTE aborted what answers later

        constexpr Handler of(Form form) const {
            switch (form) {
                case Form::Action:
                    return action;
                case Form::Set:
                    return set;
                case Form::Read:
                    return read;
                case Form::Test:
                    return test;
            }
            return nullptr;
        }
    };

    std::string_view name;  ///< "+CGMM", "&K", "E", "S3"; in capitals
    Forms forms;
    std::span<const Parameter> parameters;
    Handlers handlers;
    Attributes attributes;
};

/// Base of a class whose member functions are handlers.
class Family {
 public:
    Family(const Family&) = delete;
    Family& operator=(const Family&) = delete;

 protected:
    Family() = default;
    ~Family() = default;
};

}  // namespace sara::at

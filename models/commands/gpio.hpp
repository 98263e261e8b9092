#pragma once

#include "models/at/errors.hpp"
#include "models/storage/nvm.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace sara::commands {

/// One pin that +UGPIOC can give a function.  [AD T16][SI T9]
struct GpioPin {
    int id;                      ///< as in +UGPIOC: 16 is GPIO1
    std::span<const int> modes;  ///< functions it can have, besides kDisabled
};

/// The general-purpose pins: what each is configured as and which level it has.
/// [module-behaviour 12]
class Gpio {
 public:
    static constexpr int kOutput = 0;
    static constexpr int kInput = 1;
    static constexpr int kDisabled = 255;
    static constexpr std::size_t kPins = 8;

    struct Function {
        int mode = kDisabled;
        int option = 0;  ///< output: level; input: 0 no pull, 1 up, 2 down; stamp: edge

        bool operator==(const Function&) const = default;
    };

    /// `internal_gnss`: GPIO2 and GPIO3 serve the receiver in the module.  [module-behaviour 6.3]
    Gpio(storage::Nvm& nvm, bool internal_gnss);

    static std::span<const GpioPin, kPins> pins();

    Function function(std::size_t pin) const { return functions_[pin]; }

    /// True if a pin has that mode.
    bool has_function(int mode) const;

    /// Errors: 1500 no such pin, 1502 it cannot have that mode, 1505 another pin has it, 50 for an
    /// option that the mode does not have.  Stored at once.
    std::optional<at::CmeError> configure(int id, int mode, std::optional<int> option);

    /// Level of an output or input.  Errors: 1500, 1503 in other modes.
    std::optional<at::CmeError> read(int id, int& level) const;

    /// Level of an output, until the next boot.  Errors: 1500, 1504 in other modes.
    std::optional<at::CmeError> write(int id, int level);

 private:
    storage::Nvm& nvm_;
    std::array<Function, kPins> functions_{};
    std::array<int, kPins> levels_{};  ///< of outputs
};

}  // namespace sara::commands

#pragma once

namespace sara::commands {

/// What commands have to know of the network.
class Registration {
 public:
    virtual ~Registration() = default;
    virtual bool is_registered() const = 0;
};

/// A module without coverage.
class NoCoverage final : public Registration {
 public:
    bool is_registered() const override { return false; }
};

}  // namespace sara::commands

#pragma once

#include "sim/line.hpp"

#include <cstdint>

namespace sara::sim {

/// Cuts one of the things that an end sends, and leaves all others whole.
class LineSplitter final : public LineCutter {
 public:
    /// `nth` from 1: which one.
    LineSplitter(std::uint32_t nth, Cut cut) : left_(nth), cut_(cut) {}

    Cut cut(Bytes /*sent*/) override {
        if (left_ == 0 || --left_ > 0) return {};
        return cut_;
    }

 private:
    std::uint32_t left_;  ///< until it is the one; 0: it was
    Cut cut_;
};

}  // namespace sara::sim

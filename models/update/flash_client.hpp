#pragma once

#include "models/storage/bytes.hpp"
#include "models/update/flash_frame.hpp"
#include "sim/host/tool.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace sara::update {

/// EasyFlash's part of the protocol.  It says Hello until a module boots, keeps the module's radio
/// calibration, flashes the package and writes the calibration back if it was lost.  [R01 6]
class FlashClient final : public sim::Tool {
 public:
    /// `package` is a whole .dof file.
    explicit FlashClient(storage::Buffer package);

    enum class Phase : std::uint8_t { Waiting, BackingUp, Flashing, Restoring, Done, Failed };
    Phase phase() const { return phase_; }
    bool is_over() const override { return phase_ == Phase::Done || phase_ == Phase::Failed; }

    storage::Buffer request() const override;

    /// 20 ms between two Hellos: a boot lasts seconds, none is missed.  500 ms for any other
    /// answer: the largest write takes milliseconds.
    sim::Duration patience() const override;
    bool on_bytes(storage::Bytes bytes) override;

    /// It waits for a module for ever; one that was found and answers kAttempts requests in a row
    /// with nothing is gone.
    void on_silence() override;
    static constexpr int kAttempts = 10;

    /// Of the image, 0 to 100.
    int percent() const;

    /// What the module said of itself in its Info; "" before.
    const std::string& module() const { return module_; }

    const std::string& error() const override { return error_; }

    const storage::Buffer& calibration() const { return calibration_; }

 private:
    bool take(const Frame& answer);
    bool take_info(const Frame& answer);
    bool take_calibration(const Frame& answer);
    bool take_done(const Frame& answer);
    bool fail(std::string why);
    storage::Bytes image() const;

    storage::Buffer package_;
    Phase phase_ = Phase::Waiting;
    FrameReader reader_;
    std::string module_;
    std::string error_;
    int silences_ = 0;                   ///< in a row
    storage::Buffer calibration_;        ///< as it was before
    std::size_t calibration_bytes_ = 0;  ///< as the module says
    std::optional<std::uint32_t> next_;  ///< of the image; nothing before Begin was answered
    std::uint32_t checked_ = 0;          ///< of the calibration, in the second reading
    bool write_calibration_ = false;     ///< the block at `checked_` differs
};

}  // namespace sara::update

#pragma once

#include "models/storage/bytes.hpp"
#include "models/update/flash_frame.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace sara::tools {

/// EasyFlash's part of the protocol, without port or clock: what to send next, and what an answer
/// means.  It says Hello until a module boots, keeps the module's radio calibration, flashes the
/// package and writes the calibration back if it was lost.  [R01 6]
class FlashClient {
 public:
    /// `package` is a whole .dof file that outlives the client.
    explicit FlashClient(storage::Bytes package);

    enum class Phase : std::uint8_t { Waiting, BackingUp, Flashing, Restoring, Done, Failed };
    Phase phase() const { return phase_; }
    bool is_over() const { return phase_ == Phase::Done || phase_ == Phase::Failed; }

    /// The request to send: at first, after each answer, and again when none came in time.
    storage::Buffer request() const;

    /// Takes what arrived.  True if an answer to the request was among it, so that the next one is
    /// to be sent.
    bool on_bytes(storage::Bytes bytes);

    /// Of the image, 0 to 100.
    int percent() const;

    /// What the module said of itself in its Info; "" before.
    const std::string& module() const { return module_; }

    /// Why it failed, in one line.
    const std::string& error() const { return error_; }

    const storage::Buffer& calibration() const { return calibration_; }

 private:
    bool take(const update::Frame& answer);
    bool take_info(const update::Frame& answer);
    bool take_calibration(const update::Frame& answer);
    bool take_done(const update::Frame& answer);
    bool fail(std::string why);
    storage::Bytes image() const;

    storage::Bytes package_;
    Phase phase_ = Phase::Waiting;
    update::FrameReader reader_;
    std::string module_;
    std::string error_;
    storage::Buffer calibration_;        ///< as it was before
    std::size_t calibration_bytes_ = 0;  ///< as the module says
    std::optional<std::uint32_t> next_;  ///< of the image; nothing before Begin was answered
    std::uint32_t checked_ = 0;          ///< of the calibration, in the second reading
    bool write_calibration_ = false;     ///< the block at `checked_` differs
};

}  // namespace sara::tools

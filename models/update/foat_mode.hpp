#pragma once

#include "models/products/profile.hpp"
#include "models/storage/file_system.hpp"
#include "models/update/reporter.hpp"
#include "models/xmodem/receiver.hpp"
#include "sim/line.hpp"
#include "sim/scheduler.hpp"

#include <cstdint>
#include <optional>

namespace sara::update {

/// What firmware update mode tells the life-cycle.
class FoatListener {
 public:
    virtual ~FoatListener() = default;

    /// The whole file is in the transfer area: reset, validate, install.  [R01 Table 7]
    virtual void on_file_complete() = 0;

    /// 109 s without data and the flash is clean: boot the old firmware.  [R01 3.1.1]
    virtual void on_foat_timeout() = 0;
};

/// Firmware update mode: the chosen port is an Xmodem receiver, 8N1, without flow control, until a
/// file has come or nobody sends.  A transfer that fails starts again from scratch; what came is
/// dropped.  [R01 3.1, 3.1.1][firmware-update 3]
class FoatMode final : public sim::LineListener {
 public:
    /// `flash_is_dirty`: an installation was cut, so there is no old firmware to fall back to.
    FoatMode(sim::Scheduler& scheduler, Reporter reporter, storage::FileSystem& files,
             const products::Profile& profile, bool flash_is_dirty, FoatListener& listener);
    FoatMode(const FoatMode&) = delete;
    FoatMode& operator=(const FoatMode&) = delete;
    ~FoatMode() override;

    void on_bytes(sim::Bytes bytes) override;

    /// Bytes of the file stored so far, padding included.
    std::size_t received_bytes() const { return receiver_.stored_bytes(); }

    /// Pause between a transfer that failed and the next handshake: as long as a purge.
    /// [assumed: a sender that has not heard yet must not meet the new handshake]
    static constexpr sim::Duration kRetryPause = std::chrono::seconds(1);

 private:
    void begin();
    void perform(const xmodem::Step& step);
    bool store(sim::Bytes data);
    void end_transfer(xmodem::Outcome outcome);
    void try_again();
    void hang_up();

    const products::Profile& profile_;
    Reporter reporter_;
    storage::FileSystem& files_;
    FoatListener& listener_;
    bool flash_is_dirty_;
    xmodem::Receiver receiver_;
    std::optional<storage::FileWriter> file_;
    sim::Scheduler& scheduler_;
    sim::Timer wait_;
    sim::Timer retry_;
};

}  // namespace sara::update

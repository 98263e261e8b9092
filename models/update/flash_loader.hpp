#pragma once

#include "models/products/product.hpp"
#include "models/products/profile.hpp"
#include "models/storage/storage.hpp"
#include "models/update/flash_frame.hpp"
#include "models/update/install_code.hpp"
#include "models/update/package_format.hpp"
#include "sim/line.hpp"
#include "sim/scheduler.hpp"
#include "sim/trace.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>

namespace sara::update {

/// EasyFlash's other half: the boot ROM's loader.  While the module boots it listens on the primary
/// UART, at whatever speed is used; the first Hello stops the boot, and from then on the module is
/// silent but for the answers of this protocol until it is reset.  [R01 6]
///
/// Begin verifies the header's signature and makes the firmware invalid: from then on only a whole
/// flashing gives a module that boots.  End verifies the image and treats files and settings as
/// Table 14 says.  The radio calibration is read out and written back by the tool.  [R01 6.3]
class FlashLoader final : public sim::LineListener {
 public:
    /// `on_hello`: a tool is there, the boot ends.
    FlashLoader(sim::Scheduler& scheduler, sim::Trace& trace, sim::Line& line,
                storage::Storage& storage, const products::Product& product,
                const products::Profile& profile, std::function<void()> on_hello);
    FlashLoader(const FlashLoader&) = delete;
    FlashLoader& operator=(const FlashLoader&) = delete;
    ~FlashLoader() override;

    void on_bytes(sim::Bytes bytes) override;

 private:
    void answer(const Frame& request);
    Frame handle(const Frame& request);
    Frame hello();
    Frame read_calibration(const Frame& request) const;
    Frame write_calibration(const Frame& request);
    Frame begin(const Frame& request);
    Frame data(const Frame& request);
    Frame end();
    Frame refused(InstallCode code);
    void report(std::string_view step, int code);

    sim::Trace& trace_;
    sim::Line& line_;
    storage::Storage& storage_;
    const products::Product& product_;
    const products::Profile& profile_;
    storage::Partition calibration_;
    std::function<void()> on_hello_;
    bool is_called_ = false;  ///< a tool said Hello

    FrameReader reader_;
    std::optional<PackageHeader> package_;  ///< between Begin and End
    std::uint32_t next_offset_ = 0;
    storage::Buffer reply_;
    sim::Timer reply_due_;  ///< writing takes its time
};

}  // namespace sara::update

#include "models/update/flash_client.hpp"

#include "models/update/install_code.hpp"
#include "models/update/package_format.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace sara::update {

namespace {

/// The code of a Refused and what it means.  [firmware-update 6]
std::string refusal_in(const Frame& answer) {
    if (answer.payload.size() < 2) return "without a code";
    const int code = answer.payload[0] + 256 * answer.payload[1];
    const auto rows = kInstallCodes;
    const auto row = std::ranges::find(
        rows, code, [](const InstallCodeRow& known) { return number_of(known.code); });
    return fmt::format("{} {}", code, row == rows.end() ? "unknown code" : row->meaning);
}

}  // namespace

FlashClient::FlashClient(storage::Buffer package) : package_(std::move(package)) {}

storage::Bytes FlashClient::image() const {
    return storage::Bytes(package_).subspan(PackageHeader::kBytes);
}

int FlashClient::percent() const {
    if (phase_ == Phase::Restoring || phase_ == Phase::Done) return 100;
    return static_cast<int>(std::uint64_t{100} * next_.value_or(0) / image().size());
}

storage::Buffer FlashClient::request() const {
    switch (phase_) {
        case Phase::Waiting:
            return encode({FrameType::Hello, {}});
        case Phase::BackingUp:
            return encode(frame_with(FrameType::ReadCalibration,
                                     static_cast<std::uint32_t>(calibration_.size())));
        case Phase::Flashing:
            break;
        case Phase::Restoring:
            if (!write_calibration_) {
                return encode(frame_with(FrameType::ReadCalibration, checked_));
            }
            return encode(
                frame_with(FrameType::WriteCalibration, checked_,
                           storage::Bytes(calibration_).subspan(checked_, Frame::kDataBytes)));
        case Phase::Done:
        case Phase::Failed:
            return {};
    }
    if (!next_) {
        const storage::Bytes header = storage::Bytes(package_).first(PackageHeader::kBytes);
        return encode({FrameType::Begin, {header.begin(), header.end()}});
    }
    if (*next_ == image().size()) return encode({FrameType::End, {}});
    const std::size_t size = std::min(Frame::kDataBytes, image().size() - *next_);
    return encode(frame_with(FrameType::Data, *next_, image().subspan(*next_, size)));
}

sim::Duration FlashClient::patience() const {
    using namespace std::chrono_literals;
    return phase_ == Phase::Waiting ? 20ms : 500ms;
}

bool FlashClient::on_bytes(storage::Bytes bytes) {
    reader_.add(bytes);
    while (const auto answer = reader_.next()) {
        if (!take(*answer)) continue;
        silences_ = 0;
        return true;
    }
    return false;
}

void FlashClient::on_silence() {
    if (phase_ == Phase::Waiting || ++silences_ < kAttempts) return;
    fail("the module does not answer any more; switch it off and flash again");
}

bool FlashClient::take(const Frame& answer) {
    if (is_over()) return false;
    if (answer.type == FrameType::Refused) {
        return fail(fmt::format("the module refuses the package: {}", refusal_in(answer)));
    }
    switch (phase_) {
        case Phase::Waiting:
            return answer.type == FrameType::Info && take_info(answer);
        case Phase::BackingUp:
        case Phase::Restoring:
            if (answer.type == FrameType::Calibration) return take_calibration(answer);
            return write_calibration_ && answer.type == FrameType::Done && take_done(answer);
        default:
            return answer.type == FrameType::Done && take_done(answer);
    }
}

bool FlashClient::take_info(const Frame& answer) {
    const auto info =
        nlohmann::json::parse(answer.payload.begin(), answer.payload.end(), nullptr, false);
    if (!info.is_object() || info.value("protocol", 0) != kFlashProtocol) {
        return fail(
            fmt::format("the module speaks another protocol; expected version {}", kFlashProtocol));
    }
    const std::string firmware = info.value("firmware", "");
    module_ = fmt::format("{}, {}", info.value("type_number", "?"),
                          firmware.empty() ? "no valid firmware" : "firmware " + firmware);
    calibration_bytes_ = info.value("calibration_bytes", std::size_t{0});
    phase_ = calibration_bytes_ > 0 ? Phase::BackingUp : Phase::Flashing;
    return true;
}

bool FlashClient::take_calibration(const Frame& answer) {
    if (answer.data().size() != Frame::kDataBytes) return fail("the module's calibration is short");
    if (phase_ == Phase::BackingUp) {
        if (answer.offset() != calibration_.size()) return false;
        calibration_.insert(calibration_.end(), answer.data().begin(), answer.data().end());
        if (calibration_.size() >= calibration_bytes_) phase_ = Phase::Flashing;
        return true;
    }
    if (answer.offset() != checked_) return false;
    const auto kept = storage::Bytes(calibration_).subspan(checked_, Frame::kDataBytes);
    write_calibration_ = !std::ranges::equal(kept, answer.data());
    if (!write_calibration_) checked_ += Frame::kDataBytes;
    if (checked_ >= calibration_bytes_) phase_ = Phase::Done;
    return true;
}

bool FlashClient::take_done(const Frame& answer) {
    if (phase_ == Phase::Restoring) {  // read again, to be sure
        write_calibration_ = false;
        return true;
    }
    const bool was_end = next_ == image().size();
    next_ = answer.offset().value_or(0);
    if (was_end) phase_ = calibration_bytes_ > 0 ? Phase::Restoring : Phase::Done;
    return true;
}

bool FlashClient::fail(std::string why) {
    error_ = std::move(why);
    phase_ = Phase::Failed;
    return true;
}

}  // namespace sara::update

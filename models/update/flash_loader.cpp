#include "models/update/flash_loader.hpp"

#include "models/update/apply_effects.hpp"
#include "models/update/package.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>
#include <utility>

namespace sara::update {

namespace {

using storage::Buffer;
using storage::Bytes;

constexpr std::uint32_t kCalibrationBytes = storage::row_of(storage::Region::RfCal).size;

bool is_calibration_block(std::uint32_t offset) {
    return offset % Frame::kDataBytes == 0 && offset < kCalibrationBytes;
}

}  // namespace

FlashLoader::FlashLoader(sim::Scheduler& scheduler, sim::Trace& trace, sim::Line& line,
                         storage::Storage& storage, const products::Product& product,
                         const products::Profile& profile, std::function<void()> on_hello)
    : trace_(trace),
      line_(line),
      storage_(storage),
      product_(product),
      profile_(profile),
      calibration_(storage.flash(), storage::Region::RfCal),
      on_hello_(std::move(on_hello)),
      reply_due_(scheduler.timer("boot ROM", [this] { line_.dce().send(reply_); })) {
    line_.dce().configure({});
    line_.dce().hold(false);
    line_.dce().attach(this);
}

FlashLoader::~FlashLoader() {
    line_.dce().attach(nullptr);
}

void FlashLoader::on_bytes(sim::Bytes bytes) {
    reader_.add(bytes);
    while (const auto request = reader_.next()) {
        if (storage_.flash().is_dead()) return;
        if (!is_called_ && request->type != FrameType::Hello) continue;
        answer(*request);
    }
}

void FlashLoader::answer(const Frame& request) {
    reply_ = encode(handle(request));
    if (storage_.flash().is_dead()) return;
    reply_due_.restart(storage_.flash().take_cost());
}

Frame FlashLoader::handle(const Frame& request) {
    switch (request.type) {
        case FrameType::Hello:
            return hello();
        case FrameType::ReadCalibration:
            return read_calibration(request);
        case FrameType::WriteCalibration:
            return write_calibration(request);
        case FrameType::Begin:
            return begin(request);
        case FrameType::Data:
            return data(request);
        case FrameType::End:
            return end();
        default:
            return refused(InstallCode::FormatNotRecognised);
    }
}

Frame FlashLoader::hello() {
    if (!std::exchange(is_called_, true)) {
        storage_.mount();
        on_hello_();
    }
    const auto firmware = storage_.image.verify();
    const std::string info = nlohmann::json{
        {"protocol", kFlashProtocol},
        {"type_number", product_.type_number},
        {"model", storage::image_model(product_)},
        {"firmware", firmware ? firmware->version() : ""},
        {"calibration_bytes",
         kCalibrationBytes}}.dump();
    return {FrameType::Info, {info.begin(), info.end()}};
}

Frame FlashLoader::read_calibration(const Frame& request) const {
    const std::uint32_t offset = request.offset().value_or(kCalibrationBytes);
    if (!is_calibration_block(offset)) return frame_with(FrameType::Calibration, offset);
    return frame_with(FrameType::Calibration, offset, calibration_.read(offset, Frame::kDataBytes));
}

Frame FlashLoader::write_calibration(const Frame& request) {
    const std::uint32_t offset = request.offset().value_or(kCalibrationBytes);
    if (!is_calibration_block(offset) || request.data().size() != Frame::kDataBytes) {
        return refused(InstallCode::SizeMismatch);
    }
    const bool done = calibration_.erase(offset / storage::kSectorBytes) &&
                      calibration_.program(offset, request.data());
    return done ? frame_with(FrameType::Done, offset) : refused(InstallCode::FlashWriteFailure);
}

Frame FlashLoader::begin(const Frame& request) {
    auto package = parse_package_start(request.payload);
    if (!package) return refused(row_of(package.error()).code);
    const Verdict verdict =
        check_header(*package, Method::EasyFlash, {product_, profile_, std::nullopt});
    if (!verdict.ok()) return refused(verdict.code());

    storage::JournalState state = storage_.journal.state();
    state.update_mode.reset();
    state.install.reset();
    state.flash_dirty = true;  // whatever happens now, the old firmware does not boot any more
    if (!storage_.journal.update(state) || !storage_.image.begin_write()) {
        return refused(InstallCode::FlashWriteFailure);
    }
    package_ = std::move(package->header);
    next_offset_ = 0;
    report("begin", 0);
    return frame_with(FrameType::Done, 0);
}

Frame FlashLoader::data(const Frame& request) {
    const auto offset = request.offset();
    if (!package_ || !offset) return refused(InstallCode::EngineError);
    if (*offset < next_offset_) return frame_with(FrameType::Done, next_offset_);
    const std::size_t wanted =
        std::min<std::size_t>(Frame::kDataBytes, package_->new_size - next_offset_);
    if (*offset != next_offset_ || request.data().size() != wanted || wanted == 0) {
        return refused(InstallCode::SizeMismatch);
    }
    if (!storage_.image.write_sector(*offset / storage::kSectorBytes, request.data())) {
        return refused(InstallCode::FlashWriteFailure);
    }
    next_offset_ += static_cast<std::uint32_t>(wanted);
    return frame_with(FrameType::Done, next_offset_);
}

Frame FlashLoader::end() {
    if (!package_ || next_offset_ != package_->new_size) return refused(InstallCode::SizeMismatch);
    if (!storage_.image.finish()) return refused(InstallCode::FlashWriteFailure);
    const auto info = storage_.image.verify();
    if (!info || *storage_.image.digest() != package_->new_digest) {
        return refused(InstallCode::UpdatedFlashCorrupted);
    }
    if (!apply_effects(Method::EasyFlash, *info, storage_)) {
        return refused(InstallCode::FinalisationError);
    }
    storage::JournalState state = storage_.journal.state();
    state.flash_dirty = false;
    state.last_result = {Method::EasyFlash, number_of(InstallCode::Success)};
    if (!storage_.journal.update(state)) return refused(InstallCode::FinalisationError);
    package_.reset();
    report("result", number_of(InstallCode::Success));
    return frame_with(FrameType::Done, next_offset_);
}

Frame FlashLoader::refused(InstallCode code) {
    report("refused", number_of(code));
    const auto number = static_cast<std::uint16_t>(number_of(code));
    return {FrameType::Refused,
            {static_cast<std::uint8_t>(number & 0xFFU), static_cast<std::uint8_t>(number >> 8U)}};
}

void FlashLoader::report(std::string_view step, int code) {
    trace_.emit(sim::RecordKind::Update, name_of(Method::EasyFlash),
                {{"step", step}, {"code", std::int64_t{code}}});
}

}  // namespace sara::update

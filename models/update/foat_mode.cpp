#include "models/update/foat_mode.hpp"

#include <fmt/format.h>

#include <array>

namespace sara::update {

namespace {

constexpr std::array kCancel = {xmodem::kCan, xmodem::kCan};

}  // namespace

FoatMode::FoatMode(sim::Scheduler& scheduler, Reporter reporter, storage::FileSystem& files,
                   const products::Profile& profile, bool flash_is_dirty, FoatListener& listener)
    : profile_(profile),
      reporter_(reporter),
      files_(files),
      listener_(listener),
      flash_is_dirty_(flash_is_dirty),
      scheduler_(scheduler),
      retry_(scheduler.timer("Xmodem restart", [this] { begin(); })) {
    reporter_.port().attach(this);
    begin();
}

FoatMode::~FoatMode() {
    hang_up();
}

/// The mode is over: what the host still sends until the reset is for nobody.
void FoatMode::hang_up() {
    reporter_.port().attach(nullptr);
}

void FoatMode::begin() {
    receiver_ = xmodem::Receiver({profile_.xmodem_128_block, profile_.xmodem_1k_block});
    file_.reset();
    reporter_.report("+UFWUPD: ONGOING");  // the IRC, also on re-entry  [firmware-update 3.6]
    perform(receiver_.start());
}

void FoatMode::on_bytes(sim::Bytes bytes) {
    if (retry_.is_running()) return;  // what the last transfer still sends
    perform(receiver_.on_bytes(bytes));
}

void FoatMode::perform(const xmodem::Step& step) {
    if (!step.store.empty() && !store(step.store)) {
        reporter_.send(kCancel);
        reporter_.report(fmt::format("+UFWUPD: {}", profile_.foat_abort_code));
        try_again();
        return;
    }
    if (!step.reply.empty()) reporter_.send(step.reply.bytes());
    if (step.outcome != xmodem::Outcome::Going) {
        end_transfer(step.outcome);
    } else if (step.wait) {
        wait_ = scheduler_.after(step.wait->length, step.wait->why,
                                 [this] { perform(receiver_.on_silence()); });
    }
}

bool FoatMode::store(sim::Bytes data) {
    if (!file_) file_.emplace(files_.open_transfer());
    return file_->append(data).has_value();
}

void FoatMode::end_transfer(xmodem::Outcome outcome) {
    wait_.cancel();
    switch (outcome) {
        case xmodem::Outcome::Complete:
            if (file_ && file_->commit()) {
                hang_up();
                listener_.on_file_complete();
            } else {
                reporter_.report(fmt::format("+UFWUPD: {}", profile_.foat_abort_code));
                try_again();
            }
            return;
        case xmodem::Outcome::Timeout:
            reporter_.report(profile_.foat_timeout_text);
            // Without a firmware to boot, the module stays and asks again.  [R01 3.1.1]
            if (flash_is_dirty_) {
                try_again();
            } else {
                hang_up();
                listener_.on_foat_timeout();
            }
            return;
        case xmodem::Outcome::WrongSequence:
        case xmodem::Outcome::TooManyErrors:
            reporter_.report(fmt::format("+UFWUPD: {}", profile_.foat_abort_code));
            try_again();
            return;
        case xmodem::Outcome::CancelledByDte:
            try_again();
            return;
        case xmodem::Outcome::Going:
            return;
    }
}

void FoatMode::try_again() {
    wait_.cancel();
    if (file_) file_->discard();
    file_.reset();
    retry_.restart(kRetryPause);
}

}  // namespace sara::update

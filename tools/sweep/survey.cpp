#include "tools/sweep/survey.hpp"

#include "sim/vocabulary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <variant>

namespace sara::tools {

namespace {

std::int64_t nanoseconds(sim::Time time) {
    return time.time_since_epoch().count();
}

std::string text_of(const sim::Record& record, std::string_view key) {
    const sim::Field* const field = record.find(key);
    const auto* text = field ? std::get_if<std::string_view>(&field->value) : nullptr;
    return text ? std::string(*text) : std::string();
}

std::size_t bytes_of(const sim::Record& record) {
    const sim::Field* const field = record.find("bytes");
    const auto* bytes = field ? std::get_if<sim::Bytes>(&field->value) : nullptr;
    return bytes ? bytes->size() : 0;
}

/// What a byte takes on that line.
std::int64_t byte_time(sim::Line& line) {
    const sim::LineSettings settings = line.dte().measured();
    if (settings.baud == 0) return 0;
    return std::int64_t{settings.frame.bits()} * 1'000'000'000 / settings.baud;
}

}  // namespace

void Survey::at_boundary(sim::Boundary& boundary) {
    if (boundary_ == nullptr && !of_recovery_) writes_before_ = boundary.twin().flash_writes();
    boundary_ = &boundary;
    is_on_ = boundary.is_recovering() == of_recovery_;
    if (!is_on_) return;
    const sim::Scheduler& scheduler = boundary.kernel().scheduler;
    if (const std::string_view state = boundary.twin().state(); state != state_) note(state);
    moments_.push_back({scheduler.fired(), nanoseconds(scheduler.now()), phase_});
}

void Survey::note(std::string_view state) {
    state_ = state;
    phase_ = index_of(state_);
}

std::size_t Survey::index_of(const std::string& phase) {
    const auto found = std::ranges::find(phases_, phase);
    if (found == phases_.end()) return phases_.push_back(phase), phases_.size() - 1;
    return static_cast<std::size_t>(found - phases_.begin());
}

void Survey::on_record(const sim::Record& record) {
    if (boundary_ == nullptr || !is_on_) return;
    const std::uint64_t event = boundary_->kernel().scheduler.fired();
    switch (record.kind) {
        case sim::RecordKind::Progress:
            phase_ = index_of(state_ + ' ' + text_of(record, "phase"));
            return;
        case sim::RecordKind::Urc:
            if (urcs_.empty() || urcs_.back() != event) urcs_.push_back(event);
            return;
        case sim::RecordKind::Flash:
            writes_.push_back({boundary_->twin().flash_writes() - writes_before_, event});
            return;
        case sim::RecordKind::Rx:
        case sim::RecordKind::Tx: {
            if (places_.kind != Places::Kind::LineBytes && places_.kind != Places::Kind::Anywhere) {
                return;
            }
            sim::Line* const line = boundary_->twin().line(record.source);
            const std::int64_t length = line ? byte_time(*line) : 0;
            for (std::size_t left = bytes_of(record); left > 0; --left) {
                byte_ends_.push_back(nanoseconds(record.time) -
                                     static_cast<std::int64_t>(left - 1) * length);
            }
            return;
        }
        default:
            return;
    }
}

/// The last one at which no more than `event` events were over.
const Survey::Moment& Survey::moment_before(std::uint64_t event) const {
    const auto after = std::ranges::upper_bound(moments_, event, {}, &Moment::event);
    return after == moments_.begin() ? moments_.front() : *(after - 1);
}

Point Survey::at_event(std::string id, std::uint64_t event) const {
    const Moment& moment = moment_before(event);
    return {.id = std::move(id),
            .event = moment.event,
            .time_ns = moment.time_ns,
            .phase = phases_[moment.phase]};
}

/// An instant at which an event happens is moved behind it: which of the two came first is not
/// said by the clock.
Point Survey::at_instant(const std::string& id, std::int64_t time_ns) const {
    auto after = std::ranges::lower_bound(moments_, time_ns, {}, &Moment::time_ns);
    while (after != moments_.end() && after->time_ns <= time_ns) {
        if (after->time_ns == time_ns) {
            ++time_ns;
        }
        ++after;
    }
    const Moment& moment = after == moments_.begin() ? moments_.front() : *(after - 1);
    Point point = at_event(id, moment.event);
    point.time_ns = time_ns;
    point.at_ns = time_ns;
    return point;
}

std::vector<Point> Survey::points() const {
    if (moments_.empty()) return {};
    switch (places_.kind) {
        case Places::Kind::Events:
            return event_points();
        case Places::Kind::FlashWrites:
            return write_points();
        case Places::Kind::LineBytes:
            return byte_points();
        case Places::Kind::Urcs:
            return urc_points();
        case Places::Kind::Every:
            return clock_points();
        case Places::Kind::Anywhere:
            return all_points();
    }
    return {};
}

std::vector<Point> Survey::event_points() const {
    std::vector<Point> points;
    for (const Moment& moment : moments_) {
        if (moment.event == 0) continue;  // nothing has happened yet
        points.push_back(at_event(fmt::format("e{}", moment.event), moment.event));
    }
    return points;
}

std::vector<Point> Survey::urc_points() const {
    std::vector<Point> points;
    for (std::size_t i = 0; i < urcs_.size(); ++i)
        points.push_back(at_event(fmt::format("u{}", i + 1), urcs_[i]));
    return points;
}

/// Before a write, inside it and after it.
std::vector<Point> Survey::write_points() const {
    std::vector<Point> points;
    for (std::size_t i = 0; i < writes_.size(); ++i) {
        const Write& write = writes_[i];
        const std::uint64_t before = write.event == 0 ? 0 : write.event - 1;
        for (const bool torn : {false, true}) {
            Point& point = points.emplace_back(
                at_event(fmt::format("w{}{}", write.number, torn ? 't' : 'b'), before));
            point.write = write.number;
            point.torn = torn;
        }
        const bool is_last = i + 1 == writes_.size() || writes_[i + 1].event != write.event;
        const std::string id = fmt::format("w{}a", write.number);
        Point& after = points.emplace_back(at_event(id, is_last ? write.event : before));
        if (!is_last) after.write = write.number + 1;
    }
    return points;
}

std::vector<Point> Survey::byte_points() const {
    std::vector<std::int64_t> ends = byte_ends_;
    std::ranges::sort(ends);
    std::vector<Point> points;
    for (std::size_t i = 0; i < ends.size(); ++i)
        points.push_back(at_instant(fmt::format("b{}", i + 1), ends[i]));
    return points;
}

std::vector<Point> Survey::all_points() const {
    std::vector<Point> points;
    for (const auto& kind : {event_points(), write_points(), byte_points(), urc_points()})
        points.insert(points.end(), kind.begin(), kind.end());
    std::ranges::stable_sort(points, {}, &Point::event);
    return points;
}

std::vector<Point> Survey::clock_points() const {
    std::vector<Point> points;
    const std::int64_t every = places_.every.count();
    for (std::int64_t at = every; at <= moments_.back().time_ns; at += every)
        points.push_back(at_instant("t" + sim::to_text(sim::Duration(at)), at));
    return points;
}

}  // namespace sara::tools

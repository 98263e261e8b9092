// libFuzzer target: any bytes, in any pieces, with silences between them.  Whatever comes, the
// receiver keeps its promises: blocks of 128 or 1024 bytes, at most two bytes of reply, a wait to
// arm after each wait that ran out, no word after the end, and never more than 109 s of silence.

#include "models/xmodem/check.hpp"
#include "models/xmodem/receiver.hpp"
#include "sim/expect.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

using namespace sara;
using namespace sara::xmodem;
using namespace std::chrono_literals;

namespace {

class Watched {
 public:
    explicit Watched(BlockTimes times) : receiver_(times) { check(receiver_.start(), true); }

    void send(sim::Bytes bytes) { check(receiver_.on_bytes(bytes), false); }

    void stay_silent() {
        if (over_) return;
        silence_ = waiting_ == 0s ? 0s : silence_ + waiting_;  // 0 s: bytes were left to read
        SARA_EXPECT(silence_ <= 109s, "silence ends a transfer after 109 s");
        check(receiver_.on_silence(), true);
    }

 private:
    void check(const Step& step, bool wait_ran_out) {
        const std::size_t size = step.store.size();
        SARA_EXPECT(size == 0 || size == 128 || size == 1024, "only whole blocks are stored");
        SARA_EXPECT(!over_ || (step.reply.empty() && size == 0), "the end is the end");
        stored_ += size;
        SARA_EXPECT(stored_ == receiver_.stored_bytes(), "the receiver counts what it stores");
        if (step.outcome != Outcome::Going) {
            over_ = true;
            return;
        }
        SARA_EXPECT(!wait_ran_out || step.wait, "something is always waited for");
        if (!step.wait) return;
        SARA_EXPECT(step.wait->length >= 0s && step.wait->length <= 10s, "waits are short");
        if (!wait_ran_out || size > 0) silence_ = {};
        waiting_ = step.wait->length;
    }

    Receiver receiver_;
    sim::Duration silence_{};
    sim::Duration waiting_{};
    std::size_t stored_ = 0;
    bool over_ = false;
};

/// A block as it has to be, all its data alike.
std::vector<std::uint8_t> sound_block(std::uint8_t number, std::uint8_t value) {
    const std::vector<std::uint8_t> data((value & 1U) != 0 ? 1024 : 128, value);
    std::vector<std::uint8_t> bytes = {data.size() == 1024 ? kStx : kSoh, number,
                                       static_cast<std::uint8_t>(~number)};
    bytes.insert(bytes.end(), data.begin(), data.end());
    const std::uint16_t crc = crc16(data);
    bytes.push_back(static_cast<std::uint8_t>(crc >> 8));
    bytes.push_back(static_cast<std::uint8_t>(crc));
    return bytes;
}

}  // namespace

/// The input is a list of commands, each a byte and what follows it:
/// 0 a silence; 255 a sound block with the number and the data in the next two bytes; any other
/// value sends so many of the next bytes as they are.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    sim::Bytes rest(data, size);
    const bool slow = !rest.empty() && (rest.front() & 1U) != 0;
    Watched receiver(slow ? BlockTimes{.short_block = 3ms, .long_block = 21ms} : BlockTimes{});
    while (!rest.empty()) {
        const std::uint8_t command = rest.front();
        rest = rest.subspan(1);
        if (command == 0) {
            receiver.stay_silent();
        } else if (command == 255 && rest.size() >= 2) {
            receiver.send(sound_block(rest[0], rest[1]));
            rest = rest.subspan(2);
        } else {
            const std::size_t count = std::min<std::size_t>(command, rest.size());
            receiver.send(rest.first(count));
            rest = rest.subspan(count);
        }
    }
    return 0;
}

#include "models/at/line_assembler.hpp"

namespace sara::at {

namespace {

constexpr std::size_t kFrameBytes = 3;  // A, T and the terminator

constexpr bool is_letter(std::uint8_t byte, char capital) {
    return (byte & ~0x20U) == static_cast<std::uint8_t>(capital);
}

}  // namespace

LineAssembler::Event LineAssembler::on_byte(std::uint8_t byte, const LineCharacters& characters) {
    if (byte == characters.terminator) return terminate();
    if (byte == characters.backspace) return erase_one();
    return take(byte);
}

LineAssembler::Event LineAssembler::terminate() {
    const Stage ended = stage_;
    stage_ = Stage::Searching;
    switch (ended) {
        case Stage::InLine:
            return Event::Line;
        case Stage::Overflowed:
            return Event::TooLong;
        case Stage::Searching:
        case Stage::SawA:
            break;
    }
    return Event::Empty;
}

LineAssembler::Event LineAssembler::take(std::uint8_t byte) {
    switch (stage_) {
        case Stage::Searching:
            if (is_letter(byte, 'A')) stage_ = Stage::SawA;
            break;
        case Stage::SawA:
            if (byte == '/') {
                stage_ = Stage::Searching;
                return Event::Repeat;
            }
            if (is_letter(byte, 'T')) {
                line_.clear();
                stage_ = Stage::InLine;
            } else if (!is_letter(byte, 'A')) {
                stage_ = Stage::Searching;
            }
            break;
        case Stage::InLine:
            if (line_.size() + kFrameBytes == kMaxLine) {
                stage_ = Stage::Overflowed;
            } else {
                line_ += static_cast<char>(byte);
            }
            break;
        case Stage::Overflowed:
            break;
    }
    return Event::Byte;
}

LineAssembler::Event LineAssembler::erase_one() {
    switch (stage_) {
        case Stage::InLine:
            if (line_.empty()) {
                stage_ = Stage::SawA;
            } else {
                line_.pop_back();
            }
            return Event::Deleted;
        case Stage::SawA:
            stage_ = Stage::Searching;
            return Event::Deleted;
        case Stage::Overflowed:
            return Event::Deleted;  // lost already: the line stays too long
        case Stage::Searching:
            break;
    }
    return Event::Nothing;
}

}  // namespace sara::at

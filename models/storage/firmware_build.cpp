#include "models/storage/firmware_build.hpp"

#include "sim/random.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstring>
#include <stdexcept>
#include <string>

#include <fmt/format.h>

namespace sara::storage {

namespace {

constexpr std::size_t kMinImageBytes = 4096;

// Instruction sequences recur in code, with other registers and addresses: fragments out of a
// dictionary, each with a few bytes of its own.
constexpr std::size_t kFragmentBytes = 64;
constexpr std::size_t kFragments = 1024;
constexpr std::size_t kOwnBytes = 6;

// What a version changes: runs of new code.
constexpr std::size_t kRunBytes = 512;
constexpr std::uint64_t kChangedNumerator = 1;
constexpr std::uint64_t kChangedDenominator = 11;

void fill(sim::Random& random, std::uint8_t* into, std::size_t size) {
    while (size > 0) {
        const std::uint64_t value = random.next();
        const std::size_t count = std::min(size, sizeof value);
        for (std::size_t i = 0; i < count; ++i) {  // bytes by significance: the same everywhere
            into[i] = static_cast<std::uint8_t>(value >> (8 * i));
        }
        into += count;
        size -= count;
    }
}

/// What all versions of a model have in common.
void fill_common(std::string_view model, Buffer& code) {
    sim::Random random(0, fmt::format("firmware {}", model));
    Buffer dictionary(kFragments * kFragmentBytes);
    fill(random, dictionary.data(), dictionary.size());
    for (std::size_t at = 0; at < code.size(); at += kFragmentBytes) {
        const std::size_t size = std::min(kFragmentBytes, code.size() - at);
        std::uint64_t draw = random.next();
        const std::size_t fragment = draw % kFragments;
        draw /= kFragments;
        std::memcpy(code.data() + at, dictionary.data() + fragment * kFragmentBytes, size);
        for (std::size_t i = 0; i < std::min(kOwnBytes, size); ++i, draw >>= 8U) {
            code[at + i] = static_cast<std::uint8_t>(draw);
        }
    }
}

}  // namespace

Buffer make_code(std::string_view model, std::string_view version, std::size_t size) {
    Buffer code(size);
    fill_common(model, code);
    sim::Random random(0, fmt::format("firmware {} {}", model, version));
    for (std::size_t at = 0; at < size; at += kRunBytes) {
        if (!random.chance(kChangedNumerator, kChangedDenominator)) continue;
        fill(random, code.data() + at, std::min(kRunBytes, size - at));
    }
    return code;
}

Buffer make_rot_file(std::string_view version) {
    sim::Random random(0, fmt::format("rot {}", version));
    Buffer bytes(kRotFileBytes);
    fill(random, bytes.data(), bytes.size());
    return bytes;
}

Buffer make_firmware(const products::Product& product, std::string_view modem_version,
                     std::string_view app_version, std::size_t size) {
    if (size < kMinImageBytes) {
        throw std::invalid_argument(
            fmt::format("an image has at least {} bytes, not {}", kMinImageBytes, size));
    }
    const bool carries_rot = size >= 2 * kRotFileBytes;
    const ImageInfo info{.model = image_model(product),
                         .modem_version = std::string(modem_version),
                         .app_version = std::string(app_version),
                         .rot_version = std::string(modem_version),
                         .rot_size = carries_rot ? kRotFileBytes : 0,
                         .files = {}};
    const std::size_t frame = ImageHeader::kBytes + to_json(info).dump().size();
    Buffer payload = make_code(info.model, info.version(), size - frame - info.rot_size);
    if (carries_rot) {
        const Buffer rot = make_rot_file(info.rot_version);
        payload.insert(payload.end(), rot.begin(), rot.end());
    }
    return build_image(info, payload);
}

}  // namespace sara::storage

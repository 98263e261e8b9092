#include "models/update/delta.hpp"

#include "sim/expect.hpp"

#include <zstd.h>
#include <boost/endian/conversion.hpp>

#include <algorithm>
#include <bit>
#include <memory>

namespace sara::update {

namespace {

struct Free {
    void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
    void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

/// A window that spans both images, or zstd forgets where the old one began.
int window_log(std::size_t bytes) {
    constexpr int kSmallest = 10;  // zstd's own limits
    constexpr int kLargest = 27;   // beyond it decoders want to be asked
    return std::clamp(static_cast<int>(std::bit_width(bytes)), kSmallest, kLargest);
}

}  // namespace

storage::Buffer make_patch(storage::Bytes old_image, storage::Bytes new_image, Effort effort) {
    const std::unique_ptr<ZSTD_CCtx, Free> context(ZSTD_createCCtx());
    const auto set = [&context](ZSTD_cParameter parameter, int value) {
        const std::size_t result = ZSTD_CCtx_setParameter(context.get(), parameter, value);
        SARA_EXPECT(ZSTD_isError(result) == 0, "parameters are within zstd's limits");
    };
    set(ZSTD_c_compressionLevel, effort == Effort::Quick ? -1 : 12);
    set(ZSTD_c_windowLog, window_log(old_image.size() + new_image.size()));
    set(ZSTD_c_enableLongDistanceMatching, 1);  // finds matches that are megabytes away
    ZSTD_CCtx_refPrefix(context.get(), old_image.data(), old_image.size());

    // Room for the worst case, of which most stays untouched: not worth filling with zeros.
    const std::size_t room = ZSTD_compressBound(new_image.size());
    const auto patch = std::make_unique_for_overwrite<std::uint8_t[]>(room);
    const std::size_t size =
        ZSTD_compress2(context.get(), patch.get(), room, new_image.data(), new_image.size());
    SARA_EXPECT(ZSTD_isError(size) == 0, "the buffer holds any frame of that many bytes");
    return {patch.get(), patch.get() + size};
}

Result<storage::Buffer, PackageFault> apply_patch(storage::Bytes old_image, storage::Bytes patch,
                                                  std::size_t new_size) {
    // A frame says how much comes out: asked first, so that a lie costs no memory.
    if (ZSTD_getFrameContentSize(patch.data(), patch.size()) != new_size) {
        return PackageFault::PatchFailed;
    }
    const std::unique_ptr<ZSTD_DCtx, Free> context(ZSTD_createDCtx());
    ZSTD_DCtx_refPrefix(context.get(), old_image.data(), old_image.size());
    storage::Buffer image(new_size);
    const std::size_t size =
        ZSTD_decompressDCtx(context.get(), image.data(), image.size(), patch.data(), patch.size());
    if (ZSTD_isError(size) != 0 || size != new_size) return PackageFault::PatchFailed;
    return image;
}

void append_filler(storage::Buffer& patch, std::size_t size) {
    constexpr std::uint32_t kSkippableFrame = 0x184D2A50;  // [RFC 8878 3.1.2]
    SARA_EXPECT(size >= kMinFiller, "a skippable frame has a header of 8 bytes");
    const std::size_t at = patch.size();
    patch.resize(at + size);
    boost::endian::store_little_u32(patch.data() + at, kSkippableFrame);
    boost::endian::store_little_u32(patch.data() + at + 4,
                                    static_cast<std::uint32_t>(size - kMinFiller));
}

}  // namespace sara::update

#include "models/update/image_parts.hpp"

#include "sim/expect.hpp"

#include <utility>

namespace sara::update {

namespace {

storage::Buffer copy_of(storage::Bytes bytes) {
    return {bytes.begin(), bytes.end()};
}

void append(storage::Buffer& payload, storage::Bytes bytes) {
    payload.insert(payload.end(), bytes.begin(), bytes.end());
}

}  // namespace

std::optional<FirmwareVersion> parse_version(std::string_view text) {
    const std::size_t comma = text.find(',');
    if (comma == std::string_view::npos) return std::nullopt;
    FirmwareVersion version{std::string(text.substr(0, comma)),
                            std::string(text.substr(comma + 1))};
    const bool is_whole = !version.modem.empty() && !version.app.empty() &&
                          version.app.find_first_of(", \"") == std::string::npos &&
                          version.modem.find_first_of(" \"") == std::string::npos;
    return is_whole ? std::optional(std::move(version)) : std::nullopt;
}

void ImageParts::set_version(const FirmwareVersion& version) {
    info.modem_version = version.modem;
    info.app_version = version.app;
}

Result<ImageParts, storage::ImageFault> disassemble(storage::Bytes image) {
    const auto header = storage::parse_header(image);
    if (!header) return header.error();
    const auto info = storage::parse_image(image);
    if (!info) return info.error();
    const storage::ImageLayout layout = storage::layout_of(*header, *info);
    const std::size_t code_at = storage::ImageHeader::kBytes + header->manifest_size;
    ImageParts parts;
    parts.info = *info;
    parts.code = copy_of(image.subspan(code_at, layout.rot_offset - code_at));
    parts.rot_file = copy_of(image.subspan(layout.rot_offset, info->rot_size));
    for (std::size_t i = 0; i < info->files.size(); ++i) {
        parts.files.push_back(copy_of(image.subspan(layout.file_offsets[i], info->files[i].size)));
    }
    return parts;
}

storage::Buffer assemble(ImageParts parts) {
    SARA_EXPECT(parts.files.size() == parts.info.files.size(), "every file has contents");
    parts.info.rot_size = parts.rot_file.size();
    storage::Buffer payload = std::move(parts.code);
    payload.reserve(payload.size() + parts.rot_file.size());
    append(payload, parts.rot_file);
    for (std::size_t i = 0; i < parts.files.size(); ++i) {
        parts.info.files[i].size = parts.files[i].size();
        append(payload, parts.files[i]);
    }
    return storage::build_image(parts.info, payload);
}

}  // namespace sara::update

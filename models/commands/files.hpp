#pragma once

#include "models/at/data_sink.hpp"
#include "models/commands/port_context.hpp"
#include "models/storage/file_system.hpp"

#include <optional>
#include <span>

namespace sara::commands {

/// The file system: +UDWNFILE, +ULSTFILE, +URDFILE, +URDBLOCK, +UDELFILE.  [file-system 2]
class FileCommands final : public at::Family, private at::DataSink {
 public:
    explicit FileCommands(PortContext& context)
        : device_(context.device), files_(context.device.parts.storage.files) {}
    static std::span<const at::Command<FileCommands>> commands();

 private:
    at::Reply write(const at::Request& request);
    at::Reply list(const at::Request& request);
    at::Reply read(const at::Request& request);
    at::Reply read_block(const at::Request& request);
    at::Reply remove(const at::Request& request);

    at::Reply names(storage::Tag tag) const;
    at::Reply size(const at::Request& request) const;
    at::Reply contents(std::string_view command, std::string_view name, sim::Bytes bytes) const;

    std::optional<at::Reply> on_data(sim::Bytes bytes) override;
    at::Reply on_end() override;
    at::Reply on_stall() override;
    Result<void, storage::FileError> finish();
    sim::Duration storing_left() const;

    Device& device_;
    storage::FileSystem& files_;
    std::optional<storage::FileWriter> writer_;
    Exclusion::Token download_;  ///< held while a package comes
    sim::Time stored_at_{};      ///< when what came so far is in the flash
};

}  // namespace sara::commands

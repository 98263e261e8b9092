#pragma once

#include "models/storage/bytes.hpp"
#include "models/storage/record_log.hpp"

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace sara::storage {

/// Firmware of the RoT chip: what runs there, and the update file that a module firmware brought.
/// The file is out of a host's reach but takes user space until it is used.  [security 5]
class RotStore {
 public:
    struct File {
        std::string version;
        std::size_t size = 0;
        std::string sha256;  ///< lower-case hex
    };

    RotStore(Partition state, Partition file) : log_(state), file_(file) {}
    void mount() { log_.mount(); }

    std::string chip_version() const;
    bool set_chip_version(std::string_view version);

    /// The update file; nothing once it is used.
    std::optional<File> file() const;
    Buffer read_file() const;

    /// A module update brings a new file.  A cut leaves none; the installation then runs again.
    bool replace_file(std::string_view version, Bytes bytes);
    bool remove_file();

    /// False: the file is not what came with the firmware, the chip would refuse it.
    bool is_file_intact() const;

    /// The chip takes the file.  Interrupted after that, the update completes at the next boot.
    bool begin_update();
    bool is_updating() const;

    /// The chip runs the file's version; the file and the mark of `begin_update` are gone.
    bool complete_update();

    std::size_t capacity() const { return file_.size(); }

    nlohmann::json to_json() const;

 private:
    RecordLog log_;
    Partition file_;
};

}  // namespace sara::storage

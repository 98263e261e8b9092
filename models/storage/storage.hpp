#pragma once

#include "models/products/product.hpp"
#include "models/products/profile.hpp"
#include "models/storage/certificates.hpp"
#include "models/storage/file_system.hpp"
#include "models/storage/firmware_slot.hpp"
#include "models/storage/flash.hpp"
#include "models/storage/nvm.hpp"
#include "models/storage/rot_store.hpp"
#include "models/storage/sms_store.hpp"
#include "models/storage/update_journal.hpp"
#include "sim/medium.hpp"
#include "sim/trace.hpp"

#include <nlohmann/json_fwd.hpp>

#include <memory>
#include <stdexcept>

namespace sara::storage {

class SectorPool;

/// A flash that this module cannot live in: not ours, another layout, another product.
class WrongFlash : public std::runtime_error {
 public:
    using std::runtime_error::runtime_error;
};

/// Everything that outlives the supply: the flash and the parts that keep house in it.
class Storage {
 public:
    /// Memory that begins as the factory leaves it and is gone with the program.
    /// Modules that have a pool in common hold the same firmware once.
    static std::unique_ptr<sim::Medium> memory(const products::Product& product,
                                               const products::Profile& profile,
                                               std::shared_ptr<SectorPool> pool = nullptr);

    /// Takes what the medium holds; an empty one (erased, or zeros as in a new file) is made
    /// virgin.  Throws WrongFlash, or std::invalid_argument for a medium or profile of wrong size.
    /// `product`, `profile` and `trace` outlive the Storage.
    Storage(std::unique_ptr<sim::Medium> medium, const products::Product& product,
            const products::Profile& profile, sim::Trace& trace);
    Storage(const Storage&) = delete;
    Storage& operator=(const Storage&) = delete;

    /// True if the medium held no module's life yet: a scenario may furnish it.
    bool was_virgin() const { return was_virgin_; }

    /// Puts everything back to how the factory left it, and mounts.
    void format_virgin();

    /// The supply is on: every part reads what is in the flash.  Done once by the constructor.
    void mount();

    nlohmann::json to_json() const;

 private:
    /// No flash yet; throws WrongFlash for one that is not this module's.
    bool is_blank() const;

    const products::Product& product_;
    const products::Profile& profile_;
    bool was_virgin_;
    Flash flash_;

 public:
    Flash& flash() { return flash_; }

    RotStore rot;
    UpdateJournal journal;
    Nvm nvm;
    CertificateStore certificates;
    FileSystem files;
    FirmwareSlot image;    ///< the firmware that runs
    FirmwareSlot staging;  ///< where the next one is built
    SmsStore sms;
};

}  // namespace sara::storage

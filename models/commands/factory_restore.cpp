#include "models/commands/factory_restore.hpp"

namespace sara::commands {

namespace {

// Values of both parameters.
constexpr int kErase = 1;    // the sectors
constexpr int kRestore = 2;  // delete the user's files; settings and profiles to factory values

}  // namespace

// The mark goes last: a power cut before that repeats the whole at the next boot.
void restore_factory_if_asked(storage::Storage& storage) {
    const storage::FactoryRestore what = storage.nvm.factory_restore();
    if (what == storage::FactoryRestore{}) return;
    if (what.fs == kErase) static_cast<void>(storage.files.erase_user_area());
    if (what.fs == kRestore) {
        for (const storage::Tag tag : storage::kTags) {
            static_cast<void>(storage.files.remove_all(tag));
        }
    }
    if (what.nvm == kErase) storage.nvm.erase_sectors();
    if (what.nvm == kRestore) storage.nvm.restore_factory();
    if (what.nvm == 0) storage.nvm.set_factory_restore({});
}

}  // namespace sara::commands

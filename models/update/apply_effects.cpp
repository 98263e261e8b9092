#include "models/update/apply_effects.hpp"

#include "models/storage/synced_contexts.hpp"

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>

namespace sara::update {

namespace {

struct Context {
    const storage::ImageInfo& firmware;
    storage::Storage& storage;
    Method method;
};

/// Where in the new image its files lie.
storage::ImageLayout layout(const Context& context) {
    const storage::Buffer start = context.storage.image.read(0, storage::ImageHeader::kBytes);
    return storage::layout_of(*storage::parse_header(start), context.firmware);
}

bool user_files(Effect effect, Context& context) {
    return effect != Effect::Erase ||
           context.storage.files.remove_all(storage::Tag::User).has_value();
}

/// Which files an item is.
struct FileSet {
    storage::Tag tag;
    bool (*holds)(std::string_view name);
};
constexpr FileSet kLwm2mFiles{storage::Tag::Xlwm2m, [](std::string_view) { return true; }};
constexpr FileSet kMnoConfigurations{
    storage::Tag::Profile, [](std::string_view name) { return name != storage::kMnoListName; }};
constexpr FileSet kMnoList{storage::Tag::Profile,
                           [](std::string_view name) { return name == storage::kMnoListName; }};

bool erase(const FileSet& set, storage::FileSystem& files) {
    return std::ranges::all_of(files.list(set.tag), [&](const std::string& name) {
        return !set.holds(name) || files.remove(set.tag, name).has_value();
    });
}

/// Erased, then set to what is configured with the firmware image, if any.  [R01 Table 14]
bool set_from_image(const FileSet& set, Context& context) {
    storage::FileSystem& files = context.storage.files;
    if (!erase(set, files)) return false;
    const storage::ImageLayout places = layout(context);
    for (std::size_t i = 0; i < context.firmware.files.size(); ++i) {
        const storage::CarriedFile& file = context.firmware.files[i];
        if (file.tag != set.tag || !set.holds(file.name)) continue;
        const auto contents = context.storage.image.read(places.file_offsets[i], file.size);
        if (!files.write(file.tag, file.name, storage::WriteMode::Overwrite, contents)) {
            return false;
        }
    }
    return true;
}

bool lwm2m_files(Effect effect, Context& context) {
    return effect != Effect::Image || set_from_image(kLwm2mFiles, context);
}

bool mno_profile_config(Effect effect, Context& context) {
    return effect != Effect::Image || set_from_image(kMnoConfigurations, context);
}

bool mno_list(Effect effect, Context& context) {
    return effect != Effect::Defaults || set_from_image(kMnoList, context);
}

/// The SIM's messages are not the module's to erase.
bool sms(Effect effect, Context& context) {
    return effect != Effect::Erase || context.storage.sms.erase_all(storage::SmsMemory::Me);
}

bool rot_update_file(Effect effect, Context& context) {
    if (effect != Effect::Replace || context.firmware.rot_size == 0) return true;
    const std::size_t offset = layout(context).rot_offset;
    return context.storage.rot.replace_file(
        context.firmware.rot_version,
        context.storage.image.read(offset, context.firmware.rot_size));
}

/// uFOTA keeps the selected profile: it is noted for the boot that restores it.  [R01 2.6.6]
bool mno_profile_selected(Effect effect, Context& context) {
    const auto selected = context.storage.nvm.get("+UMNOPROF");
    if (effect != Effect::Keep || !selected) return true;  // factory values say 90
    storage::JournalState state = context.storage.journal.state();
    const int global = context.firmware.default_mno_profile;
    int profile = global;
    std::from_chars(selected->data(), selected->data() + selected->size(), profile);
    if (profile == global) return true;
    state.restore_mno_profile = profile;
    return context.storage.journal.update(state);
}

/// Contexts outlive the factory reset of uFOTA where the profile or the host wants it.
/// [R03 3.7.5]
bool user_nvm(Effect effect, Context& context) {
    if (effect != Effect::Defaults) return true;
    storage::Nvm& nvm = context.storage.nvm;
    storage::Settings contexts;
    if (context.method == Method::Ufota) contexts = storage::synced_contexts(nvm);
    const bool is_profile_to_follow =
        context.storage.journal.state().restore_mno_profile.has_value();
    return nvm.restore_factory() && storage::restore_contexts(nvm, contexts, is_profile_to_follow);
}

bool foat_package(Effect effect, Context& context) {
    if (effect != Effect::Delete && effect != Effect::Erase) return true;
    const auto removed = context.storage.files.remove(storage::Tag::Foat, storage::kPackageName);
    return removed || removed.error() == storage::FileError::NotFound;
}

struct Application {
    Item item;
    bool (*apply)(Effect effect, Context& context);
};

// Items that are not here need nothing done: certificates and the RF calibration are kept by every
// method, and the SIM session is new because the module restarts.
constexpr auto kApplications = std::to_array<Application>({
    {Item::UserFiles, &user_files},
    {Item::Lwm2mFiles, &lwm2m_files},
    {Item::RotUpdateFile, &rot_update_file},
    {Item::MnoProfileConfig, &mno_profile_config},
    {Item::MnoList, &mno_list},
    {Item::MnoProfileSelected, &mno_profile_selected},  // before the NVM forgets it
    {Item::UserNvm, &user_nvm},
    {Item::Sms, &sms},
    {Item::FoatPackage, &foat_package},
});

}  // namespace

bool apply_effects(Method method, const storage::ImageInfo& firmware, storage::Storage& storage) {
    Context context{firmware, storage, method};
    return std::ranges::all_of(kApplications, [&](const Application& application) {
        return application.apply(effect_on(application.item, method), context);
    });
}

}  // namespace sara::update

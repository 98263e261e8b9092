// Section 7 of the note, Table 14, on the storage: every item is filled before an update and looked
// at afterwards, for each method.
#include "models/storage/firmware_build.hpp"
#include "models/storage/storage.hpp"
#include "models/update/apply_effects.hpp"
#include "models/update/image_parts.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/result.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <string>
#include <string_view>

using namespace sara;
using namespace sara::storage;
using sim::as_bytes;
using update::Effect;
using update::Item;
using update::Method;

namespace {

constexpr std::size_t kImageBytes = 450'000;  // enough to carry a RoT file
constexpr std::string_view kNewVersion = "99.01";

/// The next firmware: it brings a LwM2M script, an MNO configuration, an MNO list and a RoT file.
Buffer next_firmware(const products::Product& product) {
    auto parts = *update::disassemble(make_firmware(product, kNewVersion, "A99.01", kImageBytes));
    const auto carry = [&](Tag tag, std::string name, std::string_view contents) {
        parts.info.files.push_back({tag, std::move(name), contents.size()});
        const Bytes bytes = as_bytes(contents);
        parts.files.emplace_back(bytes.begin(), bytes.end());
    };
    carry(Tag::Xlwm2m, "new.lua", "new script");
    carry(Tag::Profile, "new.mno", "new configuration");
    carry(Tag::Profile, std::string(kMnoListName), "new list");
    return update::assemble(std::move(parts));
}

struct Module {
    Module() {
        profile.image_bytes = kImageBytes;
        storage =
            std::make_unique<Storage>(Storage::memory(product, profile), product, profile, trace);
    }

    void install(Bytes image) {
        REQUIRE(storage->image.begin_write());
        for (std::size_t sector = 0; sector < sectors_for(image.size()); ++sector) {
            const std::size_t at = sector * kSectorBytes;
            REQUIRE(storage->image.write_sector(
                sector, image.subspan(at, std::min(kSectorBytes, image.size() - at))));
        }
        REQUIRE(storage->image.finish());
    }

    bool apply(Method method) {
        return update::apply_effects(method, *storage->image.info(), *storage);
    }

    const products::Product& product = products::default_product();
    products::Profile profile = products::Profile::for_product(product);
    sim::Scheduler scheduler;
    sim::Trace trace{scheduler};
    std::unique_ptr<Storage> storage;
};

void write(Storage& storage, Tag tag, std::string_view name, std::string_view contents) {
    REQUIRE(storage.files.write(tag, name, WriteMode::Overwrite, as_bytes(contents)));
}

/// Names and contents of a tag's files.
std::string files(const Storage& storage, Tag tag, std::string_view but = "") {
    std::string text;
    for (const std::string& name : storage.files.list(tag)) {
        if (name == but) continue;
        const auto bytes = storage.files.read(tag, name);
        text += name + '=' + std::string(sim::as_text(*bytes)) + ';';
    }
    return text;
}

/// How an item is filled, how it looks, and how it looks with what the new firmware brings.
struct Probe {
    Item item;
    void (*fill)(Storage& storage);
    std::string (*look)(const Storage& storage);
    std::string_view from_image;
};

// clang-format off
const auto kProbes = std::to_array<Probe>({
    {Item::UserFiles,
     [](Storage& s) { write(s, Tag::User, "user.txt", "mine"); },
     [](const Storage& s) { return files(s, Tag::User); }, ""},
    {Item::Lwm2mFiles,
     [](Storage& s) { write(s, Tag::Xlwm2m, "old.lua", "old script"); },
     [](const Storage& s) { return files(s, Tag::Xlwm2m); }, "new.lua=new script;"},
    {Item::RotUpdateFile,
     [](Storage& s) { REQUIRE(s.rot.replace_file("0.9", make_rot_file("0.9"))); },
     [](const Storage& s) { return s.rot.file() ? s.rot.file()->version : ""; }, kNewVersion},
    {Item::MnoProfileSelected,
     [](Storage& s) { s.nvm.set("+UMNOPROF", "100"); },
     [](const Storage& s) {  // uFOTA's boot restores what the journal notes  [R01 2.6.6]
         const auto noted = s.journal.state().restore_mno_profile;
         return noted ? std::to_string(*noted) : s.nvm.get("+UMNOPROF").value_or("90"); }, ""},
    {Item::MnoProfileConfig,
     [](Storage& s) { write(s, Tag::Profile, "old.mno", "old configuration"); },
     [](const Storage& s) { return files(s, Tag::Profile, kMnoListName); }, "new.mno=new configuration;"},
    {Item::MnoList,
     [](Storage& s) { write(s, Tag::Profile, kMnoListName, "old list"); },
     [](const Storage& s) {
         const auto list = s.files.read(Tag::Profile, kMnoListName);
         return list ? std::string(sim::as_text(*list)) : std::string(); }, "new list"},
    {Item::UserNvm,
     [](Storage& s) {
         s.nvm.set("+CGDCONT", "1,\"IP\",\"my.apn\"");
         s.nvm.set("+USECPRF=0,3", "\"my_ca\"");
         s.nvm.set("+USECMODE", "0");
         s.nvm.store_profile(0, {{"E", "0"}});
         s.nvm.set_boot_profile(1); },
     [](const Storage& s) {
         auto json = s.nvm.to_json();
         json["settings"].erase("+UMNOPROF");
         return json.dump(); }, ""},
    {Item::CertsKeys,
     [](Storage& s) {
         Certificate item;
         item.name = "my_ca";
         item.der = {1, 2, 3};
         REQUIRE(s.certificates.add(item)); },
     [](const Storage& s) { return s.certificates.to_json().dump(); }, ""},
    {Item::Sms,
     [](Storage& s) {
         REQUIRE(s.sms.add(SmsMemory::Me, {SmsStatus::ReceivedUnread, {1, 2, 3}}));
         REQUIRE(s.sms.add(SmsMemory::Sm, {SmsStatus::ReceivedRead, {4}})); },
     [](const Storage& s) { return std::string(s.sms.count(SmsMemory::Me), 'm'); }, ""},
    {Item::RfCal,
     [](Storage&) {},
     [](const Storage& s) { return s.to_json()["rf_calibration"].dump(); }, ""},
    {Item::FoatPackage,
     [](Storage& s) { write(s, Tag::Foat, kPackageName, "package"); },
     [](const Storage& s) { return files(s, Tag::Foat); }, ""},
    {Item::SecondReboot,  // there is one when the journal notes a profile to restore  [R01 2.6.1]
     [](Storage&) {},
     [](const Storage& s) { return std::string(s.journal.state().restore_mno_profile ? "YES" : "NO"); }, ""},
});
// clang-format on

using Looks = std::map<Item, std::string>;

Looks look_at_all(const Storage& storage) {
    Looks looks;
    for (const Probe& probe : kProbes) looks[probe.item] = probe.look(storage);
    return looks;
}

void fill_all(Storage& storage) {
    for (const Probe& probe : kProbes) probe.fill(storage);
}

/// How an item has to look after an update.  `before` and `virgin` are how it looked filled and in
/// a module from the factory.
std::string expected(const Probe& probe, Effect effect, const Looks& before, const Looks& virgin) {
    switch (effect) {
        case Effect::Keep:
        case Effect::NotApplicable:
        case Effect::NewSession:
            return before.at(probe.item);
        case Effect::Erase:
        case Effect::Delete:
            return "";
        case Effect::Image:
        case Effect::Replace:
            return std::string(probe.from_image);
        case Effect::Defaults:
        case Effect::GlobalProfile: {
            const bool is_carried = !probe.from_image.empty();
            return is_carried ? std::string(probe.from_image) : virgin.at(probe.item);
        }
        case Effect::Yes:
        case Effect::No:
            break;
    }
    return std::string(code_of(effect));
}

void check_all(Method method, const Looks& after, const Looks& before, const Looks& virgin) {
    for (const Probe& probe : kProbes) {
        const Effect effect = update::effect_on(probe.item, method);
        INFO(name_of(method) << ", item " << static_cast<int>(probe.item) << ": "
                             << code_of(effect));
        CHECK(after.at(probe.item) == expected(probe, effect, before, virgin));
    }
}

Method each_method() {
    return GENERATE(Method::Ufota, Method::Foat, Method::Ufwinstall, Method::EasyFlash);
}

}  // namespace

TEST_CASE("Each update treats files and settings as Table 14 says", "[spec-07][r01-table-14]") {
    const Method method = each_method();
    const Looks virgin = look_at_all(*Module().storage);
    Module module;
    fill_all(*module.storage);
    const Looks before = look_at_all(*module.storage);
    module.install(next_firmware(module.product));
    REQUIRE(module.apply(method));
    module.storage->mount();  // what counts is what the next boot finds
    check_all(method, look_at_all(*module.storage), before, virgin);
    CHECK(module.storage->sms.count(SmsMemory::Sm) == 1);  // the SIM is not the module's
}

TEST_CASE("A power cut while an update treats files and settings loses nothing of Table 14",
          "[spec-07][r01-5.1.1][power-cut]") {
    const Method method = each_method();
    const Looks virgin = look_at_all(*Module().storage);
    const Buffer firmware = next_firmware(products::default_product());
    bool was_cut = true;
    for (std::uint64_t write = 1; was_cut; write += 7) {
        Module module;
        fill_all(*module.storage);
        const Looks before = look_at_all(*module.storage);
        module.install(firmware);
        module.storage->flash().cut_at_write(write, write % 2 == 0);
        module.apply(method);
        was_cut = module.storage->flash().is_dead();
        module.storage->mount();
        INFO("cut at write " << write);
        if (was_cut) REQUIRE(module.apply(method));  // the next boot does it again
        check_all(method, look_at_all(*module.storage), before, virgin);
    }
}

TEST_CASE("The global profile needs no second reboot", "[spec-07][r01-2.6.1]") {
    Module module;
    module.storage->nvm.set("+UMNOPROF", "90");
    module.install(next_firmware(module.product));
    REQUIRE(module.apply(Method::Ufota));
    CHECK_FALSE(module.storage->journal.state().restore_mno_profile);
}

#include "models/storage/file_system.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/file_bench.hpp"

#include <fmt/format.h>

#include <map>
#include <optional>
#include <string>

using namespace sara;
using namespace sara::storage;
using testing::FlashBench;
using testing::kFileLimits;
using testing::make_files;
using testing::noise;

namespace {

/// Tag and name to contents: what a file system should hold.
using Model = std::map<std::pair<Tag, std::string>, Buffer>;

Model contents(const FileSystem& files) {
    Model model;
    for (const Tag tag : kTags) {
        for (const std::string& name : files.list(tag)) {
            model[{tag, name}] = *files.read(tag, name);
        }
    }
    return model;
}

/// One change of one file.
struct Change {
    enum class Kind { Append, Overwrite, Remove, RemoveAll } kind;
    Tag tag = Tag::User;
    std::string name;
    Buffer bytes;

    std::string place() const { return tag == Tag::Foat ? std::string(kPackageName) : name; }
};

/// Writes in the pieces a UART brings.
void write_in_pieces(FileSystem& files, const Change& change, WriteMode mode) {
    auto writer = files.open(change.tag, change.name, mode, change.bytes.size());
    REQUIRE(writer);
    for (std::size_t at = 0; at < change.bytes.size(); at += 700) {
        const std::size_t size = std::min<std::size_t>(700, change.bytes.size() - at);
        REQUIRE(writer->append(Bytes(change.bytes).subspan(at, size)));
    }
    REQUIRE(writer->commit());
}

void perform(FileSystem& files, const Change& change) {
    switch (change.kind) {
        case Change::Kind::Append:
            return write_in_pieces(files, change, WriteMode::Append);
        case Change::Kind::Overwrite:
            return write_in_pieces(files, change, WriteMode::Overwrite);
        case Change::Kind::Remove:
            return (void)files.remove(change.tag, change.place());
        case Change::Kind::RemoveAll:
            return (void)files.remove_all(change.tag);
    }
}

void perform(Model& model, const Change& change) {
    const std::pair key{change.tag, change.place()};
    switch (change.kind) {
        case Change::Kind::Append:
            model[key].insert(model[key].end(), change.bytes.begin(), change.bytes.end());
            break;
        case Change::Kind::Overwrite:
            model[key] = change.bytes;
            break;
        case Change::Kind::Remove:
            model.erase(key);
            break;
        case Change::Kind::RemoveAll:
            std::erase_if(model,
                          [&](const auto& entry) { return entry.first.first == change.tag; });
            break;
    }
}

/// What a cut within `change` may leave: as before, as after, or without the file that was being
/// written [R4 p198].
bool is_allowed(const Model& found, const Model& before, const Change& change) {
    Model after = before;
    perform(after, change);
    Model without = before;
    without.erase({change.tag, change.place()});
    const bool is_write =
        change.kind == Change::Kind::Append || change.kind == Change::Kind::Overwrite;
    return found == before || found == after || (is_write && found == without);
}

std::size_t bytes_in(const Model& model, bool foat) {
    std::size_t sum = 0;
    for (const auto& [key, bytes] : model) {
        if ((key.first == Tag::Foat) == foat) sum += bytes.size();
    }
    return sum;
}

void check_accounts(const FileSystem& files, const Model& model) {
    CHECK(files.free_bytes(Tag::User) == kFileLimits.user_bytes - bytes_in(model, false));
    CHECK(files.free_bytes(Tag::Foat) == kFileLimits.foat_bytes - bytes_in(model, true));
}

std::vector<Change> script() {
    using Kind = Change::Kind;
    return {
        {Kind::Append, Tag::User, "kept", noise(5000, 1)},
        {Kind::Append, Tag::User, "grows", noise(300, 2)},
        {Kind::Append, Tag::Xlwm2m, "script", noise(4096, 3)},
        {Kind::Append, Tag::User, "grows", noise(9000, 4)},
        {Kind::Append, Tag::Foat, "given", noise(20'000, 5)},
        {Kind::Overwrite, Tag::User, "grows", noise(6000, 6)},
        {Kind::Remove, Tag::Xlwm2m, "script", {}},
        {Kind::Append, Tag::Gnss, "log", noise(1, 7)},
        {Kind::Overwrite, Tag::Foat, "given", noise(9000, 8)},
        {Kind::Append, Tag::User, "again", noise(8192, 9)},
        {Kind::Remove, Tag::Foat, "given", {}},
        {Kind::RemoveAll, Tag::User, "", {}},
        {Kind::Append, Tag::User, "kept", noise(700, 10)},
    };
}

/// A change that fits what is there.
Change random_change(sim::Random& random, const Model& model) {
    constexpr auto kKinds =
        std::to_array({Change::Kind::Append, Change::Kind::Append, Change::Kind::Overwrite,
                       Change::Kind::Remove, Change::Kind::Remove});
    Change change{.kind = kKinds[random.below(kKinds.size())],
                  .tag = kTags[random.below(kTags.size())],
                  .name = fmt::format("file {}", random.below(6)),
                  .bytes = noise(1 + random.below(30'000), random.next())};
    if (random.chance(1, 40)) change.kind = Change::Kind::RemoveAll;
    const bool is_full = bytes_in(model, false) + change.bytes.size() > kFileLimits.user_bytes;
    if (is_full && change.kind != Change::Kind::RemoveAll) change.kind = Change::Kind::Remove;
    return change;
}

}  // namespace

TEST_CASE("A power cut at any write leaves files whole or gone, and all others as they were",
          "[storage][file-system][power-cut][R4-p198]") {
    const std::vector<Change> changes = script();
    std::vector<Model> states(1);
    testing::Steps<FileSystem> steps;
    for (const Change& change : changes) {
        steps.emplace_back([change](FileSystem& files) { perform(files, change); });
        perform(states.emplace_back(states.back()), change);
    }
    const Change more{Change::Kind::Overwrite, Tag::User, "more", noise(60'000, 99)};
    const auto check = [&](FileSystem& files, std::size_t complete) {
        const Model found = contents(files);
        REQUIRE(is_allowed(found, states[complete], changes[complete]));
        check_accounts(files, found);
        files.mount();
        REQUIRE(contents(files) == found);

        // And it goes on working, in blocks that the cut may have left half written.
        Model next = found;
        perform(files, more);
        perform(next, more);
        files.mount();
        REQUIRE(contents(files) == next);
    };
    const auto cuts = testing::cut_at_every_write<FileSystem>(make_files, steps, check);
    CHECK(cuts > 150);
}

TEST_CASE("A power cut in +UFWUPD's transfer leaves no transfer",
          "[storage][file-system][power-cut][firmware-update-3.6]") {
    const Buffer first = noise(9000);
    const Buffer second = noise(6000, 2);
    const auto transfer = [](const Buffer& bytes) {
        return [&bytes](FileSystem& files) {
            auto writer = files.open_transfer();
            for (std::size_t at = 0; at < bytes.size(); at += 128) {
                const auto size = std::min<std::size_t>(128, bytes.size() - at);
                REQUIRE(writer.append(Bytes(bytes).subspan(at, size)));
            }
            REQUIRE(writer.commit());
        };
    };
    const testing::Steps<FileSystem> steps{transfer(first), transfer(second)};
    testing::cut_at_every_write<FileSystem>(
        make_files, steps, [&](FileSystem& files, std::size_t complete) {
            if (!files.transfer_size()) return;
            const Buffer found = files.read_transfer();
            const bool is_whole =
                complete == 0 ? found == first : found == first || found == second;
            CHECK(is_whole);
        });
}

TEST_CASE("Random changes and power cuts never part the file system from its model",
          "[storage][file-system][power-cut]") {
    const auto seed = GENERATE(range(std::uint64_t{1}, std::uint64_t{9}));
    CAPTURE(seed);
    sim::Random random(seed, "files");
    FlashBench bench;
    auto files = make_files(bench);
    files->mount();
    Model model;
    int cuts = 0;
    for (int i = 0; i < 250; ++i) {
        const Change change = random_change(random, model);
        if (random.chance(1, 3))
            bench.flash.cut_at_write(1 + random.below(40), random.chance(1, 2));
        perform(*files, change);
        const bool was_cut = bench.flash.is_dead();
        bench.flash.cut_at_write(0, false);
        if (was_cut) {
            ++cuts;
            bench.flash.revive();
            files->mount();
            const Model found = contents(*files);
            REQUIRE(is_allowed(found, model, change));
            model = found;
        } else {
            perform(model, change);
            if (random.chance(1, 10)) files->mount();
            REQUIRE(contents(*files) == model);
        }
        check_accounts(*files, model);
    }
    CHECK(cuts > 20);
}

#include "tests/support/module_bench.hpp"

#include "models/storage/factory.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/result.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>
#include <utility>

namespace sara::test {

products::Profile small_profile(std::uint32_t image_bytes) {
    products::Profile profile = products::Profile::for_product(products::default_product());
    profile.image_bytes = image_bytes;
    return profile;
}

update::PackageRecipe small_recipe(update::PackageKind kind, std::uint32_t image_bytes) {
    update::PackageRecipe recipe;
    recipe.kind = kind;
    recipe.to = kNewVersion;
    recipe.image_size = image_bytes;
    recipe.size = kind == update::PackageKind::Delta ? 0 : image_bytes;
    return recipe;
}

const storage::Buffer& small_package(update::PackageKind kind) {
    static const std::array kPackages = {
        update::make_package(small_recipe(update::PackageKind::Full)),
        update::make_package(small_recipe(update::PackageKind::Delta))};
    return kPackages[kind == update::PackageKind::Delta ? 1 : 0];
}

ModuleBench::ModuleBench(const products::Profile& profile)
    : ModuleBench(profile, storage::factory_flash(products::default_product(), profile).base) {
    switch_on();
    run_until_state("Active");
}

ModuleBench::ModuleBench(const products::Profile& profile, const FlashContents& flash)
    : module(kernel, products::default_product(), profile, prepare(flash)),
      dte(kernel.scheduler, *module.line("uart")) {}

std::unique_ptr<sim::Medium> ModuleBench::prepare(const FlashContents& flash) {
    auto cells = std::make_unique<storage::MemoryMedium>(flash);
    cells_ = cells.get();
    return cells;
}

void ModuleBench::run_for(Duration length) {
    kernel.scheduler.run_until(kernel.scheduler.now() + length);
}

void ModuleBench::run_until_state(std::string_view state, Duration limit) {
    const Time end = kernel.scheduler.now() + limit;
    while (module.state() != state) {
        INFO("waiting for " << state << ", in " << module.state() << ", received "
                            << dte.received());
        REQUIRE(kernel.scheduler.has_next());
        REQUIRE(kernel.scheduler.next_time() <= end);
        kernel.scheduler.run_one();
    }
}

void ModuleBench::start_foat(std::uint32_t baud, int port) {
    dte.ask("ATE0");
    dte.take_bytes();
    dte.send(fmt::format("AT+UFWUPD={},{}\r", port, baud));
    run_for(1s);
    if (port != 1) return;
    dte.set_baud(baud);
    dte.wait_for("\r\n+UFWUPD: ONGOING\r\nC");
}

void ModuleBench::greet() {
    dte.set_baud(Line::kUsualBaud);
    REQUIRE(dte.ask("AT") == "OK");
}

void ModuleBench::run_until_updated(std::string_view urc) {
    dte.wait_for(fmt::format("\r\n{}: 128\r\n", urc), 1h);
    run_until_state("Resetting");
    run_until_state("Active");
    greet();
    REQUIRE(dte.ask("ATI9") == kNewVersion);
}

void ModuleBench::write_file(storage::Tag tag, std::string_view name, Bytes contents) {
    REQUIRE(module.storage().files.write(tag, name, storage::WriteMode::Append, contents));
}

std::string ModuleBench::digest() const {
    return module.inspect()["firmware"].value("sha256", "");
}

std::string ModuleBench::version() const {
    return module.inspect()["firmware"].value("version", "");
}

FlashContents ModuleBench::freeze_flash() const {
    return std::make_shared<storage::BaseImage>(cells_->freeze());
}

}  // namespace sara::test

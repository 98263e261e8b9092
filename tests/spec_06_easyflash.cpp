#include "tests/support/catch.hpp"

#include "models/module.hpp"
#include "models/update/flash_client.hpp"
#include "models/update/flash_frame.hpp"
#include "models/update/package_recipe.hpp"

#include <nlohmann/json.hpp>

#include <functional>
#include <optional>
#include <string>

using namespace sara;
using namespace std::chrono_literals;
using update::FlashClient;
using update::Frame;
using update::FrameType;

namespace {

constexpr std::uint32_t kImageBytes = 65'536;
const std::string kNew = "03.16,A00.01";

products::Profile small_module() {
    auto profile = products::Profile::for_product(products::default_product());
    profile.image_bytes = kImageBytes;
    return profile;
}

storage::Buffer make_dof(update::Damage damage = update::Damage::None) {
    return update::make_package({.kind = update::PackageKind::EasyFlash,
                                 .product = {},
                                 .from = {},
                                 .to = kNew,
                                 .image_size = kImageBytes,
                                 .rot_version = {},
                                 .files = {},
                                 .damage = damage});
}

/// A module and, on its primary UART, a flashing tool that asks every 20 ms until it is answered.
class EasyFlashBench final : public sim::LineListener {
 public:
    explicit EasyFlashBench(storage::Buffer dof = make_dof()) : dof_(std::move(dof)) {
        host().configure({.baud = 3'000'000});
        host().attach(this);
    }
    ~EasyFlashBench() override { host().attach(nullptr); }

    void on_bytes(sim::Bytes bytes) override {
        if (client && client->on_bytes(bytes)) ask();
    }

    void start_tool() {
        client.emplace(dof_);
        ask();
    }
    void run_for(sim::Duration length) {
        kernel.scheduler.run_until(kernel.scheduler.now() + length);
    }
    void power_cycle() {
        module.set_supply(false);
        run_for(1s);
        module.switch_on();
    }
    std::string state() const { return std::string(module.state()); }
    nlohmann::json inspect(const std::string& pointer) const {
        return module.inspect().at(nlohmann::json::json_pointer(pointer));
    }
    sim::LineEnd& host() { return module.line("uart")->dte(); }

    sim::Kernel kernel{1};
    products::Profile profile = small_module();
    Module module{kernel, products::default_product(), profile,
                  storage::Storage::memory(products::default_product(), profile)};
    std::optional<FlashClient> client;
    std::function<void()> before_asking = [] {};

 private:
    void ask() {
        if (!client || client->is_over()) return;
        before_asking();
        host().send(client->request());
        again_ = kernel.scheduler.after(20ms, "tool", [this] { ask(); });
    }

    storage::Buffer dof_;
    sim::Timer again_;
};

}  // namespace

TEST_CASE("A tool that says Hello while the module boots flashes it", "[spec-06][r01-6]") {
    EasyFlashBench bench;
    bench.start_tool();  // the module is off
    bench.run_for(1s);
    CHECK(bench.client->phase() == FlashClient::Phase::Waiting);
    const auto calibration = bench.inspect("/rf_calibration");

    bench.module.switch_on();
    bench.run_for(10s);
    REQUIRE(bench.client->error().empty());
    CHECK(bench.client->phase() == FlashClient::Phase::Done);
    CHECK(bench.client->module() == "SARA-R510M8S-01B-00, firmware 03.15,A00.01");
    CHECK(bench.state() == "Flashing");  // until it is reset
    CHECK(bench.inspect("/rf_calibration") == calibration);

    bench.power_cycle();
    bench.run_for(5s);
    CHECK(bench.state() == "Active");
    CHECK(bench.inspect("/firmware/version") == kNew);
}

TEST_CASE("A module that has booted does not hear the tool", "[spec-06][r01-6]") {
    EasyFlashBench bench;
    bench.module.switch_on();
    bench.run_for(3s);
    bench.start_tool();
    bench.run_for(10s);
    CHECK(bench.client->phase() == FlashClient::Phase::Waiting);
    CHECK(bench.state() == "Active");
}

TEST_CASE("A module is awaited for ever, one that is gone is given up", "[spec-06][r01-6]") {
    EasyFlashBench bench;
    bench.start_tool();
    for (int silence = 0; silence < 1000; ++silence) bench.client->on_silence();
    CHECK(bench.client->phase() == FlashClient::Phase::Waiting);

    bench.module.switch_on();
    while (bench.client->phase() == FlashClient::Phase::Waiting) bench.run_for(10ms);
    bench.module.set_supply(false);
    for (int silence = 1; silence < FlashClient::kAttempts; ++silence) bench.client->on_silence();
    CHECK_FALSE(bench.client->is_over());
    bench.client->on_silence();
    CHECK(bench.client->phase() == FlashClient::Phase::Failed);
}

TEST_CASE("The loader answers on the primary UART alone", "[spec-06][r01-6]") {
    EasyFlashBench bench;
    bench.module.switch_on();
    bench.run_for(1s);
    bench.module.line("aux")->dte().send(update::encode({FrameType::Hello, {}}));
    bench.run_for(3s);
    CHECK(bench.state() == "Active");
}

TEST_CASE("A package that is not for this module leaves the old firmware", "[spec-06][r01-6]") {
    const auto damage = GENERATE(update::Damage::BreakSignature, update::Damage::FlipHeaderBit);
    EasyFlashBench bench(make_dof(damage));
    bench.start_tool();
    bench.module.switch_on();
    bench.run_for(10s);
    CHECK(bench.client->phase() == FlashClient::Phase::Failed);
    CHECK(bench.client->error().find("refuses the package") != std::string::npos);
    bench.power_cycle();
    bench.run_for(5s);
    CHECK(bench.state() == "Active");
    CHECK(bench.inspect("/firmware/version") == "03.15,A00.01");
}

TEST_CASE("A flashing cut at any flash write is repeated until it succeeds", "[spec-06][r01-6]") {
    EasyFlashBench whole;
    const auto before = whole.module.storage().flash().writes();
    whole.start_tool();
    whole.module.switch_on();
    whole.run_for(10s);
    const auto writes = whole.module.storage().flash().writes() - before;
    REQUIRE(writes > kImageBytes / storage::kSectorBytes);

    for (std::uint64_t write = 1; write <= writes; ++write) {
        for (const bool torn : {false, true}) {
            INFO("write " << write << " of " << writes << (torn ? ", torn" : ""));
            EasyFlashBench bench;
            const auto calibration = bench.inspect("/rf_calibration");
            bench.module.cut_power_at_flash_write(write, torn);
            bench.start_tool();
            bench.module.switch_on();
            bench.run_for(10s);
            REQUIRE_FALSE(bench.module.has_supply());

            bench.client.reset();
            bench.module.switch_on();
            bench.run_for(5s);
            // The old firmware before the first change of the image, the new one after the last.
            REQUIRE((bench.state() == "NoFirmware" || bench.state() == "Active"));
            REQUIRE(bench.inspect("/rf_calibration") == calibration);

            bench.start_tool();
            bench.power_cycle();
            bench.run_for(10s);
            REQUIRE(bench.client->phase() == FlashClient::Phase::Done);
            bench.power_cycle();
            bench.run_for(5s);
            REQUIRE(bench.state() == "Active");
            REQUIRE(bench.inspect("/firmware/version") == kNew);
        }
    }
}

TEST_CASE("A radio calibration that was lost is written back", "[spec-06][r01-6.3]") {
    EasyFlashBench bench;
    const auto calibration = bench.inspect("/rf_calibration");
    bool spoilt = false;
    bench.before_asking = [&] {
        if (spoilt || bench.client->percent() < 50) return;
        storage::Partition cells(bench.module.storage().flash(), storage::Region::RfCal);
        spoilt = cells.erase(1);
    };
    bench.start_tool();
    bench.module.switch_on();
    bench.run_for(10s);
    CHECK(spoilt);
    CHECK(bench.client->phase() == FlashClient::Phase::Done);
    CHECK(bench.inspect("/rf_calibration") == calibration);
}

TEST_CASE("Frames are found among whatever else is on the line", "[spec-06]") {
    const Frame sent = update::frame_with(FrameType::Data, 4096, sim::as_bytes("\xA5 data \xA5"));
    storage::Buffer bytes = {0xA5, 'A', 'T', 0x0D, 0xA5, 0x5A, 0xFF, 0xFF, 0xFF, 0xA5};
    const storage::Buffer frame = update::encode(sent);
    bytes.insert(bytes.end(), frame.begin(), frame.end());
    storage::Buffer bad = frame;
    bad[6] ^= 1U;
    bytes.insert(bytes.end(), bad.begin(), bad.end());
    bytes.insert(bytes.end(), frame.begin(), frame.end());

    update::FrameReader reader;
    int found = 0;
    for (const std::uint8_t byte : bytes) {
        reader.add(sim::Bytes(&byte, 1));
        while (const auto next = reader.next()) {
            ++found;
            CHECK(next->type == sent.type);
            CHECK(next->payload == sent.payload);
        }
    }
    CHECK(found == 2);
}

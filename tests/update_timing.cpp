#include "models/update/timing.hpp"

#include "models/update/progress_steps.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <functional>
#include <vector>

using namespace sara;
using namespace sara::update;
using namespace std::chrono_literals;

namespace {

products::Profile profile_of(std::string_view type_number) {
    return products::Profile::for_product(*products::find_product(type_number));
}

double minutes(sim::Duration time) {
    return std::chrono::duration<double, std::ratio<60>>(time).count();
}

const products::Profile k00B = profile_of("SARA-R510S-00B-00");
const products::Profile k01B = profile_of("SARA-R510S-01B-00");

}  // namespace

TEST_CASE("450 kB of delta install in 25 min on 00B, 15 min on 01B", "[update][r01-5.1.2]") {
    CHECK(install_time(k00B, PackageKind::Delta, 450'000) == 25min);
    CHECK(install_time(k01B, PackageKind::Delta, 450'000) == 15min);
    CHECK(install_time(k01B, PackageKind::Delta, 45'000) == 90s);
    CHECK(install_time(k00B, PackageKind::Delta, 6'000'000) == 60min);  // capped
}

TEST_CASE("A full image of 4.5 MB installs in 180 s", "[update][firmware-update-9]") {
    CHECK(install_time(k00B, PackageKind::Full, 4'500'000) == 180s);
    CHECK(install_time(k01B, PackageKind::EasyFlash, 4'500'000) == 180s);
}

TEST_CASE("Validation takes 30 s/MB, at least 10 s", "[update][firmware-update-9]") {
    CHECK(validation_time(k01B, 4'500'000) == 135s);
    CHECK(validation_time(k01B, 450'000) == 13500ms);
    CHECK(validation_time(k01B, 1000) == 10s);
    CHECK(validation_time(k01B, 0) == 10s);
}

TEST_CASE("One factor scales them all", "[update][firmware-update-9]") {
    products::Profile fast = k00B;
    fast.time_factor = 0.1;
    CHECK(install_time(fast, PackageKind::Delta, 450'000) == 150s);
    CHECK(install_time(fast, PackageKind::Delta, 6'000'000) == 6min);
    CHECK(validation_time(fast, 1000) == 1s);
}

TEST_CASE("4.5 MB over Xmodem-1k takes what the reference prints", "[update][r01-3.1.2]") {
    struct Row {
        std::uint32_t baud;
        double minutes;
    };
    const auto row = GENERATE(Row{115'200, 8.1}, Row{230'400, 4.8}, Row{460'800, 3.2},
                              Row{921'600, 2.3}, Row{3'000'000, 1.8});
    const auto time = xmodem_time(k01B, 4'500'000, row.baud, XmodemBlock::Long);
    CHECK(minutes(time) == Approx(row.minutes).margin(0.06));
    if (row.baud == 921'600) CHECK(sim::seconds(time) == Approx(140).margin(0.5));
}

TEST_CASE("Progress rises from the note's first values to its last", "[update][r01-3.2]") {
    const std::vector<int> validation(kValidationSteps.begin(), kValidationSteps.end());
    const std::vector<int> installation(kInstallationSteps.begin(), kInstallationSteps.end());
    CHECK(std::ranges::adjacent_find(validation, std::greater_equal()) == validation.end());
    CHECK(std::ranges::adjacent_find(installation, std::greater_equal()) == installation.end());
    CHECK(std::vector(validation.begin(), validation.begin() + 3) == std::vector{0, 3, 7});
    CHECK(std::vector(validation.end() - 2, validation.end()) == std::vector{90, 100});
    CHECK(std::vector(installation.begin(), installation.begin() + 2) == std::vector{1, 3});
    CHECK(std::vector(installation.end() - 2, installation.end()) == std::vector{92, 100});
}

TEST_CASE("Each value is reported once, as the work goes on", "[update]") {
    const std::uint64_t total = GENERATE(1U, 3U, 99U, 1099U, 4'500'000U);
    ProgressSteps steps(kInstallationSteps);
    std::vector<int> reported;
    for (std::uint64_t done = 0; done <= total; done += std::max<std::uint64_t>(total / 1000, 1)) {
        for (const std::uint8_t value : steps.advance(done, total)) {
            CHECK(value <= done * 100 / total);
            reported.push_back(value);
        }
    }
    for (const std::uint8_t value : steps.advance(total, total)) reported.push_back(value);
    CHECK(reported == std::vector<int>(kInstallationSteps.begin(), kInstallationSteps.end()));
    CHECK(steps.next() == 101);
}

#include "models/exclusion.hpp"
#include "tests/support/catch.hpp"

#include <fstream>
#include <string>
#include <utility>

using namespace sara;

TEST_CASE("What excludes what is the reference's matrix, cell by cell", "[exclusion][r01-b]") {
    std::ifstream file(SARA_TEST_DATA "/exclusion.csv");
    std::string line;
    REQUIRE(std::getline(file, line));
    for (std::size_t row = 0; row < kDownloads; ++row) {
        REQUIRE(std::getline(file, line));
        std::string cells;
        for (std::size_t column = 0; column < kAttempts; ++column) {
            cells += ',';
            cells += code_of(verdict_on(static_cast<Download>(row), static_cast<Attempt>(column)));
        }
        CHECK(cells == line.substr(line.find(',')));
    }
    CHECK_FALSE(std::getline(file, line));
}

TEST_CASE("Everything may begin while no firmware is downloaded", "[exclusion][r01-b]") {
    const Exclusion exclusion;
    CHECK_FALSE(exclusion.active());
    for (std::size_t attempt = 0; attempt < kAttempts; ++attempt) {
        CHECK_FALSE(exclusion.refuses(static_cast<Attempt>(attempt)));
    }
}

TEST_CASE("A download excludes others until its token goes", "[exclusion][r01-b]") {
    Exclusion exclusion;
    {
        const Exclusion::Token token = exclusion.begin(Download::Ftp);
        CHECK(exclusion.active() == Download::Ftp);
        CHECK(exclusion.refuses(Attempt::HttpDownload) == Refusal::MemoryInUse);
        CHECK(exclusion.refuses(Attempt::Udwnfile) == Refusal::MemoryInUse);
        CHECK(exclusion.refuses(Attempt::SocketDirectLink) == Refusal::PlainError);
        CHECK(exclusion.refuses(Attempt::Ufota) == Refusal::UfotaUrc);
        CHECK(exclusion.refuses(Attempt::Ufwinstall) == Refusal::NotAllowed);
        CHECK_FALSE(exclusion.refuses(Attempt::FtpDirectGet));
    }
    CHECK_FALSE(exclusion.active());
}

TEST_CASE("The right to download moves with its token", "[exclusion][r01-b]") {
    Exclusion exclusion;
    Exclusion::Token held = exclusion.begin(Download::Udwnfile);
    Exclusion::Token taken = std::move(held);
    CHECK(taken.is_held());
    held = Exclusion::Token();  // what was moved from gives nothing back
    CHECK(exclusion.active() == Download::Udwnfile);
    taken = Exclusion::Token();
    CHECK_FALSE(exclusion.active());
    taken.release();
    CHECK_FALSE(exclusion.active());
}

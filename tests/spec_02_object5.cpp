// Object 5 as a server meets it: a row a row of the table, with the CoAP code it is answered.
// [lwm2m 5]
#include "models/lwm2m/server_request.hpp"
#include "tests/support/ufota_bench.hpp"

#include <set>
#include <string>
#include <vector>

using namespace sara;
using namespace sara::test;
using lwm2m::CoapCode;
using lwm2m::FirmwareResult;
using lwm2m::FirmwareState;

namespace {

/// Where object 5 stands before the server speaks.
enum class Before { Idle, Failed, AwaitingAck, Downloading, Paused, Downloaded, ForHost, Updating };

/// A module whose object 5 is asked as a server's requests ask it, and who hears of its changes.
struct Object5Bench : UfotaBench, private lwm2m::TreeListener {
    explicit Object5Bench(const BenchWorld& world = world_with()) : UfotaBench(world) {
        device->objects.listeners().add(*this);
    }
    ~Object5Bench() { device->objects.listeners().remove(*this); }
    Object5Bench(const Object5Bench&) = delete;
    Object5Bench& operator=(const Object5Bench&) = delete;

    CoapCode ask(CoapCode method, const std::string& path, const std::string& payload = "") {
        lwm2m::CoapMessage request;
        request.code = method;
        request.add_path(lwm2m::CoapOptionNumber::UriPath, path);
        request.payload.assign(payload.begin(), payload.end());
        return lwm2m::answer_server(device->objects, kUfotaServer, request).code;
    }

    void bring_to(Before before) {
        const bool asks = before == Before::AwaitingAck;
        if (asks) REQUIRE(dte.ask("AT+UFOTACONFIG=721,2,255") == "OK");
        if (before == Before::ForHost) REQUIRE(dte.ask("AT+UFOTACONFIG=721,1,255") == "OK");
        if (before == Before::Idle) return;
        REQUIRE(ask(CoapCode::Put, "/5/0/1", before == Before::Failed ? "no url" : kPackageUri) ==
                CoapCode::Changed);
        if (asks || before == Before::Failed) return;
        run_until_received(before == Before::Downloading || before == Before::Paused
                               ? "+UFOTASTAT: 0,1,5\r\n"
                               : "+UFOTASTAT: 2,2,100\r\n");
        if (before == Before::Paused) tell("AT+UFOTA=1");
        if (before == Before::Updating) {
            REQUIRE(ask(CoapCode::Post, "/5/0/2") == CoapCode::Changed);
        }
    }

    bool has_package() const { return !storage->files.list(storage::Tag::Foat).empty(); }

    std::set<std::string> heard;

 private:
    void on_value_changed(const lwm2m::Path& path) override { heard.insert(text_of(path)); }
    void on_instances_changed() override {}
    void on_executed(const lwm2m::Path& /*path*/) override {}
};

struct Row {
    const char* rule;
    Before before;
    CoapCode method;
    const char* path;
    const char* payload;
    CoapCode reply;
    FirmwareState state;
    FirmwareResult result;
};

// clang-format off
const std::vector<Row>& rows() {
    using enum CoapCode;
    using enum FirmwareState;
    using R = FirmwareResult;
    static constexpr const char* kUri = "/5/0/1";
    static constexpr const char* kUpdate = "/5/0/2";
    static constexpr const char* kOther = "http://fw.org:80/p";
    static const std::vector<Row> kRows = {
        {"an empty URI",        Before::Idle,        Put,  kUri, "",             Changed,    FirmwareState::Idle,        R::Initial},
        {"it ends a failure",   Before::Failed,      Put,  kUri, "",             Changed,    FirmwareState::Idle,        R::Initial},
        {"an empty URI",        Before::AwaitingAck, Put,  kUri, "",             Changed,    FirmwareState::Idle,        R::Initial},
        {"it drops what came",  Before::Downloading, Put,  kUri, "",             Changed,    FirmwareState::Idle,        R::Initial},
        {"it drops what came",  Before::Paused,      Put,  kUri, "",             Changed,    FirmwareState::Idle,        R::Initial},
        {"it drops what came",  Before::Downloaded,  Put,  kUri, "",             Changed,    FirmwareState::Idle,        R::Initial},
        {"it drops what came",  Before::ForHost,     Put,  kUri, "",             Changed,    FirmwareState::Idle,        R::Initial},
        {"a valid URI",         Before::Idle,        Put,  kUri, "http://fw.org/p", Changed, FirmwareState::Downloading, R::Initial},
        {"it resets a result",  Before::Failed,      Put,  kUri, "http://fw.org/p", Changed, FirmwareState::Downloading, R::Initial},
        {"an unknown scheme",   Before::Idle,        Put,  kUri, "ftp://fw.org/p",  Changed, FirmwareState::Idle,        R::Protocol},
        {"a malformed URI",     Before::Idle,        Put,  kUri, "no url",       Changed,    FirmwareState::Idle,        R::InvalidUri},
        {"another URI",         Before::Downloading, Put,  kUri, kOther,         Changed,    FirmwareState::Downloading, R::Initial},
        {"another URI",         Before::Downloaded,  Put,  kUri, kOther,         Changed,    FirmwareState::Downloading, R::Initial},
        {"any URI",             Before::Updating,    Put,  kUri, kOther,         NotAllowed, FirmwareState::Updating,    R::Initial},
        {"an empty URI",        Before::Updating,    Put,  kUri, "",             NotAllowed, FirmwareState::Updating,    R::Initial},
        {"Execute",             Before::Downloaded,  Post, kUpdate, "",          Changed,    FirmwareState::Updating,    R::Initial},
        {"Execute",             Before::Idle,        Post, kUpdate, "",          NotAllowed, FirmwareState::Idle,        R::Initial},
        {"it changes nothing",  Before::Failed,      Post, kUpdate, "",          NotAllowed, FirmwareState::Idle,        R::InvalidUri},
        {"Execute",             Before::AwaitingAck, Post, kUpdate, "",          NotAllowed, FirmwareState::Idle,        R::Initial},
        {"Execute",             Before::Downloading, Post, kUpdate, "",          NotAllowed, FirmwareState::Downloading, R::Initial},
        {"Execute",             Before::Paused,      Post, kUpdate, "",          NotAllowed, FirmwareState::Downloading, R::Initial},
        {"the host installs",   Before::ForHost,     Post, kUpdate, "",          NotAllowed, FirmwareState::Downloaded,  R::Initial},
        {"Execute",             Before::Updating,    Post, kUpdate, "",          NotAllowed, FirmwareState::Updating,    R::Initial},
        {"nothing is pushed",   Before::Idle,        Put,  "/5/0/0", "package",  NotAllowed, FirmwareState::Idle,        R::Initial},
        {"State is the module's", Before::Downloaded, Put, "/5/0/3", "0",        NotAllowed, FirmwareState::Downloaded,  R::Initial},
        {"Result is the module's", Before::Failed,   Put,  "/5/0/5", "0",        NotAllowed, FirmwareState::Idle,        R::InvalidUri},
        {"no such resource",    Before::Idle,        Put,  "/5/0/99", "0",       NotFound,   FirmwareState::Idle,        R::Initial},
    };
    return kRows;
}
// clang-format on

}  // namespace

TEST_CASE("Each request to object 5 has its reply, state and result",
          "[spec-02][ufota][object-5][lwm2m-5]") {
    const std::size_t number = GENERATE(range(std::size_t{0}, std::size_t{27}));
    REQUIRE(rows().size() == 27);
    const Row& row = rows()[number];
    INFO(number << ": " << row.rule << " before " << static_cast<int>(row.before));
    Object5Bench bench;
    bench.bring_to(row.before);
    CHECK(bench.ask(row.method, row.path, row.payload) == row.reply);
    CHECK(bench.download().state() == row.state);
    CHECK(bench.download().result() == row.result);
    const bool is_cleared = row.path == std::string("/5/0/1") && row.payload == std::string();
    if (is_cleared && row.reply == CoapCode::Changed) CHECK_FALSE(bench.has_package());
}

TEST_CASE("Every resource of object 5 that can be read is", "[spec-02][object-5][lwm2m-5]") {
    struct Resource {
        const char* path;
        CoapCode reply;
    };
    using enum CoapCode;
    const auto resource = GENERATE(values<Resource>({
        {"/5/0", Content},
        {"/5/0/0", NotAllowed},
        {"/5/0/1", Content},
        {"/5/0/2", NotAllowed},
        {"/5/0/3", Content},
        {"/5/0/5", Content},
        {"/5/0/6", Content},
        {"/5/0/7", Content},
        {"/5/0/8", Content},
        {"/5/0/9", Content},
        {"/5/1", NotFound},
    }));
    INFO(resource.path);
    Object5Bench bench;
    CHECK(bench.ask(Get, resource.path) == resource.reply);
}

// --- what changes without a request, and who hears of it

TEST_CASE("A download that ends has its state and result, and the observer hears of both",
          "[spec-02][ufota][object-5][lwm2m-5]") {
    struct End {
        const char* name;
        FirmwareState state;
        FirmwareResult result;
        void (*arrange)(BenchWorld&);
    };
    const auto served = [](BenchWorld& it) -> network::HttpPathSpec& {
        return it.network.servers[0].http->paths["/p"];
    };
    static const auto kServed = served;
    const auto end = GENERATE(values<End>({
        {"all came", FirmwareState::Downloaded, FirmwareResult::Initial, [](BenchWorld&) {}},
        {"out of flash", FirmwareState::Idle, FirmwareResult::FlashFull,
         [](BenchWorld& it) { it.profile.foat_area_bytes = 300'000; }},
        {"the connection is lost", FirmwareState::Idle, FirmwareResult::ConnectionLost,
         [](BenchWorld& it) { it.network.outages = {{.from = 20s, .length = 20min}}; }},
        {"nothing is there", FirmwareState::Idle, FirmwareResult::InvalidUri,
         [](BenchWorld& it) { kServed(it).status = 404; }},
    }));
    INFO(end.name);
    BenchWorld world = world_with();
    end.arrange(world);
    Object5Bench bench(world);
    REQUIRE(bench.ask(CoapCode::Put, "/5/0/1", kPackageUri) == CoapCode::Changed);
    CHECK(bench.heard.contains("/5/0/3"));
    bench.heard.clear();
    bench.run_for(15min);
    CHECK(bench.download().state() == end.state);
    CHECK(bench.download().result() == end.result);
    CHECK(bench.heard.contains("/5/0/3"));
    CHECK(bench.heard.contains("/5/0/5") == (end.result != FirmwareResult::Initial));
    CHECK(bench.has_package() == (end.state == FirmwareState::Downloaded));
}

TEST_CASE("Less than was announced is no package", "[spec-02][ufota][object-5][lwm2m-5]") {
    BenchWorld world = world_with();
    world.network.servers[0].http->paths["/p"].length = kPackageBytes / 2;  // of the rest, too
    Object5Bench bench(world);
    bench.download_until(10);
    bench.tell("AT+UFOTA=1");
    bench.tell("AT+UFOTA=2");
    bench.run_until_received("+UFOTASTAT: 2,3,103\r\n");
    CHECK(bench.download().state() == FirmwareState::Idle);
    CHECK(bench.download().result() == FirmwareResult::Integrity);
    CHECK_FALSE(bench.has_package());
}

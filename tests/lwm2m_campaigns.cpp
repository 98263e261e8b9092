#include "tests/support/network_bench.hpp"

#include "models/lwm2m/server.hpp"

#include <nlohmann/json.hpp>

#include <map>

using namespace sara;
using namespace sara::lwm2m;
using namespace sara::test;
using namespace std::chrono_literals;

namespace {

constexpr const char* kImei = "357862090033897";
constexpr const char* kHost = "lwm2m.example";
constexpr const char* kOwnUri = "http://ucsphttpcontent.services.u-blox.com/spring.upd";

/// A module by hand: it answers from a list of values, and does to object 5 what a test says.
class HandModule final : private CoapHandler, private network::DatagramListener {
 public:
    explicit HandModule(NetworkBench& bench, std::string imei = kImei)
        : bench_(bench),
          imei_(std::move(imei)),
          channel_(bench.kernel.scheduler, *this),
          port_(bench.network.open_datagrams(0, *this)) {
        const auto query =
            bench.network.resolve(kHost, [this](const Result<std::string, network::Error>& found) {
                if (found.has_value()) server_ = {*found, 5684};
            });
        bench.run_for(1s);
    }

    void register_now(int lifetime_s = 86400) {
        CoapMessage request;
        request.code = CoapCode::Post;
        request.add_path(CoapOptionNumber::UriPath, "/rd");
        request.add(CoapOptionNumber::UriQuery, "ep=urn:imei:" + imei_);
        request.add(CoapOptionNumber::UriQuery, fmt::format("lt={}", lifetime_s));
        send(std::move(request));
    }
    void update() { send_to_location(CoapCode::Post); }
    void deregister() { send_to_location(CoapCode::Delete); }

    /// The value differs now; whoever observes it hears so.
    void set(const std::string& path, const std::string& value) {
        values[path] = value;
        const auto token = observed_.find(path);
        if (token == observed_.end()) return;
        CoapMessage notification;
        notification.code = CoapCode::Content;
        notification.token = token->second;
        notification.payload.assign(value.begin(), value.end());
        channel_.send(std::move(notification), nullptr);
        bench_.run_for(5s);
    }

    std::map<std::string, std::string> values = {{"/3/0/1", "SARA-R510M8S-01B-00"},
                                                 {"/3/0/3", "03.15,A00.01"},
                                                 {"/5/0/3", "0"},
                                                 {"/5/0/5", "0"}};
    std::optional<CoapCode> answer;
    std::string location;
    int executions = 0;
    bool refuses_uri = false;

 private:
    void send_to_location(CoapCode code) {
        CoapMessage request;
        request.code = code;
        request.add_path(CoapOptionNumber::UriPath, location);
        send(std::move(request));
    }
    void send(CoapMessage request) {
        channel_.send(std::move(request), [this](const CoapMessage* heard) {
            if (heard == nullptr) return answer.reset();
            answer = heard->code;
            if (heard->code == CoapCode::Created) {
                location = heard->path(CoapOptionNumber::LocationPath);
            }
        });
        bench_.run_for(10s);
    }

    CoapMessage on_request(const CoapMessage& request) override {
        const std::string path = request.path();
        if (request.code == CoapCode::Post && path == "/5/0/2") {
            if (values["/5/0/3"] != "2") return answer_to(request, CoapCode::NotAllowed);
            ++executions;
            return answer_to(request, CoapCode::Changed);
        }
        if (request.code == CoapCode::Put) {
            if (refuses_uri) return answer_to(request, CoapCode::NotAllowed);
            values[path].assign(request.payload.begin(), request.payload.end());
            return answer_to(request, CoapCode::Changed);
        }
        CoapMessage content = answer_to(request, CoapCode::Content);
        if (request.number(CoapOptionNumber::Observe)) observed_[path] = request.token;
        const std::string& value = values[path];
        content.payload.assign(value.begin(), value.end());
        return content;
    }
    bool on_notification(const CoapMessage& /*message*/) override { return false; }
    void on_send(const std::vector<std::uint8_t>& bytes) override { port_->send(server_, bytes); }
    void on_datagram(const network::Endpoint& /*from*/, sim::Bytes bytes) override {
        channel_.on_bytes(bytes);
    }

    NetworkBench& bench_;
    std::string imei_;
    std::map<std::string, std::vector<std::uint8_t>> observed_;
    CoapChannel channel_;
    std::unique_ptr<network::Datagrams> port_;
    network::Endpoint server_;
};

/// A server with these campaigns.
struct ServerBench {
    explicit ServerBench(std::vector<CampaignSpec> specs, int short_id = kUbloxServer)
        : campaigns(std::move(specs)),
          server({bench.kernel.scheduler, bench.kernel.trace, bench.network, campaigns},
                 spec_of(short_id)) {}
    static LwM2mServerSpec spec_of(int short_id) {
        LwM2mServerSpec spec;
        spec.id = short_id;
        spec.name = kHost;
        return spec;
    }
    std::string step(const std::string& imei = kImei) {
        const Campaign::Entry* entry = campaigns.all()[0].entry(imei);
        return entry == nullptr ? "none" : std::string(name_of(entry->step));
    }
    bool has_registration() const { return server.to_json()["registered"].get<bool>(); }

    NetworkBench bench{with("")};
    Campaigns campaigns;
    Server server;
};

CampaignSpec spring() {
    CampaignSpec spec;
    spec.name = "spring";
    spec.from = "03.15,A00.01";
    spec.to = "03.16,A00.01";
    return spec;
}

}  // namespace

TEST_CASE("A server keeps a registration for its lifetime and 93 seconds",
          "[lwm2m][server][lwm2m-7]") {
    ServerBench world({});
    HandModule module(world.bench);
    module.register_now(60);
    CHECK(module.answer == CoapCode::Created);
    CHECK(module.location == "/rd/1");
    CHECK(world.server.to_json()["endpoint"] == "urn:imei:357862090033897");
    CHECK(world.server.to_json()["lifetime"] == 60);
    world.bench.run_for(130s);
    module.update();  // 140 s after the registration
    CHECK(module.answer == CoapCode::Changed);
    world.bench.run_for(160s);
    CHECK_FALSE(world.has_registration());
    module.update();
    CHECK(module.answer == CoapCode::NotFound);
    module.register_now();
    CHECK(module.location == "/rd/2");
    module.deregister();
    CHECK(module.answer == CoapCode::Deleted);
    CHECK_FALSE(world.has_registration());
}

TEST_CASE("A campaign goes from the offer over the download to the result",
          "[lwm2m][campaign][R01-2.1]") {
    ServerBench world({spring()});
    HandModule module(world.bench);
    module.register_now();
    CHECK(module.values["/5/0/1"] == kOwnUri);
    CHECK(world.step() == "offered");
    module.set("/5/0/3", "1");
    CHECK(world.step() == "downloading");
    module.set("/5/0/3", "2");
    CHECK(module.executions == 1);
    CHECK(world.step() == "installing");

    // The reboot takes the observations away; the registration brings them back.
    HandModule rebooted(world.bench);
    rebooted.values["/3/0/3"] = "03.16,A00.01";
    rebooted.values["/5/0/5"] = "1";
    rebooted.register_now();
    CHECK(world.step() == "succeeded");
    rebooted.values["/5/0/1"].clear();
    rebooted.update();
    CHECK(rebooted.values["/5/0/1"].empty());
    const auto report = world.campaigns.to_json(world.bench.now())["spring"];
    CHECK(report["succeeded"] == 1);
    CHECK(report["phase"] == "final");
    CHECK(report["modules"][kImei]["result"] == 1);
}

TEST_CASE("A failed or cancelled update needs a new campaign", "[lwm2m][campaign][R01-2.3]") {
    ServerBench world({spring()});
    HandModule module(world.bench);
    module.register_now();
    module.set("/5/0/3", "1");
    const bool installs = GENERATE(false, true);
    if (installs) {
        module.set("/5/0/3", "2");
        module.set("/5/0/3", "3");
        module.set("/5/0/3", "2");
    } else {
        module.set("/5/0/3", "0");
    }
    module.set("/5/0/5", "8");
    CHECK(world.step() == "failed");
    module.values["/5/0/1"].clear();
    module.update();
    CHECK(module.values["/5/0/1"].empty());
}

TEST_CASE("Only modules that a campaign is for get an offer", "[lwm2m][campaign][R01-2.7]") {
    CampaignSpec spec = spring();
    bool is_offered = false;
    SECTION("another version") {
        spec.from = "03.14,A00.01";
    }
    SECTION("another product") {
        spec.product = "SARA-R500S-01B-00";
    }
    SECTION("another module") {
        spec.imeis = {"357862090033898"};
    }
    SECTION("another server") {
        spec.server = 102;
    }
    SECTION("not yet") {
        spec.start = 1h;
    }
    SECTION("too late") {
        spec.end = 0s;
    }
    SECTION("any version but the new one") {
        spec.from.clear();
        is_offered = true;
    }
    SECTION("modules around it") {
        spec.imeis = {"357862090000000-357862090033889", "357862090033905-357862090099999"};
    }
    SECTION("modules from it to another one") {
        spec.imeis = {"357862090033897-357862090033905"};
        is_offered = true;
    }
    SECTION("this module") {
        spec.imeis = {"357862090033898", kImei};
        is_offered = true;
    }
    ServerBench world({spec});
    HandModule module(world.bench);
    module.register_now();
    CHECK(module.values.contains("/5/0/1") == is_offered);
    CHECK(world.step() == (is_offered ? "offered" : "none"));
}

TEST_CASE("An offer that a module refuses comes again with the next update", "[lwm2m][campaign]") {
    ServerBench world({spring()});
    HandModule module(world.bench);
    module.refuses_uri = true;
    module.register_now();
    CHECK(world.step() == "none");
    module.refuses_uri = false;
    module.update();
    CHECK(world.step() == "offered");
}

TEST_CASE("The others follow when every test module has succeeded",
          "[lwm2m][campaign][R01-2.7.4]") {
    constexpr const char* kTested = "357862090033898";
    CampaignSpec spec = spring();
    spec.test_imeis = {kTested};
    ServerBench world({spec});
    HandModule other(world.bench);
    other.register_now();
    CHECK(world.step() == "none");

    // The server has another module in another network; the campaign is one.
    NetworkBench elsewhere(with(""));
    Server server(
        {elsewhere.kernel.scheduler, elsewhere.kernel.trace, elsewhere.network, world.campaigns},
        ServerBench::spec_of(kUbloxServer));
    HandModule tested(elsewhere, kTested);
    tested.register_now();
    CHECK(world.step(kTested) == "offered");
    tested.set("/5/0/3", "1");
    tested.set("/5/0/3", "2");
    const bool succeeds = GENERATE(true, false);
    tested.values["/5/0/3"] = "0";
    tested.values["/5/0/5"] = succeeds ? "1" : "8";
    tested.update();
    world.bench.run_for(1min);  // each network has a clock of its own
    CHECK(world.campaigns.all()[0].phase(world.bench.now()) ==
          (succeeds ? CampaignPhase::Final : CampaignPhase::Halted));
    other.update();
    CHECK(world.step() == (succeeds ? "offered" : "none"));
}

TEST_CASE("On 00B-00 a foreign package is installed after an update of the registration",
          "[lwm2m][campaign][firmware-update-2.7]") {
    const auto [product, uri, waits] = GENERATE(table<std::string, std::string, bool>({
        {"SARA-R510M8S-00B-00", "http://vzw.example.com/d.upd", true},
        {"SARA-R510M8S-01B-00", "http://vzw.example.com/d.upd", false},
        {"SARA-R510M8S-00B-00", "", false},
    }));
    INFO(product << " " << uri);
    CampaignSpec spec = spring();
    spec.server = 102;
    spec.uri = uri;
    ServerBench world({spec}, 102);
    HandModule module(world.bench);
    module.values["/3/0/1"] = product;
    module.register_now();
    module.set("/5/0/3", "1");
    world.bench.run_for(1min);
    module.set("/5/0/3", "2");
    CHECK(module.executions == (waits ? 0 : 1));
    module.update();
    CHECK(module.executions == 1);
}

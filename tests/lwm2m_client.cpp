#include "tests/support/catch.hpp"

#include "models/lwm2m/client.hpp"
#include "models/lwm2m/server.hpp"
#include "tests/support/bench.hpp"

#include <nlohmann/json.hpp>

#include <map>
#include <string>
#include <vector>

using namespace sara;
using namespace sara::lwm2m;
using namespace sara::test;

namespace {

constexpr int kServer = 500;

/// Objects 1 and 5 with what the client and a campaign need of them.
class SmallTree final : public ObjectTree {
 public:
    Result<std::vector<Path>, TreeError> list(const Path& path) const override {
        if (path.object == std::uint16_t{1}) return std::vector<Path>{{.object = 1, .instance = 1}};
        return objects;
    }
    Result<std::vector<Item>, TreeError> read(const Path& path, Requester by) const override {
        if (!by.is_host() && path.object == std::uint16_t{0}) return TreeError::Unauthorised;
        std::vector<Item> items;
        for (const auto& [place, value] : values) {
            const bool is_below = place.object == path.object &&
                                  (!path.instance || place.instance == path.instance) &&
                                  (!path.resource || place.resource == path.resource);
            if (is_below) items.push_back({place, value});
        }
        if (items.empty()) return TreeError::NotFound;
        return items;
    }
    Result<void, TreeError> write(std::span<const Item> items, Requester /*by*/) override {
        for (const Item& item : items) {
            if (!values.contains(item.path)) return TreeError::NotAllowed;
        }
        for (const Item& item : items) set(item.path, item.value);
        return {};
    }
    Result<void, TreeError> execute(const Path& path, std::string_view /*arguments*/,
                                    Requester /*by*/) override {
        executed.push_back(text_of(path));
        listeners_.tell(&TreeListener::on_executed, path);
        return {};
    }
    Result<void, TreeError> create(const Path& /*instance*/, Requester /*by*/) override {
        return TreeError::NotAllowed;
    }
    Result<void, TreeError> remove(const Path& /*instance*/, Requester /*by*/) override {
        return TreeError::NotAllowed;
    }

    void set(const Path& path, const Value& value) {
        values[path] = value;
        changed(path);
    }
    void set(std::string_view path, const Value& value) { set(*parse_path(path), value); }
    void add_object(const Path& path) {
        objects.push_back(path);
        listeners_.tell(&TreeListener::on_instances_changed);
    }

    std::vector<Path> objects = {{.object = 1, .instance = 1},
                                 {.object = 3, .instance = 0},
                                 {.object = 5, .instance = 0},
                                 {.object = 0, .instance = 1}};
    std::map<Path, Value> values = {
        {*parse_path("/1/1/0"), std::int64_t{kServer}},
        {*parse_path("/1/1/1"), std::int64_t{86400}},
        {*parse_path("/1/1/2"), std::int64_t{10}},
        {*parse_path("/1/1/7"), std::string("UQ")},
        {*parse_path("/3/0/3"), std::string("03.15,A00.01")},
        {*parse_path("/5/0/1"), std::string()},
        {*parse_path("/5/0/3"), std::int64_t{0}},
        {*parse_path("/5/0/5"), std::int64_t{0}},
    };
    std::vector<std::string> executed;
};

LwM2mServerSpec plain_server() {
    LwM2mServerSpec spec;
    spec.id = kServer;
    spec.name = "lwm2m.example";
    return spec;
}

/// A module, its client over a small tree, and one server.
struct ClientBench : Bench, private ClientListener {
    explicit ClientBench(const LwM2mServerSpec& spec = plain_server(),
                         const std::vector<CampaignSpec>& specs = {})
        : campaigns(specs), server({kernel.scheduler, kernel.trace, internet, campaigns}, spec) {}

    void start() {
        client.emplace(
            ClientParts{kernel.scheduler, kernel.trace, internet, tree}, device->registration,
            device->contexts, *storage,
            Client::Settings{"357862090033897", {{kServer, "coaps://lwm2m.example:5684"}}, {}});
        client->listeners().add(*this);
        run_until_registered();
        run_for(5s);
    }
    nlohmann::json at_server() const { return server.to_json(); }
    std::string campaign_step() {
        const Campaign::Entry* entry = campaigns.all()[0].entry("357862090033897");
        return entry == nullptr ? "none" : std::string(name_of(entry->step));
    }
    int updates() const { return at_server()["updates"].get<int>(); }
    int registrations() const { return at_server()["registrations"].get<int>(); }
    RegistrationStatus status() const { return client->servers().at(0).status; }

    void on_registration_status(int server_id, int status) override {
        CHECK(server_id == kServer);
        statuses.push_back(status);
    }
    void on_notified(int /*server_id*/, const Path& path) override {
        notified.push_back(text_of(path));
    }

    SmallTree tree;
    Campaigns campaigns;
    Server server;
    std::vector<int> statuses;
    std::vector<std::string> notified;
    std::optional<Client> client;
};

}  // namespace

TEST_CASE("The client registers after the attach", "[lwm2m][client][r01-2.1]") {
    ClientBench bench;
    bench.start();
    CHECK(bench.statuses == std::vector{2, 3});
    const nlohmann::json seen = bench.at_server();
    CHECK(seen["registered"] == true);
    CHECK(seen["endpoint"] == "urn:imei:357862090033897");
    CHECK(seen["lifetime"] == 86400);
    CHECK(seen["objects"] == "</>;rt=\"oma.lwm2m\",</1/1>,</3/0>,</5/0>");
    CHECK(bench.client->servers().at(0).time_to_update > 86390s);
}

TEST_CASE("A registration comes to 1.1 to 1.4 kB with the factory's objects",
          "[lwm2m][client][r01-2.1]") {
    ClientBench bench;
    for (std::uint16_t i = 0; i < 33; ++i) {
        bench.tree.objects.push_back({.object = 2, .instance = i});  // as many as FW 02.05 lists
    }
    bench.start();
    CHECK(bench.client->traffic_bytes() >= 1100);
    CHECK(bench.client->traffic_bytes() <= 1400);
}

TEST_CASE("An update goes when the lifetime ends, and nothing before", "[lwm2m][client][r01-2.1]") {
    ClientBench bench;
    bench.start();
    bench.run_for(24h - 60s);
    CHECK(bench.updates() == 0);
    bench.run_for(60s);
    CHECK(bench.updates() == 1);
    bench.run_for(48h);
    CHECK(bench.updates() == 3);
    CHECK(bench.registrations() == 1);
}

TEST_CASE("What is due at once: each reason for an update sends one", "[lwm2m][client][lwm2m-7]") {
    struct Reason {
        const char* name;
        void (*happen)(ClientBench&);
    };
    const Reason reason = GENERATE(
        Reason{"+ULWM2MREG", [](ClientBench& it) { it.client->register_with(kServer); }},
        Reason{"another lifetime",
               [](ClientBench& it) { it.tree.set("/1/1/1", std::int64_t{3600}); }},
        Reason{"another binding", [](ClientBench& it) { it.tree.set("/1/1/7", std::string("U")); }},
        Reason{"an instance more",
               [](ClientBench& it) { it.tree.add_object({.object = 3300, .instance = 0}); }},
        Reason{"/1/1/8 executed",
               [](ClientBench& it) { it.tree.execute(*parse_path("/1/1/8"), "", Requester{}); }});
    INFO(reason.name);
    ClientBench bench;
    bench.start();
    reason.happen(bench);
    bench.run_for(5s);
    CHECK(bench.updates() == 1);
    CHECK(bench.registrations() == 1);
}

TEST_CASE("A new lifetime and a new object reach the server", "[lwm2m][client][r01-2.5]") {
    ClientBench bench;
    bench.start();
    bench.tree.set("/1/1/1", std::int64_t{3600});
    bench.tree.add_object({.object = 3300, .instance = 0});
    bench.run_for(5s);
    CHECK(bench.at_server()["lifetime"] == 3600);
    CHECK(bench.at_server()["objects"].get<std::string>().ends_with(",</3300/0>"));
    bench.run_for(3600s);
    CHECK(bench.updates() >= 2);
}

TEST_CASE("After deregistration there is silence until +ULWM2MREG", "[lwm2m][client][r01-2.5]") {
    ClientBench bench;
    bench.start();
    REQUIRE(bench.client->deregister_from(kServer));
    bench.run_for(5s);
    CHECK(bench.status() == RegistrationStatus::Deregistered);
    CHECK(bench.at_server()["registered"] == false);
    bench.run_for(48h);
    CHECK(bench.registrations() == 1);
    REQUIRE(bench.client->register_with(kServer));
    bench.run_for(5s);
    CHECK(bench.registrations() == 2);
    CHECK_FALSE(bench.client->register_with(kServer + 1));
}

TEST_CASE("Nothing starts where profile or setting forbid it", "[lwm2m][client][adg-6.6]") {
    struct Setting {
        const char* name;
        const char* value;
    };
    const Setting setting = GENERATE(Setting{"+UMNOPROF applied", "0"},
                                     Setting{"+UMNOPROF applied", "201"}, Setting{"+ULWM2M", "1"});
    ClientBench bench;
    bench.storage->nvm.set(setting.name, setting.value);
    bench.start();
    CHECK(bench.client->servers().empty());
    CHECK(bench.registrations() == 0);
}

TEST_CASE("Without the secure data suite a first registration fails",
          "[lwm2m][client][security-4]") {
    ClientBench bench;
    bench.storage->nvm.set("+USECMODE", "0");
    SECTION("never registered before") {
        bench.start();
        CHECK(bench.statuses == std::vector{2, 4});
        CHECK(bench.registrations() == 0);
    }
    SECTION("keys are there from before") {
        bench.storage->nvm.set("+USECMODE psk", "1");
        bench.start();
        CHECK(bench.status() == RegistrationStatus::Registered);
    }
}

TEST_CASE("A server that does not answer, or refuses: status 4", "[lwm2m][client][r03-3.1.1]") {
    LwM2mServerSpec spec = plain_server();
    const bool is_silent = GENERATE(true, false);
    spec.answers = !is_silent;
    spec.accepts = false;
    ClientBench bench(spec);
    bench.start();
    bench.run_for(is_silent ? 60s : 0s);  // four retransmissions
    CHECK(bench.status() == RegistrationStatus::Failed);
}

TEST_CASE("Servers read, write, execute and observe with the codes of CoAP",
          "[lwm2m][client][oma-5.4]") {
    LwM2mServerSpec spec = plain_server();
    using enum ServerActionKind;
    spec.actions = {{{}, Read, "/3/0/3", ""},    {{}, Read, "/9/0/0", ""},
                    {{}, Read, "/0/1/0", ""},    {{}, Write, "/1/1/2", "20"},
                    {{}, Write, "/1/1/9", "x"},  {{}, Write, "/1/1/1", "x"},
                    {{}, Execute, "/1/1/8", ""}, {{}, Observe, "/5/0/3", ""}};
    ClientBench bench(spec);
    bench.start();
    bench.run_for(30s);
    const nlohmann::json values = bench.at_server()["values"];
    CHECK(values["/3/0/3"] == "03.15,A00.01");
    CHECK(values["/9/0/0"] == "4.04");
    CHECK(values["/0/1/0"] == "4.01");
    CHECK(values["/1/1/2"] == "2.04");
    CHECK(values["/1/1/9"] == "4.05");
    CHECK(values["/1/1/1"] == "4.00");
    CHECK(values["/1/1/8"] == "2.04");
    CHECK(bench.updates() == 1);

    bench.notified.clear();
    bench.tree.set("/5/0/3", std::int64_t{1});
    bench.run_for(30s);
    CHECK(bench.at_server()["values"]["/5/0/3"] == "1");
    CHECK(bench.notified == std::vector<std::string>{"/5/0/3"});
}

TEST_CASE("Two changes within pmin are one notification", "[lwm2m][client][oma-5.5]") {
    LwM2mServerSpec spec = plain_server();
    spec.actions = {{{}, ServerActionKind::Observe, "/5/0/3", ""}};
    ClientBench bench(spec);
    bench.start();
    bench.notified.clear();
    bench.tree.set("/5/0/3", std::int64_t{1});
    bench.tree.set("/5/0/3", std::int64_t{2});
    bench.run_for(30s);
    CHECK(bench.notified.size() == 1);
    CHECK(bench.at_server()["values"]["/5/0/3"] == "2");
}

TEST_CASE("A value that stays is told again when pmax is over", "[lwm2m][client][oma-5.5]") {
    LwM2mServerSpec spec = plain_server();
    spec.actions = {{{}, ServerActionKind::Observe, "/5/0/3", ""}};
    ClientBench bench(spec);
    bench.start();
    const std::size_t before = bench.client->traffic_bytes();
    bench.run_for(50s);
    CHECK(bench.client->traffic_bytes() == before);
    bench.run_for(20s);
    CHECK(bench.client->traffic_bytes() > before);
    CHECK(bench.notified.size() == 1);  // the host hears of changes alone
}

TEST_CASE("A campaign writes the URI, executes the update and hears the result",
          "[lwm2m][campaign][r01-2.1]") {
    CampaignSpec campaign;
    campaign.name = "spring";
    campaign.server = kServer;
    campaign.from = "03.15,A00.01";
    ClientBench bench(plain_server(), {campaign});
    bench.start();
    CHECK(bench.tree.values[*parse_path("/5/0/1")] ==
          Value(std::string("http://ucsphttpcontent.services.u-blox.com/spring.upd")));
    CHECK(bench.campaign_step() == "offered");

    bench.tree.set("/5/0/3", std::int64_t{2});
    bench.run_for(30s);
    CHECK(bench.tree.executed == std::vector<std::string>{"/5/0/2"});
    CHECK(bench.campaign_step() == "installing");

    bench.tree.values[*parse_path("/5/0/3")] = std::int64_t{0};
    bench.tree.values[*parse_path("/5/0/5")] = std::int64_t{1};
    bench.client->register_with(kServer);
    bench.run_for(30s);
    CHECK(bench.campaign_step() == "succeeded");
}

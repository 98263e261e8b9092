#include "sim/scenario/scenario.hpp"

#include "sim/vocabulary/json_text.hpp"
#include "sim/world.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <span>

namespace sara::sim {

namespace {

/// Names that refer to each other have to exist: what the tables cannot say.
class References {
 public:
    References(const Scenario& scenario, const Place& root) : scenario_(scenario), root_(root) {}

    void check() const {
        check_steps();
        check_faults();
        const Place asserts(root_, "asserts");
        for (std::size_t i = 0; i < scenario_.asserts.size(); ++i)
            check_assert(scenario_.asserts[i], Place(asserts, i));
        const Place invariants(root_, "invariants");
        for (std::size_t i = 0; i < scenario_.invariants.size(); ++i)
            require_pointer(scenario_.invariants[i].pointer, Place(invariants, i));
    }

 private:
    void check_steps() const {
        const Place steps(root_, "steps");
        for (std::size_t i = 0; i < scenario_.steps.size(); ++i) {
            const Step& step = scenario_.steps[i];
            const Place place(steps, i);
            if (step.wait_fault) require_fault(step.wait_fault->name, Place(place, "wait_fault"));
            if (step.inspect) require_pointer(step.inspect->pointer, Place(place, "inspect"));
            if (step.remember) require_pointer(step.remember->pointer, Place(place, "remember"));
            if (step.compare) check_compare(*step.compare, i, Place(place, "compare"));
        }
    }

    void check_compare(const CompareStep& compare, std::size_t index, const Place& place) const {
        require_pointer(compare.pointer, place);
        const auto before = std::span(scenario_.steps).first(index);
        if (std::ranges::none_of(before, [&](const Step& step) {
                return step.remember && step.remember->name == compare.name;
            }))
            place.fail("no step before it remembers \"" + compare.name + '"');
    }

    void check_faults() const {
        const Place faults(root_, "faults");
        for (std::size_t i = 0; i < scenario_.faults.size(); ++i) {
            const FaultTime& when = scenario_.faults[i].when;
            const Place fault(faults, i);
            const Place place(fault, "when");
            if (when.step) require_label(*when.step, Place(place, "step"));
            if (when.match) check_moment(*when.match, Place(place, "match"));
            if (!when.flash_write) continue;
            const FaultKind& what = scenario_.faults[i].what;
            const Place write(place, "flash_write");
            if (!what.power_loss && !what.vcc_dip && when.torn)
                write.fail("only a power_loss can leave a flash write torn");
        }
    }

    void check_assert(const Assert& assert, const Place& place) const {
        if (assert.contains) check_moment(*assert.contains, Place(place, "contains"));
        if (assert.lacks) check_moment(*assert.lacks, Place(place, "lacks"));
        if (assert.in_order) {
            for (const Moment& moment : *assert.in_order)
                check_moment(moment, Place(place, "in_order"));
        }
        if (assert.timing) {
            check_moment(assert.timing->from, Place(place, "timing"));
            check_moment(assert.timing->to, Place(place, "timing"));
        }
        if (assert.inspect) require_pointer(assert.inspect->pointer, Place(place, "inspect"));
    }

    void check_moment(const Moment& moment, const Place& place) const {
        if (moment.step) require_label(*moment.step, place);
    }

    void require_label(const std::string& label, const Place& place) const {
        if (std::ranges::find(scenario_.steps, label, &Step::label) == scenario_.steps.end())
            place.fail("no step has the label \"" + label + '"');
    }

    void require_fault(const std::string& name, const Place& place) const {
        if (std::ranges::find(scenario_.faults, name, &Fault::name) == scenario_.faults.end())
            place.fail("no fault has the name \"" + name + '"');
    }

    static void require_pointer(const std::string& pointer, const Place& place) {
        try {
            static_cast<void>(Json::json_pointer(pointer));
        } catch (const Json::parse_error&) {
            place.fail("expected a JSON pointer such as \"/nvm/mno_profile\", found \"" + pointer +
                       '"');
        }
    }

    const Scenario& scenario_;
    const Place& root_;
};

void decode_fault_kinds(Scenario& scenario, const Place& root, const World& world) {
    const Place faults(root, "faults");
    for (std::size_t i = 0; i < scenario.faults.size(); ++i) {
        FaultKind& what = scenario.faults[i].what;
        const Place fault(faults, i);
        what = decode_fault_kind(what.written, Place(fault, "what"), world);
    }
}

}  // namespace

Scenario parse_scenario(std::string_view text, std::string_view file, const World& world) {
    const Json document = parse_json(text, file);
    const Place root(file);
    Scenario scenario;
    scenario.file = file;
    const std::shared_ptr<void> furnishing = world.sections().fresh();
    const auto parts = std::to_array<Part>(
        {{&shape_of<Scenario>(), &scenario}, {&world.sections(), furnishing.get()}});
    decode_object(parts, document, root);
    scenario.furnishing = furnishing;
    decode_fault_kinds(scenario, root, world);
    References(scenario, root).check();
    return scenario;
}

Scenario load_scenario(const std::string& path, const World& world) {
    std::ifstream file(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (!file) Place(path).fail("cannot be read");
    return parse_scenario(text, path, world);
}

template <>
const Shape& shape_of<TimingAssert>() {
    static constexpr auto kKeys = std::to_array<Key>({
        key<&TimingAssert::from>("from", "where the time begins", kRequired),
        key<&TimingAssert::to>("to", "the first such moment after it", kRequired),
        key<&TimingAssert::min>("min", "it takes no less"),
        key<&TimingAssert::max>("max", "it takes no more"),
    });
    static constexpr Shape kShape =
        make_shape<TimingAssert>("timing", "How long it takes from one moment to another.", kKeys);
    return kShape;
}

template <>
const Shape& shape_of<Assert>() {
    static constexpr auto kKeys = std::to_array<Key>({
        key<&Assert::contains>("contains", "this happens at least once", kOneOf),
        key<&Assert::lacks>("lacks", "this never happens", kOneOf),
        key<&Assert::in_order>("in_order", "these happen in that order",
                               {.min = 1, .presence = Presence::OneOf}),
        key<&Assert::timing>("timing", "so long from one moment to another", kOneOf),
        key<&Assert::inspect>("inspect", "what the module shows of itself at the end", kOneOf),
    });
    static constexpr Shape kShape =
        make_shape<Assert>("assert", "What has to be true of the whole run.", kKeys);
    return kShape;
}

template <>
const Shape& shape_of<Scenario>() {
    static constexpr auto kKeys = std::to_array<Key>({
        key<&Scenario::version>("r5sim", "version of the format",
                                {.min = 1, .max = 1, .presence = Presence::Required}),
        key<&Scenario::schema>("$schema", "for editors: where schema.json is"),
        key<&Scenario::title>("title", "one line: what is shown",
                              {.min = 1, .presence = Presence::Required}),
        key<&Scenario::source>("source", "which part of which document says so"),
        key<&Scenario::seed>("seed", "of everything random in the run"),
        key<&Scenario::limit>("limit", "virtual time after which the run has failed"),
        key<&Scenario::steps>("steps", "what the host does, one after the other"),
        key<&Scenario::faults>("faults", "what goes wrong meanwhile"),
        key<&Scenario::asserts>("asserts", "what has to be true of the whole run"),
        key<&Scenario::invariants>("invariants",
                                   "what the module shows at the end, whatever fault has struck"),
    });
    static constexpr Shape kShape = make_shape<Scenario>(
        "scenario", "One file: a world, what the host does in it and what must come of it.", kKeys);
    return kShape;
}

}  // namespace sara::sim

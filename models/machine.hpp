#pragma once

// Boost.MSM, and the notation in which our machines are written.  Include it first: the limits
// below must be known before any Boost.MPL header.

#define BOOST_MPL_CFG_NO_PREPROCESSED_HEADERS
#define BOOST_MPL_LIMIT_LIST_SIZE 50
#define BOOST_MPL_LIMIT_VECTOR_SIZE 50  // rows a table may have; MSM's default is 20
#define FUSION_MAX_VECTOR_SIZE 50

#include "models/transition.hpp"

#include <boost/mpl/for_each.hpp>
#include <boost/msm/back/state_machine.hpp>
#include <boost/msm/front/functor_row.hpp>
#include <boost/msm/front/state_machine_def.hpp>

#include <string_view>
#include <type_traits>
#include <vector>

namespace sara::machine {

/// The bare name of a type or member: "Booting" for sara::power::Booting, "start_boot" for
/// Do<&sara::power::Effects::start_boot>.
template <class T>
constexpr std::string_view short_name() {
    std::string_view text = __PRETTY_FUNCTION__;
    // GCC: "... short_name() [with T = X; std::string_view = ...]", clang: "... [T = X]"
    text.remove_prefix(text.find("T = ") + 4);
    text = text.substr(0, text.find_first_of(";]"));
    if (const auto last = text.find_last_of(':'); last != std::string_view::npos) {
        text.remove_prefix(last + 1);
    }
    return text.substr(0, text.find_first_of(">)"));
}

/// A state.  Entering it is told to the machine's effects: `effects.entered("Booting")`.
template <class Self>
struct State : boost::msm::front::state<> {
    template <class Event, class Machine>
    void on_entry(const Event& /*unused*/, Machine& machine) {
        machine.effects->entered(short_name<Self>());
    }
};

/// Action: calls one member function of the effects, with the event if it takes one.
template <auto Member>
struct Do {
    template <class Event, class Machine, class Source, class Target>
    void operator()(const Event& event, Machine& machine, Source& /*from*/, Target& /*to*/) const {
        if constexpr (std::is_invocable_v<decltype(Member), decltype(*machine.effects),
                                          const Event&>) {
            ((*machine.effects).*Member)(event);
        } else {
            ((*machine.effects).*Member)();
        }
    }
};

/// Guard: reads one field of the event.
template <auto Field>
struct When {
    template <class Event, class Machine, class Source, class Target>
    bool operator()(const Event& event, Machine& /*machine*/, Source& /*from*/,
                    Target& /*to*/) const {
        return event.*Field;
    }
};

/// Guard: the contrary of When.
template <auto Field>
struct Unless {
    static constexpr bool kNegated = true;

    template <class Event, class Machine, class Source, class Target>
    bool operator()(const Event& event, Machine& /*machine*/, Source& /*from*/,
                    Target& /*to*/) const {
        return !(event.*Field);
    }
};

using none = boost::msm::front::none;

template <class From, class Event, class To, class Action = none, class Guard = none>
using Row = boost::msm::front::Row<From, Event, To, Action, Guard>;

template <class... Rows>
using Table = boost::mpl::vector<Rows...>;

/// Front end of every machine: points to its effects, and tells them what the table forbids.
template <class Self, class Effects>
struct Definition : boost::msm::front::state_machine_def<Self> {
    using no_exception_thrown = int;  // our effects do not throw

    Effects* effects = nullptr;

    template <class Event, class Machine>
    void no_transition(const Event& /*event*/, Machine& /*machine*/, int /*state*/) {
        effects->refused(short_name<Event>());
    }
};

/// What runs a table, for these effects.
template <class Definition, class Effects>
struct Engine : boost::msm::back::state_machine<Definition> {
    explicit Engine(Effects& its_effects) {
        this->effects = &its_effects;
        this->start();
    }

    int state_id() const { return this->current_state()[0]; }
};

/// A state: MSM's number, what we enumerate it as, and what traces call it.
template <class Enumerator>
struct StateRow {
    int id;
    Enumerator state;
    std::string_view name;
};

template <class Definition, class Self, class Enumerator>
constexpr StateRow<Enumerator> state_row(Enumerator state) {
    using States = typename boost::msm::back::state_machine<Definition>::stt;
    return {boost::msm::back::get_state_id<States, Self>::value, state, short_name<Self>()};
}

/// The rows of a table in words, for references and coverage.
template <class TransitionTable>
std::vector<Transition> describe() {
    std::vector<Transition> rows;
    boost::mpl::for_each<TransitionTable, boost::mpl::make_identity<>>([&rows](auto identity) {
        using R = typename decltype(identity)::type;
        const auto name = []<class T>() {
            return std::is_same_v<T, none> ? std::string_view() : short_name<T>();
        };
        rows.push_back({name.template operator()<typename R::Source>(),
                        name.template operator()<typename R::Evt>(),
                        name.template operator()<typename R::Target>(),
                        name.template operator()<typename R::Action>(),
                        name.template operator()<typename R::Guard>(),
                        requires { R::Guard::kNegated; }
});
});
return rows;
}

}  // namespace sara::machine

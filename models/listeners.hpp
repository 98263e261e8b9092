#pragma once

#include <algorithm>
#include <vector>

namespace sara {

/// Who wants to hear of something, told in the order in which they came.  A listener may come or
/// go while it is told.
template <class Listener>
class Listeners {
 public:
    void add(Listener& listener) {
        const auto gap = std::ranges::find(all_, nullptr);
        if (gap != all_.end()) {
            *gap = &listener;
        } else {
            all_.push_back(&listener);
        }
    }

    void remove(Listener& listener) {
        std::ranges::replace(all_, &listener, static_cast<Listener*>(nullptr));
    }

    template <class... Parameters, class... Arguments>
    void tell(void (Listener::*event)(Parameters...), const Arguments&... arguments) {
        for (std::size_t i = 0; i < all_.size(); ++i) {
            if (all_[i] != nullptr) (all_[i]->*event)(arguments...);
        }
    }

 private:
    std::vector<Listener*> all_;  ///< nullptr: a place that was left
};

/// A listener's stay: from its making to its destruction.
template <class Listener>
class Subscription {
 public:
    Subscription(Listeners<Listener>& to, Listener& listener) : to_(to), listener_(listener) {
        to_.add(listener_);
    }
    Subscription(const Subscription&) = delete;
    Subscription& operator=(const Subscription&) = delete;
    ~Subscription() { to_.remove(listener_); }

 private:
    Listeners<Listener>& to_;
    Listener& listener_;
};

}  // namespace sara

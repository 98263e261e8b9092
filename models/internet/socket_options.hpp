#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace sara::internet {

/// A socket option as +USOSO and +USOGO name it.  [R4 18.6][at-commands 2.7]
struct SocketOption {
    int level;
    int name;
    std::int64_t least;
    std::int64_t most;
    std::int64_t initial;
    bool has_time = false;  ///< a switch with a time in ms: linger
};

inline constexpr int kIpLevel = 0;
inline constexpr int kTcpLevel = 6;
inline constexpr int kSocketLevel = 65535;
inline constexpr std::int64_t kMaxLingerMs = 32767;

// clang-format off
inline constexpr auto kSocketOptions = std::to_array<SocketOption>({
    { kIpLevel,     1,   0, 255,        0 },        // type of service
    { kIpLevel,     2,   0, 255,        255 },      // time to live
    { kTcpLevel,    1,   0, 1,          0 },        // no delay
    { kTcpLevel,    2,   0, 2147483647, 7200000 },  // keep idle, ms  [IP 5.4]
    { kSocketLevel, 4,   0, 1,          0 },        // reuse address
    { kSocketLevel, 8,   0, 1,          0 },        // keep alive
    { kSocketLevel, 32,  0, 1,          0 },        // broadcast
    { kSocketLevel, 128, 0, 1,          0, true },  // linger  [IP A.1.1]
    { kSocketLevel, 512, 0, 1,          0 },        // reuse port
});
// clang-format on

/// The options of one socket: stored and given back.
class SocketOptions {
 public:
    struct Value {
        std::int64_t value = 0;
        std::int64_t time_ms = 0;
    };

    SocketOptions() {
        for (std::size_t i = 0; i < values_.size(); ++i)
            values_[i].value = kSocketOptions[i].initial;
    }

    /// The place of an option; nothing if there is no such option.
    static std::optional<std::size_t> find(int level, int name) {
        for (std::size_t i = 0; i < kSocketOptions.size(); ++i) {
            if (kSocketOptions[i].level == level && kSocketOptions[i].name == name) return i;
        }
        return std::nullopt;
    }

    Value& operator[](std::size_t place) { return values_[place]; }

 private:
    std::array<Value, kSocketOptions.size()> values_{};
};

}  // namespace sara::internet

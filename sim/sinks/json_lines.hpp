#pragma once

#include "sim/trace.hpp"

#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>

namespace sara::sim {

/// Writes a trace as JSON Lines, byte for byte the same for the same run on every machine:
///
///     {"r5sim_trace":1,"title":"...","seed":1}
///     {"t":2000000000,"kind":"tx","source":"uart","bytes":"\r\nOK\r\n"}
///
/// `t` is virtual time in nanoseconds, the fields are those of the record.  In texts each character
/// U+0000 to U+00FF is one byte, so that bytes on a wire can be read back whatever they are.
class JsonLinesSink final : public TraceSink {
 public:
    JsonLinesSink(std::ostream& out, std::string_view title, std::uint64_t seed);
    ~JsonLinesSink() override;
    JsonLinesSink(const JsonLinesSink&) = delete;
    JsonLinesSink& operator=(const JsonLinesSink&) = delete;

    void on_record(const Record& record) override;

    /// Hands on what is buffered.  Also done at the end.
    void flush();

    static constexpr int kVersion = 1;

 private:
    std::ostream& out_;
    std::string buffer_;
};

}  // namespace sara::sim

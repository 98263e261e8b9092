#pragma once

#include "sim/trace.hpp"
#include "sim/vocabulary.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace sara::sim {

/// Which lines a host means: exactly one of the members is set.
struct LineMatch {
    std::optional<std::string> line = {};      ///< the whole line, without its CR and LF
    std::optional<std::string> prefix = {};    ///< how it begins
    std::optional<std::string> contains = {};  ///< what is somewhere in it
    std::optional<Pattern> regex = {};         ///< what the whole line matches

    bool matches(std::string_view text) const;

    /// For failure reports: `line "OK"`.
    std::string describe() const;
};

/// Which trace records are meant: all that is said has to be true of one.
struct RecordMatch {
    RecordKind kind = RecordKind::Note;
    std::string source;                            ///< empty: any
    std::map<std::string, Json> where;             ///< fields that have this very value
    std::map<std::string, std::string> contains;   ///< texts or bytes that contain this
    std::map<std::string, std::int64_t> at_least;  ///< numbers at or above this

    bool matches(const Record& record) const;
    std::string describe() const;
};

/// One thing that happens while a run goes on: exactly one of the members is set.
struct Happening {
    const Record* record = nullptr;
    std::optional<std::string_view> line = {};  ///< the host received it
    std::optional<std::string_view> step = {};  ///< the step with that label began
};

/// Something that happens during a run: exactly one of the members is set.
struct Moment {
    std::optional<LineMatch> heard;     ///< the host received such a line
    std::optional<RecordMatch> record;  ///< such a record was traced
    std::optional<std::string> step;    ///< the step with that label began

    bool matches(const Happening& happening) const;
    std::string describe() const;
};

template <>
struct Names<RecordKind> {
    static constexpr auto kTable = [] {
        std::array<Named<RecordKind>, kRecordKinds> table{};
        for (std::size_t kind = 0; kind < kRecordKinds; ++kind)
            table[kind] = {kRecordKindNames[kind], static_cast<RecordKind>(kind)};
        return table;
    }();
};

template <>
const Shape& shape_of<LineMatch>();
template <>
const Shape& shape_of<RecordMatch>();
template <>
const Shape& shape_of<Moment>();

}  // namespace sara::sim

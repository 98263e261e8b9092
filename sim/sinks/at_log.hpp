#pragma once

#include "sim/trace.hpp"

#include <ostream>
#include <string>

namespace sara::sim {

/// Writes what went over the ports as a log of AT commands with their times, as the note asks
/// applications to keep one [R01 2.9]:
///
///          2.000000 uart > AT+CGMM\r
///          2.005260 uart < \r\nSARA-R510M8S\r\n
///
/// Times are virtual seconds at which the first byte of the line arrived; long data is cut.
class AtLogSink final : public TraceSink {
 public:
    explicit AtLogSink(std::ostream& out) : out_(out) {}
    ~AtLogSink() override { flush(); }
    AtLogSink(const AtLogSink&) = delete;
    AtLogSink& operator=(const AtLogSink&) = delete;

    void on_record(const Record& record) override;

    /// Writes the line that is still growing.  Also done at the end.
    void flush();

 private:
    void add(const Record& record, Bytes bytes);

    std::ostream& out_;
    // The line that is still growing: characters may arrive one by one.
    Time began_{};
    RecordKind direction_ = RecordKind::Rx;
    std::string source_;
    std::string line_;
};

/// Virtual seconds with microseconds: "2.000694".
std::string seconds_text(Time time);

/// The same, right-aligned: the first column of logs and transcripts.
std::string time_column(Time time);

}  // namespace sara::sim

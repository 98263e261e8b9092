#include "tests/support/catch.hpp"

#include "sim/sinks/at_log.hpp"
#include "sim/sinks/escape.hpp"
#include "sim/sinks/json_lines.hpp"
#include "sim/vocabulary.hpp"

#include <algorithm>
#include <array>
#include <sstream>
#include <string>
#include <vector>

using namespace sara::sim;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
    std::istringstream in(text);
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

/// A trace with a clock, and a log of it.
struct LogBench {
    LogBench() { trace.add(log); }
    void at(Duration time, RecordKind kind, std::string_view bytes,
            std::string_view port = "uart") {
        scheduler.run_until(Time(time));
        trace.emit(kind, port, {{"bytes", as_bytes(bytes)}});
    }
    std::string text() {
        log.flush();
        return out.str();
    }

    Scheduler scheduler;
    Trace trace{scheduler};
    std::ostringstream out;
    AtLogSink log{out};
};

}  // namespace

TEST_CASE("A trace without a sink is off, and a removed sink hears nothing", "[sim][trace]") {
    Scheduler scheduler;
    Trace trace(scheduler);
    CHECK_FALSE(trace.is_on());
    std::ostringstream out;
    AtLogSink log(out);
    trace.add(log);
    CHECK(trace.is_on());
    trace.remove(log);
    trace.emit(RecordKind::Rx, "uart", {{"bytes", as_bytes("AT\r")}});
    log.flush();
    CHECK(out.str().empty());
}

TEST_CASE("A record finds its fields by name", "[sim][trace]") {
    const auto fields = std::to_array<Field>({{"percent", 63}, {"phase", "install"}});
    const Record record{Time(1s), RecordKind::Progress, "update", fields};
    CHECK(std::get<std::int64_t>(record.find("percent")->value) == 63);
    CHECK(record.find("nothing") == nullptr);
}

TEST_CASE("JSON Lines carry a header, then a record a line", "[sim][trace]") {
    Scheduler scheduler;
    Trace trace(scheduler);
    std::ostringstream out;
    JsonLinesSink sink(out, "a \"title\"", 7);
    trace.add(sink);
    scheduler.run_until(Time(2s));
    trace.emit(RecordKind::Tx, "uart", {{"bytes", as_bytes("\r\nOK\r\n")}, {"garbled", true}});
    trace.emit(RecordKind::Progress, "update", {{"phase", "install"}, {"percent", -1}});
    trace.emit(RecordKind::Note, "x", {});
    sink.flush();
    CHECK(out.str() ==
          "{\"r5sim_trace\":1,\"title\":\"a \\\"title\\\"\",\"seed\":7}\n"
          R"({"t":2000000000,"kind":"tx","source":"uart","bytes":"\r\nOK\r\n","garbled":true})"
          "\n"
          R"({"t":2000000000,"kind":"progress","source":"update","phase":"install","percent":-1})"
          "\n"
          R"({"t":2000000000,"kind":"note","source":"x"})"
          "\n");
}

TEST_CASE("Any bytes can be read back from a trace", "[sim][trace]") {
    std::vector<std::uint8_t> all(256);
    std::ranges::generate(all,
                          [value = 0]() mutable { return static_cast<std::uint8_t>(value++); });
    Scheduler scheduler;
    Trace trace(scheduler);
    std::ostringstream out;
    JsonLinesSink sink(out, "t", 1);
    trace.add(sink);
    trace.emit(RecordKind::Rx, "uart", {{"bytes", Bytes(all)}});
    sink.flush();
    const Json record = Json::parse(lines_of(out.str()).at(1));
    CHECK(decode<std::vector<std::uint8_t>>(record.at("bytes"), Place("trace")) == all);
}

TEST_CASE("The AT log tells times, directions and lines", "[sim][trace]") {
    LogBench bench;
    bench.at(0s, RecordKind::Rx, "AT+CGMM\r");
    bench.at(5260us, RecordKind::Tx, "\r\nSARA-R510M8S\r\n");
    bench.at(3600s, RecordKind::Tx, "\x15", "aux");
    CHECK(bench.text() ==
          "       0.000000 uart > AT+CGMM\\r\n"
          "       0.005260 uart < \\r\\nSARA-R510M8S\\r\\n\n"
          "    3600.000000 aux < \\x15\n");
}

TEST_CASE("The AT log joins characters that arrive one by one", "[sim][trace]") {
    LogBench bench;
    bench.at(1s, RecordKind::Rx, "A");
    bench.at(1s + 1ms, RecordKind::Rx, "T");
    bench.at(1s + 2ms, RecordKind::Rx, "\r");
    bench.at(2s, RecordKind::Tx, "C");
    bench.at(5s, RecordKind::Tx, "C");
    CHECK(bench.text() ==
          "       1.000000 uart > AT\\r\n"
          "       2.000000 uart < C\n"
          "       5.000000 uart < C\n");
}

TEST_CASE("The AT log cuts long data and says how much there was", "[sim][trace]") {
    LogBench bench;
    bench.at(0s, RecordKind::Rx, std::string(1029, 'x'));
    CHECK(bench.text() == "       0.000000 uart > " + std::string(200, 'x') + "... (1029 bytes)\n");
}

TEST_CASE("Printable text escapes as C does", "[sim][trace]") {
    CHECK(printable("a\\b\t\r\n\x7f\x01") == R"(a\\b\t\r\n\x7f\x01)");
}

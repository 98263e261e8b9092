#include "tools/reports/test_report.hpp"

#include "tools/bad_input.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sara::tools {

namespace {

using nlohmann::json;

json document_of_verdict(const Verdict& verdict) {
    return {{"index", verdict.index},
            {"file", verdict.file},
            {"title", verdict.title},
            {"verdict", word_of(verdict.kind)},
            {"report", verdict.report},
            {"virtual_seconds", verdict.virtual_seconds},
            {"wall_seconds", verdict.wall_seconds}};
}

Verdict verdict_of(const json& document) {
    const auto kind = kind_of(document.at("verdict").get<std::string>());
    if (!kind) throw BadInput("no such verdict");
    return {.file = document.at("file"),
            .title = document.at("title"),
            .kind = *kind,
            .report = document.at("report"),
            .index = document.at("index"),
            .virtual_seconds = document.at("virtual_seconds"),
            .wall_seconds = document.at("wall_seconds")};
}

}  // namespace

json document_of(const TestReport& report) {
    json results = json::array();
    for (const Verdict& verdict : report.verdicts) results.push_back(document_of_verdict(verdict));
    return {{"r5sim_report", TestReport::kVersion},
            {"kind", "test"},
            {"total", report.total},
            {"results", std::move(results)}};
}

TestReport test_report_of(const json& document, const std::string& file) {
    try {
        TestReport report{.total = document.at("total"), .verdicts = {}};
        for (const json& result : document.at("results"))
            report.verdicts.push_back(verdict_of(result));
        return report;
    } catch (const std::exception& wrong) {
        throw BadInput(
            fmt::format("{}: not what r5sim test --json writes: {}", file, wrong.what()));
    }
}

TestReport merge_test_reports(const std::vector<TestReport>& shards) {
    TestReport merged;
    for (const TestReport& shard : shards) {
        if (merged.total != 0 && merged.total != shard.total) {
            throw BadInput(fmt::format("shards of different runs: of {} and of {} scenarios",
                                       merged.total, shard.total));
        }
        merged.total = shard.total;
        std::ranges::copy(shard.verdicts, std::back_inserter(merged.verdicts));
    }
    std::ranges::sort(merged.verdicts, {}, &Verdict::index);
    for (std::size_t i = 0; i < merged.verdicts.size(); ++i) {
        if (merged.verdicts[i].index == i) continue;
        throw BadInput(fmt::format("scenario {} {}; expected every shard once", i,
                                   merged.verdicts[i].index < i ? "came twice" : "is missing"));
    }
    if (merged.verdicts.size() != merged.total) {
        throw BadInput(fmt::format("{} of {} scenarios; expected every shard once",
                                   merged.verdicts.size(), merged.total));
    }
    return merged;
}

}  // namespace sara::tools

#include "tools/reports/html.hpp"

#include <fmt/format.h>

namespace sara::tools {

namespace {

// Colours by role, and the same roles again for readers who prefer a dark screen.
constexpr std::string_view kStyle = R"(
:root { --paper: #ffffff; --ink: #1c2733; --quiet: #66727f; --line: #d5dbe1; --panel: #f4f6f8;
        --good: #1a7f4b; --bad: #c0322b; --odd: #a86400; --host: #1f5fae; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #14191f; --ink: #e3e8ed; --quiet: #95a1ad; --line: #35404b; --panel: #1c232b;
          --good: #4cc38a; --bad: #ff7b72; --odd: #e0a03c; --host: #7ab2f4; } }
body { margin: 2rem auto; max-width: 70rem; padding: 0 1.5rem; background: var(--paper);
       color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; }
h2 { font-size: 1.05rem; margin: 2rem 0 .5rem; }
p.facts { color: var(--quiet); margin: 0 0 1rem; }
a { color: var(--host); }
.passed { color: var(--good); } .failed { color: var(--bad); }
.error, .invalid, .skipped { color: var(--odd); }
b.verdict { text-transform: uppercase; letter-spacing: .04em; }
pre { background: var(--panel); border: 1px solid var(--line); border-radius: 4px;
      padding: .75rem 1rem; overflow-x: auto; font: 13px/1.45 ui-monospace, monospace; }
pre .host { color: var(--host); } pre .cut { color: var(--quiet); }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid var(--line);
         vertical-align: top; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
svg { width: 100%; height: auto; display: block; font: 12px system-ui, sans-serif; }
svg text { fill: var(--ink); } svg .quiet { fill: var(--quiet); }
svg .grid { stroke: var(--line); } svg .fault { stroke: var(--bad); stroke-dasharray: 4 3; }
p.legend { font-size: .8rem; color: var(--quiet); margin: .25rem 0; }
p.legend span { margin-right: 1.2em; white-space: nowrap; }
p.legend i { display: inline-block; width: .8em; height: .8em; margin-right: .4em; border-radius: 2px; }
svg circle.passed { color: var(--good); } svg circle.failed { color: var(--bad); }
svg .curve { fill: none; stroke: var(--host); stroke-width: 2; }
)";

}  // namespace

std::string html(std::string_view text) {
    std::string escaped;
    for (const char c : text) {
        switch (c) {
            case '&':
                escaped += "&amp;";
                break;
            case '<':
                escaped += "&lt;";
                break;
            case '>':
                escaped += "&gt;";
                break;
            case '"':
                escaped += "&quot;";
                break;
            default:
                escaped += c;
                break;
        }
    }
    return escaped;
}

std::string html_page(std::string_view title, std::string_view body) {
    return fmt::format(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<link rel=\"icon\" href=\"data:,\">\n<title>{}</title>\n<style>{}</style>\n</head>\n"
        "<body>\n{}</body>\n</html>\n",
        html(title), kStyle, body);
}

}  // namespace sara::tools

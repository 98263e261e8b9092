#include "models/commands/urcs.hpp"

#include <array>

namespace sara::commands {

namespace {

// Those without a switch come of what a command has begun: a socket, a request, an update.
// clang-format off
constexpr auto kUrcs = std::to_array<Urc>({
    // name, sample, switch (setting, position, least, most), source
    { "+CDS", "+CDS: 6,1,\"+491700000001\",145,\"21/01/01,10:00:00+04\",\"21/01/01,10:00:01+04\",0", {"+CNMI", 3, 1, 1}, "[TS 27.005 3.4.1]" },
    { "+CDSI", "+CDSI: \"ME\",1", {"+CNMI", 3, 2, 2}, "[TS 27.005 3.4.1]" },
    { "+CEDRXP", "+CEDRXP: 4,\"0101\",\"0101\",\"0011\"", {"+CEDRXS", 0, 2, 2}, "[TS 27.007 7.40]" },
    { "+CEREG", "+CEREG: 2", {"+CEREG"}, "[TS 27.007 10.1.22]" },
    { "+CGEV", "+CGEV: NW PDN DEACT 1", {"+CGEREP"}, "[TS 27.007 10.1.19]" },
    { "+CGREG", "+CGREG: 2", {"+CGREG"}, "[TS 27.007 10.1.20]" },
    { "+CIEV", "+CIEV: 2,3", {"+CMER", 3, 1, 255}, "[TS 27.007 8.10]" },
    { "+CMT", "+CMT: ,23\r\n07917238010010F5040BC87238880900F10000993092516195800AE8329BFD4697D9EC37", {"+CNMI", 1, 2, 2}, "[TS 27.005 3.4.1]" },
    { "+CMTI", "+CMTI: \"ME\",1", {"+CNMI", 1, 1, 1}, "[TS 27.005 3.4.1]" },
    { "+CREG", "+CREG: 2", {"+CREG"}, "[TS 27.007 7.2]" },
    { "+CSCON", "+CSCON: 0", {"+CSCON", 0, 1, 1}, "[TS 27.007 7.30]" },
    { "+CTZE", "+CTZE: \"+08\",0,\"2021/01/01,10:00:00\"", {"+CTZR", 0, 2, 2}, "[TS 27.007 8.41]" },
    { "+CTZEU", "+CTZEU: \"+08\",0,\"2021/01/01,08:00:00\"", {"+CTZR", 0, 3, 3}, "[TS 27.007 8.41]" },
    { "+CTZV", "+CTZV: \"+08\"", {"+CTZR", 0, 1, 1}, "[TS 27.007 8.41]" },
    { "+UCELLINFO", "+UCELLINFO: 2,5,001,01,1a2d001,1,1,40,20,1,255,255,255,255,255,255", {"+UCELLINFO"}, "[R4 7.27]" },
    { "+UFOTASTAT", "+UFOTASTAT: 1", {"+UFOTASTAT", 0, 1, 1}, "[R03 3.2]" },
    { "+UFWPREVAL", {}, {}, "[R01 3.2]" },
    { "+UFWUPD", {}, {}, "[R01 3.2]" },
    { "+ULWM2MSTAT", "+ULWM2MSTAT: 3,0,\"5/0/3/\"", {"+ULWM2MSTAT", 0, 1, 1}, "[R01 2.6.1]" },
    { "+UMNOPROF", "+UMNOPROF: 1,100", {"+UMNOPROF", 2, 1, 1}, "[AD 6.7]" },
    { "+UREG", "+UREG: 0", {"+UREG"}, "[R4 7.14]" },
    { "+UUDNSRN", {}, {}, "[at-commands 1.12]" },
    { "+UUFTPCD", {}, {}, "[IG 5]" },
    { "+UUFTPCR", {}, {}, "[R01 4.1.3]" },
    { "+UUFWINSTALL", {}, {}, "[R01 5.2]" },
    { "+UUHTTPCR", {}, {}, "[R01 4.2.3]" },
    { "+UUPING", {}, {}, "[IG 9]" },
    { "+UUPINGER", {}, {}, "[IG 9]" },
    { "+UUPSDA", {}, {}, "[ubx]" },
    { "+UUPSDD", {}, {}, "[R4 19]" },
    { "+UUPSMR", "+UUPSMR: 0", {"+UPSMR", 0, 1, 1}, "[module-behaviour 10]" },
    { "+UUSECPRF", {}, {}, "[security 2]" },
    { "+UUSIMSTAT", "+UUSIMSTAT: 1", {"+USIMSTAT"}, "[module-behaviour 8]" },
    { "+UUSOCL", {}, {}, "[IP 5]" },
    { "+UUSOCO", {}, {}, "[IP 5]" },
    { "+UUSOLI", {}, {}, "[IP 5]" },
    { "+UUSORD", {}, {}, "[IP 5]" },
    { "+UUSORF", {}, {}, "[IP 5]" },
    { "+UUSTS", "+UUSTS: 0,1", {"+USTS"}, "[module-behaviour 12]" },
    { "NO CARRIER", {}, {}, "[V.250 6.3.1]" },
});
// clang-format on

bool is_on(const UrcSwitch& by, const at::Settings& settings) {
    const std::int64_t value = settings.number(by.setting, by.position);
    return value >= by.least && value <= by.most;
}

}  // namespace

std::span<const Urc> urcs() {
    return kUrcs;
}

std::vector<std::string> possible_urcs(const at::Settings& settings) {
    std::vector<std::string> possible;
    for (const Urc& urc : kUrcs) {
        if (!urc.on.setting.empty() && is_on(urc.on, settings)) possible.emplace_back(urc.sample);
    }
    return possible;
}

}  // namespace sara::commands

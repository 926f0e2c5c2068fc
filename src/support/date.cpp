#include <chrono>
#include <cstdio>

#include "stackfit/support/system.h"

namespace stackfit {
namespace {

/// The number that exactly these digits write, or -1.
int digits(std::string_view text) {
    int value = 0;
    for (const char digit : text) {
        if (digit < '0' || digit > '9') return -1;
        value = value * 10 + (digit - '0');
    }
    return value;
}

}  // namespace

std::optional<Date> Date::parse(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const Date date{digits(text.substr(0, 4)), digits(text.substr(5, 2)), digits(text.substr(8, 2))};
    if (date.year < 0 || date.month < 0 || date.day < 0) return std::nullopt;
    const std::chrono::year_month_day calendar{std::chrono::year(date.year),
                                               std::chrono::month(static_cast<unsigned>(date.month)),
                                               std::chrono::day(static_cast<unsigned>(date.day))};
    if (!calendar.ok()) return std::nullopt;
    return date;
}

Date Date::from_unix_seconds(std::int64_t seconds) {
    using namespace std::chrono;
    const year_month_day calendar{floor<days>(sys_seconds(std::chrono::seconds(seconds)))};
    return {static_cast<int>(calendar.year()), static_cast<int>(static_cast<unsigned>(calendar.month())),
            static_cast<int>(static_cast<unsigned>(calendar.day()))};
}

std::string Date::text() const {
    char buffer[40];
    const int length = std::snprintf(buffer, sizeof buffer, "%04d-%02d-%02d", year, month, day);
    return {buffer, static_cast<std::size_t>(length)};
}

}  // namespace stackfit

#include <doctest/doctest.h>

#include <string>

#include "stackfit/deployment_shift.h"

using namespace stackfit;

namespace {

std::string number(double value) {
    std::string text = std::to_string(value);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    return text;
}

/// "0:10 5:100": at which minute so much of the traffic is shifted.
std::string steps(const TrafficShift& shift) {
    std::string text;
    for (const auto& step : shift.steps())
        text += (text.empty() ? "" : " ") + number(step.minute) + ":" + number(step.share * 100);
    return text;
}

}  // namespace

// CodeDeploy User Guide, "Deployment configurations on an AWS Lambda compute platform", the table of predefined configurations: "Shifts 10
// percent of traffic in the first increment. The remaining 90 percent is deployed five minutes later" and so on.
TEST_CASE("shift: the nine predefined types") {
    struct Row {
        const char* type;
        const char* steps;
        double guarded_until;
    };
    for (const Row& row : {
             Row{"Canary10Percent5Minutes", "0:10 5:100", 5},
             Row{"Canary10Percent10Minutes", "0:10 10:100", 10},
             Row{"Canary10Percent15Minutes", "0:10 15:100", 15},
             Row{"Canary10Percent30Minutes", "0:10 30:100", 30},
             Row{"Linear10PercentEvery1Minute", "0:10 1:20 2:30 3:40 4:50 5:60 6:70 7:80 8:90 9:100", 9},
             Row{"Linear10PercentEvery2Minutes", "0:10 2:20 4:30 6:40 8:50 10:60 12:70 14:80 16:90 18:100",
                 18},
             Row{"Linear10PercentEvery3Minutes", "0:10 3:20 6:30 9:40 12:50 15:60 18:70 21:80 24:90 27:100",
                 27},
             Row{"Linear10PercentEvery10Minutes",
                 "0:10 10:20 20:30 30:40 40:50 50:60 60:70 70:80 80:90 90:100", 90},
             Row{"AllAtOnce", "0:100", 0},
         }) {
        const auto shift = predefined_shift(row.type);
        REQUIRE_MESSAGE(shift.has_value(), row.type);
        CHECK(steps(*shift) == row.steps);
        CHECK(shift->guarded_until() == row.guarded_until);
    }
    CHECK(predefined_types().size() == 9);
    for (const char* type : predefined_types()) CHECK(predefined_shift(type).has_value());
    CHECK_FALSE(predefined_shift("Canary10Percent6Minutes").has_value());
}

TEST_CASE("shift: a custom linear shift ends at its last, smaller step") {
    const TrafficShift shift{TrafficShift::Kind::linear, 30, 2};
    CHECK(steps(shift) == "0:30 2:60 4:90 6:100");
    CHECK(steps({TrafficShift::Kind::canary, 1, 7}) == "0:1 7:100");
}

TEST_CASE("shift: share and exposure") {
    const TrafficShift linear = *predefined_shift("Linear10PercentEvery1Minute");
    CHECK(linear.share(-1) == 0);
    CHECK(linear.share(0) == doctest::Approx(0.1));
    CHECK(linear.share(3.5) == doctest::Approx(0.4));
    CHECK(linear.share(60) == 1);
    const auto exposures = [](const TrafficShift& shift) {
        std::string text;
        for (const double minute : {-5.0, 0.0, 2.0, 4.0, 6.0, 10.0})
            text += " " + number(shift.exposure(minute));
        return text;
    };
    CHECK(exposures(linear) == " 0 0 0.3 1 2.1 5.5");
    CHECK(exposures(*predefined_shift("Canary10Percent5Minutes")) == " 0 0 0.2 0.4 1.5 5.5");
    CHECK(exposures({}) == " 0 0 2 4 6 10");
}

// Api and HttpApi events.
#include "events.h"

namespace stackfit::sam {
namespace {

void note(Event& event) {
    event.context.problems.not_expanded("events of type " + std::string(event.type), event.function.id, event.name_span);
}

constexpr PropertyRule api_rules[] = {{"Path", text, Need::required}, {"Method", text, Need::required}, {"RestApiId", text}, {"Stage", text},
    {"Auth", map}, {"RequestModel", map}, {"RequestParameters", list}, {"TimeoutInMillis", integer}, {"ResponseTransferMode", text}};
constexpr PropertyRule http_rules[] = {{"Path", text}, {"Method", text}, {"ApiId", text}, {"Stage", text}, {"Auth", map},
    {"TimeoutInMillis", integer}, {"RouteSettings", map}, {"PayloadFormatVersion", text}};
constexpr EventType types[] = {{"Api", api_rules, note}, {"HttpApi", http_rules, note}};

}  // namespace

std::span<const EventType> api_events() { return types; }

}  // namespace stackfit::sam

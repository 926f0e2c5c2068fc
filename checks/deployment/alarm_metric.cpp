// Is there a metric of this name, under these dimensions, with these values? (data/metrics.txt)
#include "alarm_metric.h"

#include <algorithm>

#include "stackfit/support/edit_distance.h"
#include "stackfit/support/text.h"

namespace stackfit::checks {
namespace {

std::string words(std::string_view set) { return set == "-" ? "none at all" : listed(split(set, ',')); }

/// The published set with the fewest names to add and remove.
std::string_view nearest_set(const PublishedMetric& published, std::string_view given) {
    const auto names = given == "-" ? std::vector<std::string_view>{} : split(given, ',');
    const auto distance = [&](std::string_view set) {
        const auto wanted = set == "-" ? std::vector<std::string_view>{} : split(set, ',');
        const auto common = std::count_if(wanted.begin(), wanted.end(), [&](std::string_view name) {
            return std::find(names.begin(), names.end(), name) != names.end();
        });
        // A dimension that is there was meant: rather add than remove.
        return 2 * (static_cast<std::ptrdiff_t>(names.size()) - common) +
               static_cast<std::ptrdiff_t>(wanted.size()) - common;
    };
    return *std::min_element(
        published.dimension_sets.begin(), published.dimension_sets.end(),
        [&](std::string_view a, std::string_view b) { return distance(a) < distance(b); });
}

std::string advice(std::string_view given, std::string_view wanted) {
    const auto missing = [](std::string_view from, std::string_view in) {
        std::vector<std::string_view> result;
        const auto present = split(in, ',');
        for (const std::string_view name : split(from, ','))
            if (name != "-" && std::find(present.begin(), present.end(), name) == present.end())
                result.push_back(name);
        return result;
    };
    const auto add = missing(wanted, given), remove = missing(given, wanted);
    std::string text;
    if (!add.empty())
        text += "Add " + listed(add) + (remove.empty() ? "." : " and remove " + listed(remove) + ".");
    if (add.empty()) text += "Remove " + listed(remove) + ".";
    return text;
}

/// What the service calls the metric under these dimensions: the HTTP APIs' 5xx is the REST APIs' 5XXError.
std::string_view other_name(const Look& look, std::string_view name, std::string_view set) {
    const std::string wanted = to_lower(name);
    for (const PublishedMetric& metric : published_metrics(look.service)) {
        const std::string other = to_lower(metric.name);
        if (metric.has(set) && (wanted.starts_with(other) || other.starts_with(wanted))) return metric.name;
    }
    return {};
}

std::string published_sets(const PublishedMetric& published) {
    std::vector<std::string> sets;
    for (const std::string_view set : published.dimension_sets) sets.push_back(words(set));
    return join(sets, "; ");
}

/// What is wrong with a part of the dimensions, and what to do; said together with the other parts.
struct Mistake {
    std::string fact, advice;
    Span at;
};

std::optional<Mistake> mistake_in_set(const Look& look, const PublishedMetric& published) {
    if (!look.metric.dimensions_known) return std::nullopt;
    const std::string given = dimension_set(look.metric);
    if (published.has(given)) return std::nullopt;
    const std::string_view other = other_name(look, published.name, given);
    return Mistake{
        say(look.service, " publishes no metric ", published.name,
            given == "-" ? " without dimensions" : " with exactly the dimensions ",
            given == "-" ? "" : words(given),
            ". CloudWatch matches the set as a whole, and the metric has these: ", published_sets(published)),
        other.empty() ? advice(given, nearest_set(published, given))
                      : say("With these dimensions it is called ", other, "."),
        key_place(look.alarm, look.metric.node, "Dimensions")};
}

/// The name that was probably meant, or "".
std::string_view metric_meant(const Look& look, std::string_view name) {
    std::vector<std::string_view> names;
    for (const PublishedMetric& metric : published_metrics(look.service)) names.push_back(metric.name);
    return closest(name, names);
}

/// A namespace that is nearly one of AWS's, which has a metric of this name.
bool judge_namespace(const Look& look) {
    constexpr std::size_t near = 2;
    const auto name = look.context.world.literal_of(look.metric.name);
    if (!name || published_metric(look.service, *name)) return false;
    const auto namespaces = metric_namespaces();
    if (std::find(namespaces.begin(), namespaces.end(), look.service) != namespaces.end()) return false;
    for (const std::string_view known : namespaces) {
        const bool alike = edit_distance(look.service, known, near) <= near ||
                           known.substr(known.find('/') + 1) == look.service;
        if (!alike || !published_metric(known, *name)) continue;
        look.report(say(look.never(), "nobody publishes ", *name, " in the namespace ", look.service, ". ",
                        no_data, "Did you mean ", known, "?"),
                    look.metric.metric_namespace.node->span, "Namespace");
        return true;
    }
    return false;
}

/// A metric of a service that has none of this name.
void judge_name(const Look& look, std::string_view name) {
    const std::string_view meant = metric_meant(look, name);
    if (meant.empty()) return;
    look.report(say(look.never(), look.service, " publishes no metric ", name, ". ", no_data, "Did you mean ",
                    meant, "?"),
                look.metric.name.node->span, "MetricName");
}

/// "Ref", or the attribute of Fn::GetAtt.
std::string form_of(const Piece& piece) {
    if (piece.kind == Piece::Kind::reference) return "Ref";
    const auto dot = piece.attribute.rfind('.');  // SAM's F.Version.Version
    return dot == std::string::npos ? piece.attribute : piece.attribute.substr(dot + 1);
}

std::string value_advice(const Look& look, std::string_view gives, const Resource& resource,
                         std::string_view dimension) {
    if (gives == "Version") return version_advice(look.context, look.release.deployment);
    if (dimension == "ApiName") return "Write the Name of the API.";
    const Deployment& release = look.release.deployment;
    if (gives == "-" && dimension == "Resource")
        return say("Write !Sub \"${", release.function->id,
                   "}:", look.show(look.context.world.get(release.alias->properties, "Name")), "\".");
    if (gives == "-") return say("Write !Ref ", release.function->id, ".");
    const std::string_view first = gives.substr(0, gives.find(','));
    return first == "Ref" ? say("Write !Ref ", resource.id, ".")
                          : say("Write !GetAtt ", resource.id, ".", first, ".");
}

/// Is the alarm listed by reference? Then a reference to the alias closes a circle: check circular-dependency.
bool closes_a_circle(const Look& look, const Resource& resource) {
    const auto& listed = look.release.deployment.alarms;
    return &resource == look.release.deployment.alias &&
           std::any_of(listed.begin(), listed.end(), [&](const DeploymentAlarm& alarm) {
               return alarm.name.is_text() &&
                      resource_meant(look.context.graph, alarm.name.text) == look.alarm.resource;
           });
}

/// A value that refers to a resource in a way that gives something else: the URL of a queue for its name.
std::optional<Mistake> mistake_in_value(const Look& look, const Dimension& dimension) {
    if (!dimension.value.is_text()) return std::nullopt;
    const std::string name = to_string(dimension.name.text);
    const Text& text = dimension.value.text;
    const Text identity = look.service == "AWS/Lambda" ? split_qualifier(text).name : text;
    const Resource* resource = identity.size() == 1 ? resource_meant(look.context.graph, identity) : nullptr;
    if (resource == nullptr || closes_a_circle(look, *resource)) return std::nullopt;
    const std::string_view gives = dimension_value(look.service, name, resource->type);
    const auto forms = split(gives, ',');
    const std::string form = form_of(identity.front());
    if (gives.empty() || std::find(forms.begin(), forms.end(), form) != forms.end()) return std::nullopt;
    return Mistake{say("its dimension ", name, " is ", form, " of an ", resource->type,
                       ", which is no value that ", look.service, " publishes there"),
                   value_advice(look, gives, *resource, name), dimension.value.node->span};
}

/// A part that the number of a version never has, whatever the references around it stand for.
bool is_no_number(const Piece& piece) {
    return piece.kind == Piece::Kind::literal && piece.name != "$LATEST" && !is_version_number(piece.name);
}

/// "${Checkout}.Version.Version": a reference that ends in the middle.
std::optional<Mistake> mistake_in_version(const Look& look, const Dimension& dimension) {
    if (look.service != "AWS/Lambda" || to_string(dimension.name.text) != "ExecutedVersion")
        return std::nullopt;
    if (!dimension.value.is_text() || literal(dimension.value.text)) return std::nullopt;
    const Text& text = dimension.value.text;
    if (std::none_of(text.begin(), text.end(), is_no_number)) return std::nullopt;
    return Mistake{say("its dimension ExecutedVersion is \"", to_string(text),
                       "\", and the number of a version is what Lambda publishes there"),
                   version_advice(look.context, look.release.deployment), dimension.value.node->span};
}

/// What a literal cannot be: an ARN for a name, a name for the number of a version.
std::optional<Mistake> mistake_in_literal(const Look& look, const Dimension& dimension) {
    const auto text = dimension.value.is_text() ? literal(dimension.value.text) : std::nullopt;
    // check sub-variable-without-sub
    if (!text || text->find("${") != std::string_view::npos) return std::nullopt;
    const std::string name = to_string(dimension.name.text);
    const bool arn = text->starts_with("arn:") && !name.ends_with("Arn");
    const bool version = look.service == "AWS/Lambda" && name == "ExecutedVersion" && *text != "$LATEST" &&
                         !is_version_number(*text);
    const bool qualified =
        look.service == "AWS/Lambda" && name == "FunctionName" && text->find(':') != std::string_view::npos;
    if (!arn && !version && !qualified) return std::nullopt;
    return Mistake{say("its dimension ", name, " is the text \"", *text, "\", ",
                       version ? "and the number of a version is what Lambda publishes there"
                               : "and a plain name is what the service publishes there"),
                   version ? version_advice(look.context, look.release.deployment)
                           : std::string("Write the name alone."),
                   dimension.value.node->span};
}

/// One finding for an alarm without data, however many parts of its dimensions are wrong: at a wrong value rather than at the set.
void judge_dimensions(const Look& look, const std::optional<PublishedMetric>& published) {
    std::vector<Mistake> mistakes;
    for (const Dimension& dimension : look.metric.dimensions) {
        if (!literal(dimension.name.text)) continue;
        for (const auto find : {mistake_in_value, mistake_in_literal, mistake_in_version})
            if (auto mistake = find(look, dimension)) mistakes.push_back(*std::move(mistake));
    }
    if (published)
        if (auto mistake = mistake_in_set(look, *published)) mistakes.push_back(*std::move(mistake));
    if (mistakes.empty()) return;
    std::vector<std::string> facts, advices;
    for (const Mistake& mistake : mistakes) {
        facts.push_back(mistake.fact);
        advices.push_back(mistake.advice);
    }
    look.report(say(look.never(), join(facts, ". Besides, "), ". ", no_data, join(advices, " ")),
                mistakes.front().at, "Dimensions");
}

}  // namespace

std::string dimension_set(const Metric& metric) {
    std::vector<std::string> names;
    for (const Dimension& dimension : metric.dimensions) names.push_back(to_string(dimension.name.text));
    std::sort(names.begin(), names.end());
    return names.empty() ? "-" : join(names, ",");
}

void judge_metric(const Look& look) {
    if (judge_namespace(look)) return;
    const auto name = look.context.world.literal_of(look.metric.name);
    const auto published = name ? published_metric(look.service, *name) : std::nullopt;
    if (name && !name->empty() && !published) judge_name(look, *name);
    judge_dimensions(look, published);
}

}  // namespace stackfit::checks

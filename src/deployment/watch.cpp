// From dimensions to what they count.
#include <algorithm>

#include "lookup.h"
#include "stackfit/deployment_watch.h"
#include "stackfit/support/ascii.h"

namespace stackfit {
namespace {

Value text_value(Text text) {
    Value value;
    value.state = Value::State::text;
    value.text = std::move(text);
    return value;
}

bool is_literal(const Text& text) { return literal(text).has_value(); }

bool is_number(const Text& text) {
    const auto digits = literal(text);
    return digits && !digits->empty() && std::all_of(digits->begin(), digits->end(), is_digit);
}

/// The published sets of AWS/Lambda; any other is no metric.
WatchLevel level_of(const Metric& metric) {
    const bool function = metric.dimension("FunctionName") != nullptr;
    const bool resource = metric.dimension("Resource") != nullptr;
    const bool version = metric.dimension("ExecutedVersion") != nullptr;
    const auto names = static_cast<std::size_t>(function) + static_cast<std::size_t>(resource) +
                       static_cast<std::size_t>(version);
    if (names != metric.dimensions.size()) return WatchLevel::other;
    if (names == 0) return WatchLevel::region;
    if (!function || (version && !resource)) return WatchLevel::other;
    if (version) return WatchLevel::version;
    return resource ? WatchLevel::alias : WatchLevel::function;
}

class Watch {
public:
    Watch(World& world, const Graph& graph, const Deployment& deployment)
        : world_(world), graph_(graph), deployment_(deployment) {}

    Watched of(const Metric& metric) {
        if (world_.equal(metric.metric_namespace, "AWS/Lambda") != Tri::yes || !metric.dimensions_known)
            return result_;
        result_.level = level_of(metric);
        if (const Dimension* function = metric.dimension("FunctionName")) read_function(function->value);
        if (const Dimension* resource = metric.dimension("Resource")) read_resource(resource->value);
        if (const Dimension* version = metric.dimension("ExecutedVersion"))
            result_.version = is_new_version(version->value);
        return result_;
    }

private:
    void read_function(const Value& value) {
        if (!value.is_text()) return;
        const Resource* named = referenced(graph_, value);
        const Resource* meant = named != nullptr
                                    ? function_behind(world_, graph_, *named)
                                    : called(world_, value, "AWS::Lambda::Function", "FunctionName");
        if (meant != nullptr) {
            result_.function = meant == deployment_.function ? Tri::yes : Tri::no;
            if (meant != deployment_.function) result_.other_function = meant;
        } else if (const auto name = literal(value.text); name && !name->starts_with("arn:")) {
            // A generated name is not known to the author, and a given one would have been found.
            const Value own = property(world_, *deployment_.function, "FunctionName");
            if (own.absent() || (own.is_text() && world_.equal(own.text, value.text) == Tri::no))
                result_.function = Tri::no;
        }
    }

    void read_resource(const Value& value) {
        if (!value.is_text()) return;
        const QualifiedName resource = split_qualifier(value.text);
        // Without FunctionName the name in Resource says whose metric was meant.
        if (result_.function == Tri::unknown) read_function(text_value(resource.name));
        if (!resource.qualified) {
            const Resource* named = resource_meant(graph_, resource.name);
            const bool whole =
                named != nullptr ? named->type == "AWS::Lambda::Function" : is_literal(resource.name);
            if (whole) result_.alias = Tri::no;
            return;
        }
        if (is_number(resource.qualifier) || is_version(resource.qualifier)) {
            if (result_.level == WatchLevel::alias) result_.level = WatchLevel::version;
            result_.version = is_new_version(text_value(resource.qualifier));
            return;
        }
        const Value name = property(world_, *deployment_.alias, "Name");
        if (name.is_text()) result_.alias = world_.equal(name.text, resource.qualifier);
    }

    [[nodiscard]] const Resource* version_behind(const Text& text) const {
        const Resource* resource = text.size() == 1 ? referenced(graph_, text_value(text)) : nullptr;
        return resource != nullptr && resource->type == "AWS::Lambda::Version" ? resource : nullptr;
    }
    [[nodiscard]] bool is_version(const Text& text) const { return version_behind(text) != nullptr; }

    [[nodiscard]] Tri is_new_version(const Value& value) const {
        if (!value.is_text()) return Tri::unknown;
        if (is_literal(value.text)) return Tri::no;
        const Resource* version = version_behind(value.text);
        if (version == nullptr || deployment_.version == nullptr) return Tri::unknown;
        return version == deployment_.version ? Tri::yes : Tri::no;
    }

    World& world_;
    const Graph& graph_;
    const Deployment& deployment_;
    Watched result_;
};

}  // namespace

const Resource* resource_meant(const Graph& graph, const Text& text) {
    return referenced(graph, text_value(text));
}

QualifiedName split_qualifier(const Text& text) {
    QualifiedName result;
    for (const Piece& piece : text) {
        const auto colon =
            result.qualified || piece.kind != Piece::Kind::literal ? std::string::npos : piece.name.find(':');
        Text& target = result.qualified ? result.qualifier : result.name;
        if (colon == std::string::npos) {
            target.push_back(piece);
            continue;
        }
        if (colon > 0) result.name.push_back({Piece::Kind::literal, piece.name.substr(0, colon), {}});
        result.qualified = true;
        if (colon + 1 < piece.name.size())
            result.qualifier.push_back({Piece::Kind::literal, piece.name.substr(colon + 1), {}});
    }
    return result;
}

Watched watched(World& world, const Graph& graph, const Deployment& deployment, const Metric& metric) {
    return Watch(world, graph, deployment).of(metric);
}

}  // namespace stackfit

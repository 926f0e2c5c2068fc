#include <set>

#include "stackfit/deployment.h"
#include "stackfit/fitness_evolutionary.h"

namespace stackfit {
namespace {

// data/scoring/evolutionary.tsv has the same numbers, with their sources.
constexpr int answers = 1, answers_as_expected = 1;
constexpr int s3_keys = 3, kms_keys = 6;
constexpr int encrypted_table = 5;
/// From this day a new bucket has an encryption rule whatever its template says.
constexpr Date s3_encrypts_by_default{2023, 1, 5};

constexpr int tested_function = answers + answers_as_expected;

struct Sum {
    int value = 0;
    bool known = true;

    void add(Tri holds, int points) {
        known = known && holds != Tri::unknown;
        if (holds == Tri::yes) value += points;
    }
};

void add_bucket(Sum& sum, World& world, const Resource& bucket, Date as_of) {
    const Value rules =
        world.at(bucket.properties, {"BucketEncryption", "ServerSideEncryptionConfiguration"});
    if (rules.unknown()) sum.known = false;
    bool written = false;
    for (const Value& rule : world.items(rules)) {
        const Value by_default = world.get(rule, "ServerSideEncryptionByDefault");
        if (by_default.absent()) continue;
        written = true;
        const Value algorithm = world.get(by_default, "SSEAlgorithm");
        sum.add(world.equal(algorithm, "AES256"), s3_keys);
        sum.add(world.equal(algorithm, "aws:kms"), kms_keys);
    }
    if (!written && as_of >= s3_encrypts_by_default) sum.value += s3_keys;
}

void add_table(Sum& sum, World& world, const Resource& table) {
    const Value enabled = world.at(table.properties, {"SSESpecification", "SSEEnabled"});
    if (!enabled.absent()) sum.add(world.truth(enabled), encrypted_table);
}

/// The functions that pre-traffic hooks of this template are; null among them: one of another template.
std::set<const Resource*> pre_traffic_hooks(World& world, const Graph& graph) {
    std::set<const Resource*> hooks;
    for (const Resource& resource : world.templ().resources()) {
        if (resource.type != "AWS::Lambda::Function" || !world.exists(resource.id)) continue;
        const Deployment deployment = deployment_of(world, graph, resource);
        if (!deployment.pre_traffic.value.absent()) hooks.insert(deployment.pre_traffic.function);
    }
    return hooks;
}

std::optional<int> predicted(World& world, const Graph& graph, Date as_of) {
    const auto hooks = pre_traffic_hooks(world, graph);
    if (hooks.empty()) return std::nullopt;
    Sum sum{tested_function};  // the new version that the hook is told of
    for (const Resource& resource : world.templ().resources()) {
        if (!world.exists(resource.id)) continue;
        if (resource.type == "AWS::S3::Bucket") add_bucket(sum, world, resource, as_of);
        if (resource.type == "AWS::DynamoDB::Table") add_table(sum, world, resource);
        if (resource.type == "AWS::Lambda::Function" && !hooks.contains(&resource))
            sum.value += tested_function;
    }
    return sum.known ? std::optional(sum.value) : std::nullopt;
}

}  // namespace

std::optional<int> evolutionary_metric(const Unit& unit, Date as_of) {
    if (unit.worlds == nullptr) return std::nullopt;
    const Graph graph(unit.expanded);
    std::optional<int> metric;
    bool first = true;
    unit.worlds->explore(
        [&](World& world) {
            if (first) metric = predicted(world, graph, as_of);
            first = false;
        },
        1);
    return metric;
}

}  // namespace stackfit

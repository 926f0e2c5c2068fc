// May the hook answer CodeDeploy, may CodeDeploy call the hook, may a caller call the function?
#include "lookup.h"
#include "stackfit/deployment_calls.h"

namespace stackfit {
namespace {

Piece parameter(const char* name) { return {Piece::Kind::parameter, name, {}}; }

Text function_arn(const Text& name) {
    Text arn;
    append(arn, literal_text("arn:"));
    append(arn, parameter("AWS::Partition"));
    append(arn, literal_text(":lambda:"));
    append(arn, parameter("AWS::Region"));
    append(arn, literal_text(":"));
    append(arn, parameter("AWS::AccountId"));
    append(arn, literal_text(":function:"));
    append(arn, name);
    return arn;
}

/// "<stack name>-<logical id>-<twelve random letters and digits>" (CloudFormation User Guide, "Name type"). Letters stand for the
/// random ones: no pattern that a person wrote knows them.
Text generated_name(std::string_view id) {
    Text name{parameter("AWS::StackName")};
    append(name, literal_text("-" + std::string(id) + "-XXXXXXXXXXXX"));
    return name;
}

/// What stands behind the function's ARN when the hook is named by its alias or version, or as "name:alias".
Text qualifier_of(World& world, const Graph& graph, const Value& hook) {
    Text qualifier;
    const Resource* named = referenced(graph, hook);
    if (named != nullptr && named->type == "AWS::Lambda::Alias") {
        const Value name = property(world, *named, "Name");
        append(qualifier, literal_text(":"));
        if (name.is_text()) append(qualifier, name.text);
    } else if (named != nullptr && named->type == "AWS::Lambda::Version") {
        append(qualifier, literal_text(":"));
        qualifier.push_back({Piece::Kind::opaque, "number of " + std::string(named->id), {}});
    } else if (named != nullptr) {
        append(qualifier, Text(hook.text.begin() + 1, hook.text.end()));
    }
    return qualifier;
}

Text qualifier_of(World& world, const Qualifier& qualifier) {
    Text text;
    if (qualifier.kind == Qualifier::Kind::none) return text;
    append(text, literal_text(":"));
    append(text, qualifier.name);
    const Resource* named = qualifier.resource;
    if (!qualifier.name.empty() || named == nullptr) return text;
    if (qualifier.kind == Qualifier::Kind::version) {
        text.push_back({Piece::Kind::opaque, "number of " + std::string(named->id), {}});
    } else if (const Value name = property(world, *named, "Name"); name.is_text()) {
        append(text, name.text);
    }
    return text;
}

/// The texts under which a policy may name the function with this behind it. Each is right, so a yes or no about any of them holds.
/// `named`: the alias or version meant, or null.
std::vector<Text> arns_of(const Resource& function, const Value& physical_name, const Text& qualifier,
                          const Resource* named) {
    const std::string id(function.id);
    std::vector<Text> arns{
        function_arn(physical_name.is_text() ? physical_name.text : generated_name(function.id)),
        function_arn({Piece{Piece::Kind::reference, id, {}}}),
        {Piece{Piece::Kind::attribute, id, "Arn"}}};
    for (Text& arn : arns) append(arn, qualifier);
    // Ref of an alias or version is its ARN.
    if (named != nullptr) arns.push_back({Piece{Piece::Kind::reference, std::string(named->id), {}}});
    return arns;
}

std::vector<Text> arns_of(World& world, const Graph& graph, const Hook& hook) {
    if (hook.function == nullptr) {
        const auto text = world.literal_of(hook.value);
        if (!text) return {};
        const Text literal{Piece{Piece::Kind::literal, *text, {}}};
        return {text->starts_with("arn:") ? literal : function_arn(literal)};
    }
    const Resource* named = referenced(graph, hook.value);
    return arns_of(*hook.function, hook.physical_name, qualifier_of(world, graph, hook.value),
                   named != hook.function ? named : nullptr);
}

Tri may_invoke_any(World& world, const Policy& rights, const std::vector<Text>& arns) {
    for (const Text& arn : arns) {
        const Tri answer = allows(world, rights, "lambda:InvokeFunction", arn);
        if (answer != Tri::unknown) return answer;
    }
    return Tri::unknown;
}

}  // namespace

Tri may_report(World& world, const Policy& rights) {
    return allows(world, rights, "codedeploy:PutLifecycleEventHookExecutionStatus", {});
}

Tri may_invoke_hook(World& world, const Graph& graph, const Policy& rights, const Hook& hook) {
    if (hook.value.absent() || hook.physical_name.unknown()) return Tri::unknown;
    return may_invoke_any(world, rights, arns_of(world, graph, hook));
}

Tri may_invoke(World& world, const Policy& rights, const Resource& function, const Qualifier& qualifier) {
    if (qualifier.kind == Qualifier::Kind::unknown) return Tri::unknown;
    return may_invoke_any(world, rights,
                          arns_of(function, property(world, function, "FunctionName"),
                                  qualifier_of(world, qualifier), qualifier.resource));
}

const Resource* role_named(World& world, const Graph& graph, const Node* holder, std::string_view key) {
    return referenced(world, graph, world.get(holder, key), "AWS::IAM::Role");
}

}  // namespace stackfit

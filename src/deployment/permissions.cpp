// May the hook answer CodeDeploy, and may CodeDeploy call the hook?
#include "lookup.h"
#include "stackfit/deployment.h"

namespace stackfit {
namespace {

void append_literal(Text& text, std::string_view more) {
    if (!text.empty() && text.back().kind == Piece::Kind::literal)
        text.back().name += more;
    else
        text.push_back(Piece{Piece::Kind::literal, std::string(more), {}});
}

void append_text(Text& text, const Text& more) {
    for (const Piece& piece : more) {
        if (piece.kind == Piece::Kind::literal)
            append_literal(text, piece.name);
        else
            text.push_back(piece);
    }
}

Piece parameter(const char* name) { return {Piece::Kind::parameter, name, {}}; }

Text function_arn(const Text& name) {
    Text arn;
    append_literal(arn, "arn:");
    arn.push_back(parameter("AWS::Partition"));
    append_literal(arn, ":lambda:");
    arn.push_back(parameter("AWS::Region"));
    append_literal(arn, ":");
    arn.push_back(parameter("AWS::AccountId"));
    append_literal(arn, ":function:");
    append_text(arn, name);
    return arn;
}

/// "<stack name>-<logical id>-<twelve random letters and digits>" (CloudFormation User Guide, "Name type"). Letters stand for the
/// random ones: no pattern that a person wrote knows them.
Text generated_name(std::string_view id) {
    Text name{parameter("AWS::StackName")};
    append_literal(name, "-" + std::string(id) + "-XXXXXXXXXXXX");
    return name;
}

/// What stands behind the function's ARN when the hook is named by its alias or version, or as "name:alias".
Text qualifier_of(World& world, const Graph& graph, const Value& hook) {
    Text qualifier;
    const Resource* named = referenced(graph, hook);
    if (named != nullptr && named->type == "AWS::Lambda::Alias") {
        const Value name = property(world, *named, "Name");
        append_literal(qualifier, ":");
        if (name.is_text()) append_text(qualifier, name.text);
    } else if (named != nullptr && named->type == "AWS::Lambda::Version") {
        append_literal(qualifier, ":");
        qualifier.push_back({Piece::Kind::opaque, "number of " + std::string(named->id), {}});
    } else if (named != nullptr) {
        append_text(qualifier, Text(hook.text.begin() + 1, hook.text.end()));
    }
    return qualifier;
}

/// The texts under which a policy may name the hook. Each is right, so a yes or no about any of them holds.
std::vector<Text> arns_of(World& world, const Graph& graph, const Hook& hook) {
    if (hook.function == nullptr) {
        const auto text = world.literal_of(hook.value);
        if (!text) return {};
        const Text literal{Piece{Piece::Kind::literal, *text, {}}};
        return {text->starts_with("arn:") ? literal : function_arn(literal)};
    }
    const Text qualifier = qualifier_of(world, graph, hook.value);
    const Text name =
        hook.physical_name.is_text() ? hook.physical_name.text : generated_name(hook.function->id);
    const std::string id(hook.function->id);
    std::vector<Text> arns{function_arn(name),
                           function_arn({Piece{Piece::Kind::reference, id, {}}}),
                           {Piece{Piece::Kind::attribute, id, "Arn"}}};
    for (Text& arn : arns) append_text(arn, qualifier);
    // Ref of an alias or version is its ARN.
    if (const Resource* named = referenced(graph, hook.value); named != nullptr && named != hook.function) {
        arns.push_back({Piece{Piece::Kind::reference, std::string(named->id), {}}});
    }
    return arns;
}

}  // namespace

Tri may_report(World& world, const Graph& graph, const Resource& hook_function) {
    const Resource* role = referenced(world, graph, property(world, hook_function, "Role"), "AWS::IAM::Role");
    if (role == nullptr) return Tri::unknown;
    return allows(world, policies_of_role(world, *role), "codedeploy:PutLifecycleEventHookExecutionStatus",
                  {});
}

Tri may_invoke_hook(World& world, const Graph& graph, const Deployment& deployment, const Hook& hook) {
    if (deployment.role == nullptr || hook.value.absent() || hook.physical_name.unknown())
        return Tri::unknown;
    const Policy policy = policies_of_role(world, *deployment.role);
    for (const Text& arn : arns_of(world, graph, hook)) {
        const Tri answer = allows(world, policy, "lambda:InvokeFunction", arn);
        if (answer != Tri::unknown) return answer;
    }
    return Tri::unknown;
}

}  // namespace stackfit

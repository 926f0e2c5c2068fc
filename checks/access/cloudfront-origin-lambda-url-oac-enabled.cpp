// Does a distribution sign its requests to function URLs?
#include <set>
#include <string>
#include <vector>

#include "../common/say.h"
#include "../common/together.h"
#include "stackfit/engine.h"
#include "stackfit/template_pieces.h"
#include "stackfit/template_tri.h"

namespace stackfit::checks {
namespace {

/// What is made from a function URL of the template: usually by Fn::Select and Fn::Split, as the domain is a part of the URL.
std::set<const Node*> made_from_urls(const CheckContext& context, const Resource& distribution) {
    std::set<const Node*> values;
    for (const Edge* edge : context.graph.out(distribution))
        if (context.graph.resource(edge->to).type == "AWS::Lambda::Url") values.insert(edge->value);
    return values;
}

/// AWS Lambda Developer Guide, "Creating and managing Lambda function URLs": https://ID.lambda-url.REGION.on.aws
Tri is_function_url(World& world, const std::set<const Node*>& urls, const Value& domain) {
    if (domain.absent()) return Tri::no;
    if (urls.contains(domain.node)) return Tri::yes;
    if (!domain.is_text()) return Tri::unknown;
    if (to_string(domain.text).find(".lambda-url.") != std::string::npos) return Tri::yes;
    if (is_of_a_resource(domain.text)) return Tri::no;
    const auto text = world.literal_of(domain);
    return text ? tri(text->find(".lambda-url.") != std::string::npos) : Tri::unknown;
}

Tri has_access_control(World& world, const Value& origin) {
    const Value control = world.get(origin, "OriginAccessControlId");
    return control.unknown() ? Tri::unknown : tri(control.is_text() && !control.text.empty());
}

Judgement open_origin(World& world, const Resource& distribution, const Value& origin, const Value& domain) {
    return Judgement::fail(
        say("Distribution ", distribution.id, " calls the function URL of origin ",
            world.show(world.get(origin, "Id")),
            " as everybody does: OriginAccessControlId is not set. The URL has to be open for that, and "
            "everybody can go past the distribution. Add an AWS::CloudFront::OriginAccessControl for lambda, "
            "and set AuthType: AWS_IAM."),
        domain.node->span, "Properties.DistributionConfig.Origins");
}

Judgement judge(CheckContext& context, const Resource& distribution) {
    World& world = context.world;
    const Value origins = world.at(distribution.properties, {"DistributionConfig", "Origins"});
    if (origins.unknown()) return Judgement::unknown(origins.reason);
    const auto urls = made_from_urls(context, distribution);
    return judge_parts(world.items(origins, true), Judgement::not_applicable(), [&](const Value& origin) {
        const Value domain = world.get(origin, "DomainName");
        const Tri url = is_function_url(world, urls, domain);
        if (url == Tri::no) return Judgement::not_applicable();
        const Tri open = both(url, opposite(has_access_control(world, origin)));
        if (open == Tri::unknown)
            return Judgement::unknown("what the origin is, is known only at deployment");
        return open == Tri::yes ? open_origin(world, distribution, origin, domain) : Judgement::pass();
    });
}

}  // namespace

NativeCheck cloudfront_origin_lambda_url_oac_enabled() {
    return {"cloudfront-origin-lambda-url-oac-enabled", judge};
}

}  // namespace stackfit::checks

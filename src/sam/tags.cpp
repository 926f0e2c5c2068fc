#include "sam/tags.h"

#include "sam/value.h"

namespace stackfit::sam {
namespace {

constexpr char reserved[][32] = {"lambda:createdBy", "serverlessrepo:applicationId",
                                 "serverlessrepo:semanticVersion"};

/// Types whose Tags are a list of {Key, Value} and to which the service propagates a function's tags.
constexpr char taggable[][48] = {
    "AWS::Lambda::Function",
    "AWS::IAM::Role",
    "AWS::SNS::Topic",
    "AWS::SQS::Queue",
    "AWS::IoT::TopicRule",
    "AWS::S3::Bucket",
    "AWS::ApiGateway::RestApi",
    "AWS::ApiGateway::Stage",
    "AWS::ApiGateway::DomainName",
    "AWS::ApiGateway::UsagePlan",
    "AWS::ApiGateway::ApiKey",
    "AWS::StepFunctions::StateMachine",
    "AWS::ApiGateway::DomainNameV2",
    "AWS::ApiGateway::DomainNameAccessAssociation",
};

bool is_taggable(std::string_view type) {
    for (const char* name : taggable) {
        if (type == name) return true;
    }
    return false;
}

}  // namespace

void append_tags(const Maker& make, const Node* tags, std::vector<const Node*>& out) {
    if (tags == nullptr) return;
    for (const Member& tag : tags->members) {
        const Maker here = make.at(tag.key_span);
        const bool empty = tag.value->kind == Kind::null;
        out.push_back(here.map({{"Key", here.text(tag.key)}, {"Value", empty ? here.text("") : tag.value}}));
    }
}

const Node* created_tags(const Maker& make, std::string_view creator, const Node* tags) {
    std::vector<const Node*> list{make.map({{"Key", make.text(creator)}, {"Value", make.text("SAM")}})};
    append_tags(make, tags, list);
    return make.list(list);
}

const Node* tag_list(Context& context, const Maker& make, const Member* tags) {
    for (const char* key : reserved) {
        const Member* tag = tags == nullptr ? nullptr : tags->value->find(key);
        if (tag == nullptr) continue;
        context.problems.refuse(
            tag->key_span, "Tag '" + std::string(key) + "' is reserved for SAM itself; choose another key.");
    }
    return created_tags(make, "lambda:createdBy", tags == nullptr ? nullptr : tags->value);
}

void propagate_tags(const Node* tags, std::vector<Draft>& resources) {
    for (Draft& resource : resources) {
        if (!is_taggable(resource.type)) continue;
        const Maker make = resource.make.why("PropagateTags -> Tags");
        std::vector<const Node*> list;
        append_tags(make, tags, list);
        set_member(resource.properties, make.member("Tags", make.list(list)));
    }
}

}  // namespace stackfit::sam

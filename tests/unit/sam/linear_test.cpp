// Expansion takes memory in proportion to the template: whatever is made, copied or remembered per resource stands in the arena.
//
// The arena asks for chunks that grow by half, so what it has asked for is up to 1.5 times what it holds. Four times the resources may
// then take up to six times the chunks; anything quadratic takes sixteen times.
#include <doctest/doctest.h>

#include <memory_resource>

#include "unit/sam/sam_fixture.h"

using namespace stackfit;
using namespace stackfit::testing;

namespace {

class Counting : public std::pmr::memory_resource {
public:
    std::size_t bytes = 0;

private:
    void* do_allocate(std::size_t size, std::size_t alignment) override {
        bytes += size;
        return upstream_->allocate(size, alignment);
    }
    void do_deallocate(void* place, std::size_t size, std::size_t alignment) override {
        upstream_->deallocate(place, size, alignment);
    }
    [[nodiscard]] bool do_is_equal(const memory_resource& other) const noexcept override {
        return this == &other;
    }

    std::pmr::memory_resource* upstream_ = std::pmr::new_delete_resource();
};

constexpr std::string_view one_service = R"(
  FunctionNN:
    Type: AWS::Serverless::Function
    Properties:
      Handler: a.b
      Runtime: python3.13
      CodeUri: s3://bucket/key
      AutoPublishAlias: live
      Policies: [{S3ReadPolicy: {BucketName: !Ref BucketNN}}]
      Events:
        Get: {Type: Api, Properties: {Path: '/thingsNN/{id}', Method: get}}
        Put: {Type: HttpApi, Properties: {Path: /thingsNN, Method: put}}
        Upload: {Type: S3, Properties: {Bucket: !Ref BucketNN, Events: 's3:ObjectCreated:*'}}
        Message: {Type: SQS, Properties: {Queue: !GetAtt QueueNN.Arn}}
        Daily: {Type: Schedule, Properties: {Schedule: rate(1 day)}}
  BucketNN: {Type: AWS::S3::Bucket}
  QueueNN: {Type: AWS::SQS::Queue}
  TableNN: {Type: AWS::Serverless::SimpleTable}
  MachineNN:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition: {StartAt: A, States: {A: {Type: Task, Resource: !GetAtt FunctionNN.Arn, End: true}}}
      Events:
        Start: {Type: Api, Properties: {Path: /machinesNN, Method: post}}
  LinkNN:
    Type: AWS::Serverless::Connector
    Properties: {Source: {Id: FunctionNN}, Destination: {Id: TableNN}, Permissions: [Read]}
)";

std::string services(int count) {
    std::string text =
        "Transform: AWS::Serverless-2016-10-31\nGlobals: {Function: {MemorySize: 256}}\nResources:\n";
    for (int n = 0; n < count; ++n) {
        std::string one(one_service);
        for (std::size_t at = one.find("NN"); at != std::string::npos; at = one.find("NN"))
            one.replace(at, 2, std::to_string(1000 + n));
        text += one;
    }
    return text;
}

std::size_t bytes_to_expand(int count, SamMode mode) {
    Counting counting;
    const ParsedTemplate parsed(services(count));
    std::pmr::memory_resource* const before = std::pmr::set_default_resource(&counting);
    {
        Arena made;
        std::pmr::set_default_resource(before);
        const Assignment given;
        SamOptions options;
        options.mode = mode;
        options.given = &given;
        const SamResult result = expand_sam(parsed.templ, options, made);
        CHECK_FALSE(result.refused);
        CHECK(result.root->get("Resources")->members.size() > static_cast<std::size_t>(15 * count));
    }
    return counting.bytes;
}

}  // namespace

TEST_CASE("four times the services take four times the memory to expand") {
    for (const SamMode mode : {SamMode::transform, SamMode::judge}) {
        const std::size_t few = bytes_to_expand(100, mode);
        const std::size_t many = bytes_to_expand(400, mode);
        CAPTURE(few);
        CAPTURE(many);
        CHECK(many < 7 * few);
    }
}

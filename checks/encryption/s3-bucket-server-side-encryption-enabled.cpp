#include "../access/buckets.h"
#include "../common/say.h"

namespace stackfit::checks {
namespace {

/// A pass with room above it: no finding, but a gain that the message explains.
Judgement room(double value, std::string message, Span at) {
    Judgement judgement = Judgement::pass(value);
    judgement.message = std::move(message);
    judgement.at = at;
    return judgement;
}

std::string bucket_name(const Resource& bucket) { return say("Bucket ", bucket.id); }

Judgement managed_key(const Resource& bucket, Span at) {
    return room(0.9,
                bucket_name(bucket) +
                    " is encrypted with the key that AWS manages for S3: nobody can disable it or narrow who "
                    "may use it. Name a key of your own in KMSMasterKeyID.",
                at);
}

Judgement s3_keys(const Resource& bucket, Span at) {
    return room(0.7,
                bucket_name(bucket) +
                    " is encrypted with S3's own keys: whoever may read an object may decrypt it. Use "
                    "aws:kms with a key of your own.",
                at);
}

Judgement left_to_clients(const Resource& bucket) {
    return room(
        0.7,
        bucket_name(bucket) +
            " leaves its encryption to its clients: the bucket policy denies uploads that do not name it. "
            "Set BucketEncryption, with aws:kms and a key of your own, and clients need not know.",
        bucket.id_span);
}

Judgement nothing_written(const Resource& bucket) {
    return room(0.5,
                bucket_name(bucket) +
                    " does not say how it is encrypted: S3 uses keys of its own. Set BucketEncryption, with "
                    "aws:kms and a key of your own.",
                bucket.id_span);
}

Judgement not_an_algorithm(const Resource& bucket, const Value& algorithm) {
    return Judgement::fail(
        bucket_name(bucket) + " asks for the encryption " + to_string(algorithm.text) +
            ", which S3 does not know: the bucket cannot be created. Use aws:kms, aws:kms:dsse or AES256.",
        algorithm.node->span, "Properties.BucketEncryption");
}

/// AWS Key Management Service Developer Guide, "AWS managed keys": their aliases start with alias/aws/.
bool own_key(World& world, const Value& key) {
    if (key.absent()) return false;
    const auto text = world.literal_of(key);
    return !text || text->find("alias/aws/") == std::string::npos;
}

Judgement judge_rule(World& world, const Resource& bucket, const Value& rule) {
    const Value algorithm = world.get(rule, "SSEAlgorithm");
    if (!algorithm.is_text()) return Judgement::unknown("SSEAlgorithm is known only at deployment");
    if (world.equal(algorithm, "AES256") == Tri::yes) return s3_keys(bucket, algorithm.node->span);
    const bool kms =
        world.equal(algorithm, "aws:kms") == Tri::yes || world.equal(algorithm, "aws:kms:dsse") == Tri::yes;
    if (!kms && world.literal_of(algorithm)) return not_an_algorithm(bucket, algorithm);
    if (!kms) return Judgement::unknown("SSEAlgorithm is known only at deployment");
    const Value key = world.get(rule, "KMSMasterKeyID");
    return own_key(world, key) ? Judgement::pass() : managed_key(bucket, algorithm.node->span);
}

/// AWS Config, s3-bucket-server-side-encryption-enabled: or else a policy denies uploads that do not name
/// the encryption.
bool denies_unencrypted_uploads(World& world, const Policy& policy) {
    for (const Statement& statement : policy.statements) {
        if (statement.allow != Tri::no || names_action(world, statement, "s3:PutObject") != Tri::yes)
            continue;
        for (const ConditionTest& test : statement.conditions)
            if (test.key == "s3:x-amz-server-side-encryption") return true;
    }
    return false;
}

Judgement judge(CheckContext& context, const Resource& bucket) {
    World& world = context.world;
    const Value rules =
        world.at(bucket.properties, {"BucketEncryption", "ServerSideEncryptionConfiguration"});
    if (rules.unknown()) return Judgement::unknown(rules.reason);
    // S3 takes one rule; without ServerSideEncryptionByDefault it only sets BucketKeyEnabled.
    for (const Value& rule : world.items(rules)) {
        const Value by_default = world.get(rule, "ServerSideEncryptionByDefault");
        if (!by_default.absent()) return judge_rule(world, bucket, by_default);
    }
    for (const BucketPolicy& attached : policies_of_bucket(context, bucket).attached)
        if (denies_unencrypted_uploads(world, attached.policy)) return left_to_clients(bucket);
    return nothing_written(bucket);
}

}  // namespace

NativeCheck s3_bucket_server_side_encryption_enabled() {
    return {"s3-bucket-server-side-encryption-enabled", judge};
}

}  // namespace stackfit::checks

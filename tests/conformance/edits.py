#!/usr/bin/env python3
"""The edits a reviewer fears, on our fixtures and on the first two seeds: refused, explained, and not bought off by good additions.

Taking the alarms from a deployment, releasing all at once, and dropping a table's encryption each break the gate; their reverses
and the deletion of a resource that passes do not.
"""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import harness
from yaml_edits import EditableTemplate, NotEditable

ALARMS, AT_ONCE, ENCRYPTION = "deployment-has-alarms", "codedeploy-lambda-allatonce-traffic-shift-disabled", "dynamodb-table-encryption-enabled"

# What can be lost in each template: so many alarms, gradual types and encrypted tables.
FIXTURES = {
    "seeds/evolutionary.yaml": {ALARMS: 1, AT_ONCE: 2, ENCRYPTION: 1},
    "seeds/contacts.yaml": {ALARMS: 1, AT_ONCE: 1},
    "seeds/company.yaml": {ALARMS: 1, AT_ONCE: 1},
    "seeds/hook-consumer.yaml": {ALARMS: 1, AT_ONCE: 1},
    "templates/typical.yaml": {ALARMS: 1, ENCRYPTION: 1},
}
SEEDS = {
    "danilop+evolutionary-serverless-architectures-with-safe-deployments/template.yaml": {AT_ONCE: 2, ENCRYPTION: 1},
    "cuperman+serverless-deployment-strategies/sam_example/contacts_api.yml": {ALARMS: 1, AT_ONCE: 1},
}

GOOD_TABLE = """  GoodTable{number}:
    Type: AWS::DynamoDB::Table
    DeletionPolicy: Retain
    UpdateReplacePolicy: Retain
    Properties:
      AttributeDefinitions: [{{AttributeName: id, AttributeType: S}}]
      KeySchema: [{{AttributeName: id, KeyType: HASH}}]
      BillingMode: PAY_PER_REQUEST
      SSESpecification: {{SSEEnabled: true, SSEType: KMS, KMSMasterKeyId: alias/tables}}
      PointInTimeRecoverySpecification: {{PointInTimeRecoveryEnabled: true}}
"""
GOOD_BUCKET = """  GoodBucket:
    Type: AWS::S3::Bucket
    DeletionPolicy: Retain
    UpdateReplacePolicy: Retain
    Properties:
      BucketEncryption:
        ServerSideEncryptionConfiguration: [{ServerSideEncryptionByDefault: {SSEAlgorithm: aws:kms, KMSMasterKeyID: alias/buckets}}]
      VersioningConfiguration: {Status: Enabled}
      LoggingConfiguration: {DestinationBucketName: access-logs, LogFilePrefix: good/}
      PublicAccessBlockConfiguration: {BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true}
"""
FIVE_GOOD_ONES = GOOD_BUCKET + "".join(GOOD_TABLE.format(number=n) for n in range(1, 5))


def bad_edits(text):
    """(check that suffers, subject, edited text) of everything that can be lost in the template."""
    template = EditableTemplate(text)
    for name in template.keys("Resources"):
        properties = ("Resources", name, "Properties")
        preference = (*properties, "DeploymentPreference")
        if template.node(*preference, "Alarms") is not None:
            yield ALARMS, name, template.without(*preference, "Alarms")
        if template.scalar(*preference, "Type") not in (None, "AllAtOnce"):
            yield AT_ONCE, name, template.with_value("AllAtOnce", *preference, "Type")
        if template.scalar(*properties, "SSESpecification", "SSEEnabled") == "true":
            yield ENCRYPTION, name, template.without(*properties, "SSESpecification")


def with_good_resources(text, resources=FIVE_GOOD_ONES):
    return text.replace("\nResources:\n", "\nResources:\n" + resources, 1)


def explained(result, check, subject):
    """The change is listed for the subject, loses points, and the listed points are the whole loss."""
    listed = any(c["check"] == check and c["resource"] == subject and c["points"] < 0 for c in result["changes"])
    return listed and abs(sum(c["points"] for c in result["changes"]) - result["like_for_like"]) < 0.02 + 0.005 * len(result["changes"])


def expect_refused(stackfit, tally, where, old, new, check, subject):
    done = stackfit.compare_texts(old, new)
    result = done.json()
    good = done.status == 1 and result is not None and result["like_for_like"] < 0 and explained(result, check, subject) and "gate: " in done.err
    tally.check(good, lambda: f"{where}: expected exit 1 with {check} of {subject} explained, got {done}: {result and (result['like_for_like'], result['changes'])}")


def expect_accepted(stackfit, tally, where, old, new):
    done = stackfit.compare_texts(old, new)
    tally.check(done.status == 0, lambda: f"{where}: expected exit 0, got {done}: {done.json() and (done.json()['like_for_like'], done.json()['changes'])}")


def expect_text_explains(stackfit, tally, where, old, new, check, subject):
    """The same for people: a line of the text says how many points went, for which check of which resource."""
    done = stackfit.compare_texts(old, new, "template.yaml", "--format", "text")
    lines = [line.split() for line in done.out.splitlines()]
    tally.check(any(len(words) >= 3 and words[0].startswith("-") and words[1:3] == [check, subject] for words in lines),
                lambda: f"{where}: no line of the text explains {check} of {subject}:\n{done.out}")


def try_template(stackfit, tally, name, path, expected):
    text = harness.read_template(path)
    better = with_good_resources(text)
    tally.check(better != text, f"{name}: good resources could be added")
    found = {}
    for check, subject, worse in bad_edits(text):
        where = f"{name}: {check} lost by {subject}"
        found[check] = found.get(check, 0) + 1
        expect_refused(stackfit, tally, where, text, worse, check, subject)
        expect_text_explains(stackfit, tally, where, text, worse, check, subject)
        expect_accepted(stackfit, tally, where + ", reversed", worse, text)
        expect_refused(stackfit, tally, where + ", beside five good resources", text, with_good_resources(worse), check, subject)
    tally.check(found == expected, f"{name}: expected to lose {expected}, found {found}")
    expect_accepted(stackfit, tally, f"{name}: five good resources added", text, better)
    expect_accepted(stackfit, tally, f"{name}: a bucket that passes deleted", with_good_resources(text, GOOD_BUCKET), text)
    expect_accepted(stackfit, tally, f"{name}: five resources that pass deleted", better, text)


def without_encrypted_table(text):
    """The first seed without its good table: the resource, and the one line that mentions it."""
    mention = "              - !GetAtt encryptedTable.Arn\n"
    if text.count(mention) != 1:
        raise NotEditable("the table is mentioned elsewhere too")
    return EditableTemplate(text.replace(mention, "")).without("Resources", "encryptedTable")


def main():
    stackfit = harness.program(__doc__)
    tally = harness.Tally()
    for name, expected in FIXTURES.items():
        try_template(stackfit, tally, name, harness.FIXTURES / name, expected)
    if harness.CORPUS.is_dir():
        for name, expected in SEEDS.items():
            try_template(stackfit, tally, name, harness.CORPUS / name, expected)
        first = harness.read_template(harness.CORPUS / next(iter(SEEDS)))
        expect_accepted(stackfit, tally, "the first seed without its encrypted table", first, without_encrypted_table(first))
    else:
        tally.skip("the seed templates (../shared/data/corpus) are not here")
    tally.end()


main()

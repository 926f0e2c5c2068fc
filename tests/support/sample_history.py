#!/usr/bin/env python3
"""A repository with the history of a small shop's template, in which everything happens that `stackfit history` must cope with.

    sample_history.py FOLDER        makes it there; the commits are the same every time
"""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from repository import Repository

HEAD = """AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      Handler: app.handler
      Runtime: {runtime}
      CodeUri: src/
"""
ALIAS = "      AutoPublishAlias: live\n"
PREFERENCE = "      DeploymentPreference:\n        Type: {type}\n"
LISTED = "        Alarms: [!Ref OrdersFail]\n"
ALARM = """  OrdersFail:
    Type: AWS::CloudWatch::Alarm
    Properties:
      Namespace: AWS/Lambda
      MetricName: Errors
      Dimensions:
        - {Name: FunctionName, Value: !Ref Orders}
        - {Name: Resource, Value: !Sub '${Orders}:live'}
      Statistic: Sum
      Period: 60
      EvaluationPeriods: 1
      Threshold: 1
      ComparisonOperator: GreaterThanOrEqualToThreshold
      TreatMissingData: notBreaching
"""
TABLE = """  Table:
    Type: AWS::DynamoDB::Table
    Properties:
      AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
      KeySchema: [{AttributeName: id, KeyType: HASH}]
      BillingMode: PAY_PER_REQUEST
"""
ENCRYPTED = "      SSESpecification: {SSEEnabled: true}\n"
BACKED_UP = "      PointInTimeRecoverySpecification: {PointInTimeRecoveryEnabled: true}\n"
BUCKET = "  Files:\n    Type: AWS::S3::Bucket\n"
VERSIONED = "    Properties:\n      VersioningConfiguration: {Status: Enabled}\n"
UNREADABLE = "  Broken: [\n"


def template(shift=None, alias=False, alarm=False, rest="", runtime="python3.13"):
    text = HEAD.format(runtime=runtime)
    if alias or shift:
        text += ALIAS
    if shift:
        text += PREFERENCE.format(type=shift) + (LISTED if alarm else "")
    return text + (ALARM if alarm else "") + rest


def build(folder):
    """The repository; its template is called stack.yaml in the end, and template.yaml before."""
    repository = Repository(folder)
    canary, linear = "Canary10Percent5Minutes", "Linear10PercentEvery1Minute"
    encrypted, safe = TABLE + ENCRYPTED, TABLE + ENCRYPTED + BACKED_UP

    def commit(subject, text, path="template.yaml"):
        repository.commit(subject, {path: text})

    commit("First version", template())
    commit("A table for orders", template(rest=TABLE))
    repository.commit("Say what this is", {"README.md": "The shop.\n"})
    commit("Encrypt the table", template(rest=encrypted))
    commit("Publish an alias", template(alias=True, rest=encrypted))
    commit("Release in steps", template(canary, rest=encrypted))
    commit("A bucket for files", template(canary, rest=encrypted + BUCKET))
    commit("Work in progress", template(canary, rest=encrypted + BUCKET + UNREADABLE))
    commit("Keep backups", template(canary, rest=safe + BUCKET))
    commit("Try another runtime", template(canary, rest=safe + BUCKET, runtime="python2.6"))
    repository.git("checkout", "--quiet", "-b", "alarms")
    commit("Alarms", template(canary, alarm=True, rest=safe + BUCKET))
    repository.git("checkout", "--quiet", "main")
    repository.commit("Meanwhile", {"README.md": "The shop, in the cloud.\n"})
    repository.merge("alarms", "Merge branch 'alarms'")
    repository.git("mv", "template.yaml", "stack.yaml")
    commit("Rename the template & keep versions", template(canary, alarm=True, rest=safe + BUCKET + VERSIONED), "stack.yaml")
    repository.commit("Remove it by mistake", remove=["stack.yaml"])
    commit("Restore it, all at once", template("AllAtOnce", alarm=True, rest=safe + BUCKET + VERSIONED), "stack.yaml")
    commit("Steps again", template(linear, alarm=True, rest=safe + BUCKET + VERSIONED), "stack.yaml")
    return repository


if __name__ == "__main__":
    build(sys.argv[1])

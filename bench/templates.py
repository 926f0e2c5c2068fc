"""The generated input of the benchmark: a stack of as many resources as CloudFormation allows, in shapes that real ones have."""

RESOURCES = 500  # CloudFormation's limit for a template
PER_SERVICE = 10

HEAD = """AWSTemplateFormatVersion: '2010-09-09'
Description: A generated stack
Parameters:
  Stage: {Type: String, AllowedValues: [dev, prod], Default: dev}
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Resources:
"""

# One service of ten resources: bucket and policy, table, role, function with version, alias, group, alarm, permission.
SERVICE = """  Files{n}:
    Type: AWS::S3::Bucket
    Properties:
      BucketEncryption:
        ServerSideEncryptionConfiguration:
          - ServerSideEncryptionByDefault: {{SSEAlgorithm: aws:kms}}
      VersioningConfiguration: {{Status: !If [IsProd, Enabled, Suspended]}}
  Files{n}Policy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Files{n}
      PolicyDocument:
        Statement:
          - Effect: Deny
            Principal: '*'
            Action: 's3:*'
            Resource: [!GetAtt Files{n}.Arn, !Sub '${{Files{n}.Arn}}/*']
            Condition: {{Bool: {{'aws:SecureTransport': 'false'}}}}
  Table{n}:
    Type: AWS::DynamoDB::Table
    Properties:
      AttributeDefinitions: [{{AttributeName: id, AttributeType: S}}]
      KeySchema: [{{AttributeName: id, KeyType: HASH}}]
      BillingMode: PAY_PER_REQUEST
      SSESpecification: {{SSEEnabled: true}}
  Role{n}:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{{Effect: Allow, Principal: {{Service: lambda.amazonaws.com}}, Action: 'sts:AssumeRole'}}]
      Policies:
        - PolicyName: own
          PolicyDocument:
            Statement:
              - {{Effect: Allow, Action: ['dynamodb:GetItem', 'dynamodb:PutItem'], Resource: !GetAtt Table{n}.Arn}}
              - {{Effect: Allow, Action: 's3:GetObject', Resource: !Sub 'arn:${{AWS::Partition}}:s3:::${{Files{n}}}/*'}}
  Function{n}:
    Type: AWS::Lambda::Function
    Properties:
      Handler: service.handler
      Runtime: python3.13
      Role: !GetAtt Role{n}.Arn
      Code: {{S3Bucket: artifacts, S3Key: service-{n}.zip}}
      MemorySize: 256
      Timeout: 10
      Environment: {{Variables: {{TABLE: !Ref Table{n}, FILES: !Ref Files{n}}}}}
  Version{n}:
    Type: AWS::Lambda::Version
    Properties: {{FunctionName: !Ref Function{n}}}
  Alias{n}:
    Type: AWS::Lambda::Alias
    UpdatePolicy:
      CodeDeployLambdaAliasUpdate: {{ApplicationName: releases, DeploymentGroupName: !Ref Group{n}}}
    Properties: {{FunctionName: !Ref Function{n}, FunctionVersion: !GetAtt Version{n}.Version, Name: live}}
  Group{n}:
    Type: AWS::CodeDeploy::DeploymentGroup
    Properties:
      ApplicationName: releases
      ServiceRoleArn: !Sub 'arn:${{AWS::Partition}}:iam::${{AWS::AccountId}}:role/releases'
      DeploymentConfigName: CodeDeployDefault.LambdaCanary10Percent5Minutes
      DeploymentStyle: {{DeploymentType: BLUE_GREEN, DeploymentOption: WITH_TRAFFIC_CONTROL}}
      AutoRollbackConfiguration: {{Enabled: true, Events: [DEPLOYMENT_FAILURE, DEPLOYMENT_STOP_ON_ALARM, DEPLOYMENT_STOP_ON_REQUEST]}}
      AlarmConfiguration: {{Enabled: true, Alarms: [{{Name: !Ref Alarm{n}}}]}}
  Alarm{n}:
    Type: AWS::CloudWatch::Alarm
    Properties:
      Namespace: AWS/Lambda
      MetricName: Errors
      Dimensions: [{{Name: FunctionName, Value: !Ref Function{n}}}, {{Name: Resource, Value: !Sub '${{Function{n}}}:live'}}]
      Statistic: Sum
      Period: 60
      EvaluationPeriods: 1
      Threshold: 0
      ComparisonOperator: GreaterThanThreshold
  Permission{n}:
    Type: AWS::Lambda::Permission
    Properties: {{FunctionName: !Ref Alias{n}, Action: 'lambda:InvokeFunction', Principal: events.amazonaws.com}}
"""


def large():
    return HEAD + "".join(SERVICE.format(n=n) for n in range(1, RESOURCES // PER_SERVICE + 1))

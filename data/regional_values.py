#!/usr/bin/env python3
"""Regenerates data/regional-values.txt and src/spec/regional_values.inc from the PyPI package cfn-lint; see facts.py.

cfn-lint keeps which instance types, node types and engine versions each region offers, as the services' own APIs say. The table:

    regions af-south-1 ap-east-1 ...                     the first is the lowest bit of a mask
    AWS::EC2::Instance InstanceType                      a property: [] stands for each element of a list
    AWS::RDS::DBInstance DBInstanceClass Engine=mysql    ... where another one has this value
    * t3.large t3.micro                                  values that all regions have
    3f t4g.large                                         values that the regions of this mask have

Several properties in a row share the values below them. "versions" behind a property: newer ones than these may follow.
"""
import json
import re
import sys

import facts

PACKAGE = "cfn-lint"
FOLDER = "cfnlint/data/schemas/extensions/"
TABLE = facts.ROOT / "data" / "regional-values.txt"
GENERATED = facts.ROOT / "src" / "spec" / "regional_values.inc"

JOBS = ["DataQualityJobDefinition", "ModelBiasJobDefinition", "ModelExplainabilityJobDefinition", "ModelQualityJobDefinition"]
EMR = ["MasterInstanceGroup", "CoreInstanceGroup", "TaskInstanceGroups[]"]
FLEETS = ["MasterInstanceFleet", "CoreInstanceFleet", "TaskInstanceFleets[]"]

# The file with the values, and the properties that take them (CloudFormation Template Reference).
PLAIN = [
    ("aws_amazonmq_broker/instancetype_enum", ["AWS::AmazonMQ::Broker HostInstanceType"]),
    ("aws_appstream_fleet/instancetype_enum", ["AWS::AppStream::Fleet InstanceType"]),
    ("aws_dax_cluster/nodetype_enum", ["AWS::DAX::Cluster NodeType"]),
    ("aws_docdb_dbinstance/dbinstanceclass_enum", ["AWS::DocDB::DBInstance DBInstanceClass"]),
    ("aws_ec2_instance/instancetype_enum", [
        "AWS::AutoScaling::LaunchConfiguration InstanceType", "AWS::EC2::CapacityReservationFleet InstanceTypeSpecifications[].InstanceType",
        "AWS::EC2::EC2Fleet LaunchTemplateConfigs[].Overrides[].InstanceType", "AWS::EC2::Instance InstanceType",
        "AWS::EC2::LaunchTemplate LaunchTemplateData.InstanceType", "AWS::GameLift::GameServerGroup InstanceDefinitions[].InstanceType"]),
    ("aws_elasticache_cachecluster/cachenodetype_enum", ["AWS::ElastiCache::CacheCluster CacheNodeType"]),
    ("aws_elasticsearch_domain/elasticsearchclusterconfig_instancetype_enum", ["AWS::Elasticsearch::Domain ElasticsearchClusterConfig.InstanceType"]),
    ("aws_emr_cluster/instancetypeconfig_instancetype_enum",
     [f"AWS::EMR::Cluster Instances.{group}.InstanceType" for group in EMR] +
     [f"AWS::EMR::Cluster Instances.{fleet}.InstanceTypeConfigs[].InstanceType" for fleet in FLEETS]),
    ("aws_gamelift_fleet/ec2instancetype_enum", ["AWS::GameLift::Fleet EC2InstanceType"]),
    ("aws_managedblockchain_node/nodeconfiguration_instancetype_enum", ["AWS::ManagedBlockchain::Node NodeConfiguration.InstanceType"]),
    ("aws_neptune_dbinstance/dbinstanceclass_enum", ["AWS::Neptune::DBInstance DBInstanceClass"]),
    ("aws_opensearchservice_domain/clusterconfig_instancetype_enum", ["AWS::OpenSearchService::Domain ClusterConfig.InstanceType"]),
    ("aws_redshift_cluster/nodetype_enum", ["AWS::Redshift::Cluster NodeType"]),
    ("aws_sagemaker_cluster/instancetype_enum", ["AWS::SageMaker::Cluster InstanceGroups[].InstanceType",
                                                 "AWS::SageMaker::Cluster RestrictedInstanceGroups[].InstanceType"]),
    ("aws_sagemaker_hosting/instancetype_enum",
     ["AWS::SageMaker::EndpointConfig ProductionVariants[].InstanceType",
      "AWS::SageMaker::InferenceExperiment ModelVariants[].InfrastructureConfig.RealTimeInferenceConfig.InstanceType"]),
    ("aws_sagemaker_processing/instancetype_enum",
     [f"AWS::SageMaker::{job} JobResources.ClusterConfig.InstanceType" for job in JOBS] +
     ["AWS::SageMaker::MonitoringSchedule MonitoringScheduleConfig.MonitoringJobDefinition.MonitoringResources.ClusterConfig.InstanceType"]),
    ("aws_sagemaker_transform/instancetype_enum",
     ["AWS::SageMaker::ModelPackage ValidationSpecification.ValidationProfiles[].TransformJobDefinition.TransformResources.InstanceType"]),
]
BY_ENGINE = [
    ("aws_rds_dbcluster/dbclusterinstanceclass_enum", "AWS::RDS::DBCluster DBClusterInstanceClass"),
    ("aws_rds_dbinstance/dbinstanceclass_enum", "AWS::RDS::DBInstance DBInstanceClass"),
]
VERSIONS = [
    ("aws_elasticache_cachecluster/engine_version", "AWS::ElastiCache::CacheCluster EngineVersion"),
    ("aws_rds_dbcluster/engine_version", "AWS::RDS::DBCluster EngineVersion"),
    ("aws_rds_dbinstance/engine_version", "AWS::RDS::DBInstance EngineVersion"),
]


def schema(wheel, name):
    return json.loads(wheel.read(f"{FOLDER}{name}.json"))


def regional(found):
    return {region: node for region, node in found.items() if re.fullmatch(r"[a-z]+(-[a-z]+)+-\d", region)}


def plain(found):
    """{value: regions}"""
    values = {}
    for region, node in regional(found).items():
        for value in node["enum"]:
            values.setdefault(value, set()).add(region)
    return values


def by_engine(found):
    """{engine: {value: regions}}, whatever the licence."""
    engines = {}
    for region, node in regional(found).items():
        for rule in node["allOf"]:
            engine = rule["if"]["properties"]["Engine"].get("const")
            for name, target in rule["then"]["properties"].items():
                for value in target["enum"] if engine and name.endswith("Class") else []:
                    engines.setdefault(engine, {}).setdefault(value, set()).add(region)
    return engines


def versions(found):
    """{engine: versions}"""
    rules = [(rule["if"]["properties"]["Engine"].get("const"), rule["then"]["properties"].get("EngineVersion")) for rule in found["allOf"]]
    return {engine: target["enum"] for engine, target in rules if engine and target}


class Text:
    def __init__(self, regions):
        self.regions, self.sections = regions, []

    def mask(self, regions):
        bits = sum(1 << self.regions.index(region) for region in regions)
        return "*" if bits == (1 << len(self.regions)) - 1 else f"{bits:x}"

    def add(self, places, values):
        """`values`: {value: regions}"""
        masks = {}
        for value, regions in sorted(values.items()):
            masks.setdefault(self.mask(regions), []).append(value)
        self.sections.append((places, [f"{mask} {' '.join(found)}" for mask, found in sorted(masks.items())]))


def read(wheel):
    found = {name: schema(wheel, name) for name, _ in PLAIN + BY_ENGINE + VERSIONS}
    regions = sorted({region for name, _ in PLAIN + BY_ENGINE for region in regional(found[name])})
    text = Text(regions)
    for name, places in PLAIN:
        text.add(places, plain(found[name]))
    for name, place in BY_ENGINE:
        alike = {}
        for engine, values in sorted(by_engine(found[name]).items()):
            alike.setdefault(json.dumps({v: sorted(r) for v, r in sorted(values.items())}), []).append(engine)
        for values, engines in alike.items():
            text.add([f"{place} Engine={engine}" for engine in engines], {v: set(r) for v, r in json.loads(values).items()})
    for name, place in VERSIONS:
        for engine, values in sorted(versions(found[name]).items()):
            text.add([f"{place} Engine={engine} versions"], {str(value): regions for value in values})
    return text


def build(wheel):
    text = read(wheel)
    lines = [f"# regional-values {wheel.date}: {PACKAGE} {wheel.version} (PyPI, MIT-0), {FOLDER}", "regions " + " ".join(text.regions)]
    rows, at = [], len("\n".join(lines)) + 1
    for places, values in text.sections:
        part = places + values
        begin = at + sum(len(place) + 1 for place in places)
        end = at + len("\n".join(part)) + 1
        for place in places:
            resource, path, *more = place.split(" ")
            condition = next((word for word in more if "=" in word), "=").partition("=")
            cells = [facts.c_string(cell) for cell in (resource, path, condition[0], condition[2])]
            rows.append(f"    {{{', '.join(cells)}, {begin}, {end}, {'true' if 'versions' in more else 'false'}}},")
        lines += part
        at = end
    version = f"regional-values {wheel.date} ({PACKAGE} {wheel.version})"
    generated = ["// Generated by data/regional_values.py; do not edit.", f"#define STACKFIT_REGIONAL_VALUES_VERSION {facts.c_string(version)}",
                 "constexpr Place places[] = {"] + sorted(rows) + ["};", ""]
    return {TABLE: "\n".join(lines) + "\n", GENERATED: "\n".join(generated)}


if __name__ == "__main__":
    sys.exit(facts.run(PACKAGE, TABLE, build))

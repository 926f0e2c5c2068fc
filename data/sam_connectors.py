#!/usr/bin/env python3
"""Regenerates what the sam layer knows of connectors from the PyPI package aws-sam-translator; see facts.py.

data/sam/connectors.tsv, src/sam/connector/connectors.inc            what SAM makes to let a source reach a destination, per permission
data/sam/connector-resources.tsv, src/sam/connector/connector_resources.inc how the ARN, role, ... of a resource is got from its logical id
"""
import json
import re
import sys

import facts

PACKAGE = "aws-sam-translator"
PROFILES = "samtranslator/model/connector_profiles/profiles.json"
FOLDER = facts.ROOT / "data" / "sam"
GENERATED = facts.ROOT / "src" / "sam" / "connector"
MAKES = {
    "AWS_IAM_ROLE_MANAGED_POLICY": "managed-policy",
    "AWS_SQS_QUEUE_POLICY": "queue-policy",
    "AWS_SNS_TOPIC_POLICY": "topic-policy",
    "AWS_LAMBDA_PERMISSION": "permission",
}
AFTER = {None: "-", "DESTINATION_EVENT_SOURCE_MAPPING": "mapping", "SOURCE": "source"}
RULE_TARGET_ROLE = {"Function": "GetEventsRuleRole"}


def compact(value):
    return json.dumps(value, separators=(",", ":"))


def pairs(profiles):
    """[source>destination, makes, owner, waits, combinations, [[permission, JSON], ...]] sorted. `owner`: whose policy is made; `waits`: what
    is to be created after it; combinations: the only allowed ones, "Read+Write", or "-"."""
    rows = []
    for source, destinations in profiles["Permissions"].items():
        for destination, profile in destinations.items():
            properties = profile["Properties"]
            combinations = ["+".join(sorted(names)) for names in properties.get("ValidAccessCategories", [])]
            permissions = [[name, compact(content.get("Statement", content))] for name, content in properties["AccessCategories"].items()]
            rows.append([f"{source}>{destination}", MAKES[profile["Type"]], "source" if properties["SourcePolicy"] else "destination",
                         AFTER[properties.get("DependedBy")], ",".join(combinations) or "-", permissions])
    return sorted(rows)


def resources(profiles):
    """[type, property that holds its role, JSON of {Arn, Name, ...}] sorted."""
    rows = []
    for name, entry in profiles["CfnResourceProperties"].items():
        role = entry.get("Inputs", {}).get("Role", "-")
        rows.append([name, "target" if role == RULE_TARGET_ROLE else role, compact(entry["Outputs"])])
    return sorted(rows)


def build(wheel):
    text = wheel.read(PROFILES)
    profiles = json.loads(text)
    head = f"connectors {wheel.date}: {PACKAGE} {wheel.version} (PyPI, Apache-2.0), {PROFILES}"
    makes, known = pairs(profiles), resources(profiles)
    if re.search(r"[\\ ]", str([makes, known]).replace(", ", ",")):
        raise ValueError("an escape or a blank: the readers of these tables know none")
    columns = ["pair", "makes", "owner", "waits", "combinations"]
    return {
        FOLDER / "connectors.tsv": facts.tsv(head, columns + ["permission", "content"], [row[:-1] + one for row in makes for one in row[-1]]),
        FOLDER / "connector-resources.tsv": facts.tsv(head, ["type", "role", "values"], known),
        GENERATED / "connectors.inc": facts.literal("sam_connectors.py", "connectors", head, [" ".join(row[:-1] + sum(row[-1], [])) for row in makes]),
        GENERATED / "connector_resources.inc": facts.literal("sam_connectors.py", "connector_resources", head, [" ".join(row) for row in known]),
    }


if __name__ == "__main__":
    sys.exit(facts.run(PACKAGE, FOLDER / "connectors.tsv", build))

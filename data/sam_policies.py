#!/usr/bin/env python3
"""Regenerates the policy facts of the sam layer from the PyPI package aws-sam-translator; see facts.py.

data/sam/managed-policies.tsv, src/sam/function/managed_policies.inc    the AWS managed policies whose ARN SAM knows by name, per partition
data/sam/policy-templates.tsv, src/sam/function/policy_templates.inc    the policy templates (S3ReadPolicy, ...) with their parameters
"""
import json
import sys

import facts

PACKAGE = "aws-sam-translator"
POLICIES = "samtranslator/internal/data/aws_managed_policies.json"
TEMPLATES = "samtranslator/policy_templates_data/policy_templates.json"
FOLDER = facts.ROOT / "data" / "sam"
GENERATED = facts.ROOT / "src" / "sam" / "function"
PATHS = ["", "aws-service-role/", "service-role/", "job-function/"]
PARTITIONS = ["aws", "aws-cn", "aws-us-gov", "aws-eusc"]


def managed(wheel):
    """[name, path, [partition, ...]] sorted by name."""
    rows = {}
    for partition, policies in json.loads(wheel.read(POLICIES)).items():
        for name, arn in policies.items():
            start = f"arn:{partition}:iam::aws:policy/"
            if not arn.startswith(start) or not arn.endswith(name):
                raise ValueError(f"an ARN of another form: {arn}")
            path = arn[len(start):len(arn) - len(name)]
            rows.setdefault((name, path), []).append(partition)
    return [[name, path, sorted(partitions, key=PARTITIONS.index)] for (name, path), partitions in sorted(rows.items())]


def templates(wheel):
    """[name, [parameter, ...], statement JSON] sorted by name."""
    all_templates = json.loads(wheel.read(TEMPLATES))["Templates"]
    if "\\" in json.dumps(all_templates):
        raise ValueError("an escape: the reader in fact_table.cpp knows none")
    return [[name, list(entry["Parameters"]), json.dumps(entry["Definition"], separators=(",", ":"))]
            for name, entry in sorted(all_templates.items())]


def source(wheel, what, path):
    return f"{what} {wheel.date}: {PACKAGE} {wheel.version} (PyPI, Apache-2.0), {path}"


def build(wheel):
    policies, statements = managed(wheel), templates(wheel)
    head, other = source(wheel, "managed-policies", POLICIES), source(wheel, "policy-templates", TEMPLATES)
    mask = {partition: 1 << i for i, partition in enumerate(PARTITIONS)}
    packed = [f"{name} {PATHS.index(path)}{sum(mask[p] for p in partitions):x}" for name, path, partitions in policies]
    return {
        FOLDER / "managed-policies.tsv": facts.tsv(head, ["name", "path", "partitions"], [[n, p, ",".join(ps)] for n, p, ps in policies]),
        FOLDER / "policy-templates.tsv": facts.tsv(other, ["name", "parameters", "definition"], [[n, ",".join(ps), d] for n, ps, d in statements]),
        GENERATED / "managed_policies.inc": facts.literal("sam_policies.py", "managed_policies", head, packed),
        GENERATED / "policy_templates.inc": facts.literal("sam_policies.py", "policy_templates", other, [" ".join([n, ",".join(ps) or "-", d]) for n, ps, d in statements]),
    }


if __name__ == "__main__":
    sys.exit(facts.run(PACKAGE, FOLDER / "managed-policies.tsv", build))

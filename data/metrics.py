#!/usr/bin/env python3
"""Compiles data/metrics.txt into src/spec/metrics.inc, and holds it against the npm package @aws-cdk/aws-service-spec.

    data/metrics.py             write src/spec/metrics.inc
    data/metrics.py --latest    the same; the newest version of the package must agree
    data/metrics.py --check     fail when it would change a byte

metrics.txt says how it reads. A row of the result is a metric: namespace, name, unit, and its sets of dimensions.
"""
import collections
import gzip
import json
import sys

import facts
from resource_types import NpmPackage

PACKAGE = "@aws-cdk/aws-service-spec"
TABLE = facts.ROOT / "data" / "metrics.txt"
GENERATED = facts.ROOT / "src" / "spec" / "metrics.inc"


class Metrics:
    """What metrics.txt says: units and sets of (namespace, metric), values of dimensions, and what it disputes."""

    def __init__(self, text):
        self.units, self.sets, self.disputed = {}, collections.defaultdict(set), set()
        self.values = []
        self.date = text.split()[2].rstrip(":")
        namespace, sets = None, []
        for line in text.splitlines():
            words = line.split()
            if line.startswith("#") or not words:
                continue
            if "   " in line:
                namespace = words[0]
            elif words[0] == "dimensions":
                sets = [canonical(word.split(",")) for word in words[1:]]
            elif words[0] == "value":
                self.values.append("\t".join([namespace, *words[1:]]))
            elif words[0] == "disputed":
                self.disputed.add((namespace, words[1], canonical(words[2].rstrip(":").split(","))))
            else:
                for name in words[1:]:
                    if self.units.setdefault((namespace, name), words[0]) != words[0]:
                        raise ValueError(f"{namespace} {name} has two units")
                    self.sets[namespace, name].update(sets)

    def rows(self):
        return ["\t".join([namespace, name, self.units[namespace, name]] + sorted(sets, key=lambda s: (s.count(","), s)))
                for (namespace, name), sets in sorted(self.sets.items())]

    def missing(self, schema):
        """What the package knows of the same namespaces and metrics.txt neither has nor disputes."""
        dimension_sets = {s["$id"]: canonical([d["name"] for d in s["dimensions"]]) for s in schema["dimensionSet"]["entities"]}
        namespaces = {namespace for namespace, _ in self.units}
        for metric in schema["metric"]["entities"]:
            key = metric["namespace"], metric["name"]
            for use in schema["usesDimensionSet"]["forward"].get(metric["$id"], []):
                dimensions = dimension_sets[use["$id"]]
                if key[0] in namespaces and dimensions not in self.sets[key] and (*key, dimensions) not in self.disputed:
                    yield " ".join([*key, dimensions])


def canonical(names):
    return ",".join(sorted(name for name in names if name)) or "-"


def build(package):
    metrics = Metrics(TABLE.read_text(encoding="utf-8"))
    missing = list(metrics.missing(json.loads(gzip.decompress(package.read("db.json.gz")))["schema"]))
    if missing:
        raise ValueError(f"{TABLE.name} lacks what {PACKAGE} {package.version} has: {'; '.join(missing)}")
    version = f"metrics {metrics.date} (AWS documentation; {PACKAGE} {package.version})"
    head = f"#define STACKFIT_METRICS_VERSION {facts.c_string(version)}\n"
    first, rest = facts.literal("metrics.py", "metric_rows", "from data/metrics.txt", metrics.rows()).split("\n", 1)
    values = facts.literal("metrics.py", "value_rows", "", sorted(metrics.values)).split("\n", 1)[1]
    return {GENERATED: first + "\n" + head + rest + values}


if __name__ == "__main__":
    sys.exit(facts.run(PACKAGE, TABLE, build, fetch=NpmPackage))

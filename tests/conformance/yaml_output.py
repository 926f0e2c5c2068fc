#!/usr/bin/env python3
"""What `transform` writes as YAML, read as CloudFormation's own tools read YAML, is what it writes as JSON.

Every template of fixtures/, of the SAM translator's recorded inputs and of the corpus that is not refused. The reader is PyYAML with a tag for
every function that has a short form.
"""
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import harness

try:
    import yaml
except ImportError:
    harness.cannot_run("PyYAML is not installed")

# "Intrinsic function reference" of the CloudFormation Template Reference; rule functions are not among those with a short form.
SHORT_FORMS = ("Ref Condition Base64 Cidr And Equals If Not Or FindInMap GetAtt GetAZs GetStackOutput ImportValue Join Length Select Split Sub "
               "ToJsonString Transform").split()
CORPUS_STEP = 4  # every fourth template of the corpus


class Reader(yaml.SafeLoader):
    """YAML 1.1 with dates left as text, as the tools that read templates do it."""


Reader.yaml_implicit_resolvers = {first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
                                  for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()}


def construct(loader, name, node):
    if isinstance(node, yaml.ScalarNode):
        value = loader.construct_scalar(node)
        value = value.split(".", 1) if name == "GetAtt" else value
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = loader.construct_mapping(node, deep=True)
    return {name if name in ("Ref", "Condition") else "Fn::" + name: value}


for short in SHORT_FORMS:
    Reader.add_constructor("!" + short, lambda loader, node, name=short: construct(loader, name, node))


def same(a, b):
    """Equal with types: True is not 1, and 1 is not 1.0."""
    if type(a) is not type(b):
        return False
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(same(a[key], b[key]) for key in a)
    if isinstance(a, list):
        return len(a) == len(b) and all(map(same, a, b))
    return a == b


def first_difference(a, b, path=""):
    if isinstance(a, dict) and isinstance(b, dict):
        for key in [*a, *b]:
            if key not in a or key not in b:
                return f"{path}/{key}"
            if not same(a[key], b[key]):
                return first_difference(a[key], b[key], f"{path}/{key}")
    if isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
        for i, (x, y) in enumerate(zip(a, b)):
            if not same(x, y):
                return first_difference(x, y, f"{path}/{i}")
    return f"{path}: {a!r} in JSON, {b!r} in YAML"


def problem_of(stackfit, path):
    """None when there is nothing to compare, "" when both are equal, else what is wrong."""
    asked = ("transform", path, "--region", "eu-west-1")
    as_json, as_yaml = stackfit.run(*asked), stackfit.run(*asked, "--format", "yaml")
    if as_json.status != as_yaml.status or as_json.err != as_yaml.err:
        return f"{path}: {as_json}, but {as_yaml}"
    if as_json.status != 0:
        return f"{path}: output although it is refused" if as_json.out or as_yaml.out else None
    try:
        read = yaml.load(as_yaml.out, Loader=Reader)
    except yaml.YAMLError as error:
        return f"{path}: PyYAML cannot read it: {error}"
    return "" if same(json.loads(as_json.out), read) else f"{path}: {first_difference(json.loads(as_json.out), read)}"


def inputs(tally):
    suffixes = {".yaml", ".yml", ".json", ".template"}
    yield from sorted(p for p in harness.FIXTURES.rglob("*") if p.suffix in suffixes)
    recorded = sorted((harness.DATA / "sam" / "input").glob("*.yaml"))
    if not recorded:
        tally.skip("no recorded inputs of the SAM translator here")
    yield from harness.sample(recorded)
    if not harness.CORPUS.is_dir():
        return tally.skip("no corpus of real templates here")
    yield from harness.sample(row["path"] for row in harness.corpus_rows()[::CORPUS_STEP])


def main():
    stackfit = harness.program(__doc__)
    tally = harness.Tally()
    paths = list(inputs(tally))
    for problem in harness.parallel(lambda path: problem_of(stackfit, path), paths):
        if problem is not None:
            tally.check(not problem, problem)
    tally.end()


main()

#!/usr/bin/env python3
"""The published schemas are what stackfit reads: every check file fits docs/check.schema.json, every configuration of the documentation and the
fixtures docs/configuration.schema.json, and stackfit and the schemas accept and refuse the same. What takes more than one file or place to see (ids
that are there already, needs, parameters that are not declared) only stackfit judges."""
import importlib.util
import json
import pathlib
import re
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import harness
from schema import Schema

RULE = re.compile(r"^```check\n(.*?)^```$", re.S | re.M)
YAML_BLOCK = re.compile(r"^```yaml\n(.*?)^```$", re.S | re.M)
HEAD = {"id": "my-check", "title": "T", "family": "hygiene", "severity": "warning", "weight": 0, "subject": "AWS::S3::Bucket", "since": "1.0"}
RULES_ACCEPTED = [
    "must: {path: Properties.A, equals: x}", "must: {path: Properties.A, equals: 5}", "must: {path: Properties.A, in: [a, 5, true]}",
    "must: {path: Properties.A, exists: false}", "must: {path: Properties.A, matches: 'a-*', message: M}", "must: {path: Properties.A, min: 1, max: 2.5}",
    "must: {path: Properties.A, truthy: true}", "must: {path: Properties.A, written: true}",
    "must: {all: [{path: Properties.A, exists: true}, {not: {path: Properties.B, exists: true}}]}",
    "must: {any: [{path: Properties.A, exists: true}], message: M}", "must: {each: Properties.A, where: {path: ., equals: x}}",
    "must: {some: Properties.A, where: {path: B.C, equals: x}}", "must: {related: {type: A::B::C, via: Properties.X.*.Arn}}",
    "must: {related: {type: A::B::C, via: Properties.X, name: Properties.N}, where: {path: Properties.Y, exists: true}}",
    "must: {related: {type: A::B::C, to: Properties.X}}", "must: {policy: Properties.P, lacks: {effect: Allow, action: ['s3:*', iam:PassRole]}}",
    "must: {policy: Properties.P, has: {anyone: true, not-action: false}}", "when: {path: Type, exists: true}\nmust: {path: Properties.A, exists: true}",
    "grades: [{if: {path: Properties.A, exists: true}, value: 0.5, message: M}, {else: 0}]", "must: {path: Properties.A, exists: true}\nat: Properties.A",
    "must: {path: Metadata.a-b, exists: true}",
]
RULES_REFUSED = [
    "must: {path: Properties.A}", "must: {path: 7, exists: true}", "must: {path: '', exists: true}", "must: {path: Properties..A, exists: true}",
    "must: {path: '$.Properties.A', exists: true}", "must: {path: 'Properties.A[0]', exists: true}", "must: {some: 'Properties.*.A', where: {path: B, exists: true}}",
    "must: {path: Properties.A, equals: [a]}", "must: {path: Properties.A, in: a}", "must: {path: Properties.A, in: []}",
    "must: {path: Properties.A, exists: 'yes'}", "must: {path: Properties.A, min: '3'}", "must: {path: Properties.A, regex: a}",
    "must: {path: Properties.A, exists: true, where: {path: B, exists: true}}", "must: [{path: Properties.A, exists: true}]", "must: Properties.A",
    "must: {all: []}", "must: {all: {path: Properties.A, exists: true}}", "must: {some: Properties.A}",
    "must: {some: Properties.A, each: Properties.B, where: {path: C, exists: true}}", "must: {related: {via: Properties.A}}",
    "must: {related: {type: A, via: Properties.A, to: Properties.B}}", "must: {related: {type: A, to: Properties.A, name: Properties.N}}",
    "must: {policy: Properties.P}", "must: {policy: Properties.P, lacks: {}}", "must: {policy: Properties.P, lacks: {effect: allow}}",
    "must: {policy: Properties.P, lacks: {efect: Allow}}", "must: {policy: Properties.P, lacks: {action: []}}",
    "must: {policy: Properties.P, lacks: {effect: Allow}, has: {effect: Deny}}", "muts: {path: Properties.A, exists: true}",
    "must: {path: Properties.A, exists: true}\ngrades: [{if: {path: Properties.A, exists: true}, value: 1}, {else: 0}]",
    "grades: [{else: 0}]", "grades: [{if: {path: Properties.A, exists: true}, value: 2}, {else: 0}]",
    "grades: [{if: {path: Properties.A, exists: true}, value: 1}, {if: {path: Properties.B, exists: true}, value: 0}]",
    "grades: [{if: {path: Properties.A, exists: true}}, {else: 0}]", "must: {path: Properties.A, exists: true, message: ''}",
    "must: {path: Properties.A, exists: true, message: 'A {subjct}'}", "must: {path: Properties.A, exists: true}\nat: [Properties.A]",
]
FRONTS_ACCEPTED = [
    {}, {"subject": ["AWS::S3::Bucket", "AWS::SQS::Queue"]}, {"subject": "Template"}, {"aliases": "HOUSE_1"}, {"aliases": ["HOUSE_1", "HOUSE_2"]}, {"since": 1.0},
    {"needs": ["s3-bucket-versioning-enabled"]}, {"whole": True}, {"native": False}, {"family": "validity"}, {"severity": "error"},
    {"parameters": {"a": {"type": "number", "default": 3}}}, {"parameters": {"a": {"type": "list", "default": []}}},
    {"parameters": {"a": {"type": "string", "default": None}}}, {"parameters": {"a": {"type": "boolean", "default": False}}}, {"parameters": {}},
]
FRONTS_REFUSED = [
    {"id": "My-Check"}, {"id": None}, {"title": ""}, {"title": " "}, {"title": []}, {"family": "hygeine"}, {"severity": "high"}, {"severity": None},
    {"weight": -1}, {"weight": 1.5}, {"weight": "heavy"}, {"weight": 101}, {"family": "validity", "weight": 1}, {"subject": []}, {"subject": {"a": "b"}},
    {"colour": "red"}, {"needs": {"a": "b"}}, {"native": "maybe"}, {"whole": 1}, {"parameters": []}, {"parameters": {"a": {"type": "int", "default": 1}}},
    {"parameters": {"a": {"type": "number", "default": "x"}}}, {"parameters": {"a": {"type": "number"}}}, {"parameters": {"a": {"type": "boolean", "default": 1}}},
    {"parameters": {"a": {"type": "list", "default": {}}}}, {"parameters": {"a": {"type": "string", "default": "x", "unit": "s"}}},
]
CONFIGURATIONS_ACCEPTED = [
    "disable: [s3-bucket-versioning-enabled]", "enable: []", "only: [CKV_AWS_21]", "severity: {CKV_AWS_21: error}",
    "parameters: {lambda-function-settings-check: {timeout: 30}}", "environments: {prod: {production: true, region: eu-west-1, parameters: {A: b, L: [x, y], N: 5}}}",
    "environments: {dev: {}}", "exclude: {functions: ['Canary*'], resources: A, types: 'AWS::Cloud9::*', roles: [hook, edge]}", "exclude: {roles: custom-resource}",
    "overrides: [{files: ['a/**'], disable: [CKV_AWS_21], severity: {CKV_AWS_18: info}, exclude: {resources: [X]}}]", "overrides: [{files: a.yaml}]", "overrides: []",
    "honour: [checkov, cfn_nag, cfn-lint, guard]", "honour: checkov", "complexity-weight: 5", "complexity-weight: 2.5",
    "weights: {families: {deployment: 50, access: 0}, checks: {deployment-has-alarms: 20}}", "forgive-suppressed: true", "scoring-model: 0", "as-of: 2026-11-21", "{}",
]
CONFIGURATIONS_REFUSED = [
    "disabel: []", "disable: CKV_AWS_21", "disable: {a: b}", "disable:", "disable: ['']", "severity: {CKV_AWS_21: high}", "severity: [a]", "severity: {CKV_AWS_21: off}", "parameters: []",
    "environments: {prod: }", "environments: {prod: {production: maybe}}", "environments: {prod: {region: Ireland}}", "environments: {prod: {stage: x}}",
    "exclude: {resource: [a]}", "exclude: {roles: [lambda]}", "overrides: {files: a}", "overrides: [{disable: []}]", "overrides: [{files: a, honour: [checkov]}]",
    "honour: [trivy]", "complexity-weight: 101", "complexity-weight: '5'", "weights: 5", "weights: {family: {access: 1}}", "weights: {families: {hygiene: 1}}",
    "weights: {families: {access: -1}}", "weights: {families: {access: heavy}}", "forgive-suppressed: maybe", "as-of: yesterday", "extends: {a: b}", "checks: [[a]]", "- a", "hello", "environments: {prod: {prodution: true}}", "exclude: {buckets: [A]}", "checks: {a: b}",
]


def load(text):
    import cloudformation_yaml
    return cloudformation_yaml.load(text)


def schema_of(name, definition=None):
    document = json.loads((harness.ROOT / "docs" / name).read_text(encoding="utf-8"))
    return Schema(document) if definition is None else Schema({"$defs": document["$defs"], "$ref": f"#/$defs/{definition}"})


def check_files(tally, front, rule):
    for path in sorted((harness.ROOT / "checks").rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        parts = [front.problems(load(text.split("\n---\n", 1)[0].removeprefix("---\n")))]
        parts += [rule.problems(load(found[1])) for found in RULE.finditer(text)]
        tally.check(not any(parts), f"{path.name}: {[problem for part in parts for problem in part]}")


def check_text(front, rule):
    import yaml
    return f"---\n{yaml.safe_dump(HEAD | front, sort_keys=False)}---\nProse.\n```check\n{rule}\n```\n"


def alike(tally, program, front, rule):
    """Check files that both take, and that both refuse."""
    usual, message = RULES_ACCEPTED[0], "\nmessage: M"
    cases = [({}, one + message, True) for one in RULES_ACCEPTED] + [({}, one + message, False) for one in RULES_REFUSED]
    cases += [({}, usual, False), ({}, message, False)]
    cases += [(one, usual + message, True) for one in FRONTS_ACCEPTED] + [(one, usual + message, False) for one in FRONTS_REFUSED]
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "my-check.md"
        for matter, text, wanted in cases:
            path.write_text(check_text(matter, text), encoding="utf-8")
            done = program.run("checks", "list", "--checks", folder)
            fits = not front.problems(HEAD | matter) and not rule.problems(load(text))
            tally.check(fits == wanted, f"the schema {'refuses' if wanted else 'takes'} {matter} {text}")
            ending = done.status == 0 if wanted else done.status == 2 and "my-check.md:" in done.err
            tally.check(ending, f"stackfit {'refuses' if wanted else 'takes'} {matter} {text}: {done}")


def configurations(tally, program, schema):
    texts = {"docs/configuration.md": found[1] for found in YAML_BLOCK.finditer((harness.ROOT / "docs/configuration.md").read_text(encoding="utf-8"))}
    texts |= {str(path.relative_to(harness.ROOT)): path.read_text(encoding="utf-8") for path in sorted(harness.FIXTURES.rglob(".stackfit*.yaml"))
              if "unknown-key" not in str(path) and "hostile" not in str(path)}
    tally.check(len(texts) > 2, "hardly any configuration is found")
    for name, text in texts.items():
        problems = schema.problems(load(text))
        tally.check(not problems, f"{name}: {problems}")
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / ".stackfit.yaml"
        template = pathlib.Path(folder) / "template.yaml"
        template.write_text("Resources:\n  A: {Type: AWS::S3::Bucket}\n", encoding="utf-8")
        for text, wanted in [(text, True) for text in CONFIGURATIONS_ACCEPTED] + [(text, False) for text in CONFIGURATIONS_REFUSED]:
            path.write_text(text + "\n", encoding="utf-8")
            tally.check(bool(schema.problems(load(text))) != wanted, f"the schema {'refuses' if wanted else 'takes'} {text}")
            for done in (program.run("config", "show", folder), program.run("lint", template, "--exit-zero")):
                ending = done.status == 0 if wanted else done.status == 2 and ".stackfit.yaml:1:" in done.err
                tally.check(ending, f"stackfit {'refuses' if wanted else 'takes'} {text}: {done}")


def main():
    program = harness.program(__doc__)
    harness.need_packages(lambda: None if importlib.util.find_spec("yaml") else "PyYAML is not installed")
    tally = harness.Tally()
    front, rule = schema_of("check.schema.json"), schema_of("check.schema.json", "rule")
    check_files(tally, front, rule)
    alike(tally, program, front, rule)
    configurations(tally, program, schema_of("configuration.schema.json"))
    tally.end()


main()

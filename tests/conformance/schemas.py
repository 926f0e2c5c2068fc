#!/usr/bin/env python3
"""The published schemas are what stackfit reads: every check file fits docs/check.schema.json, every configuration of the documentation and the
fixtures docs/configuration.schema.json, and what a schema refuses stackfit refuses too."""
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
BROKEN_CONFIGURATIONS = [
    "disabel: []", "disable: s3-bucket-logging-enabled", "severity: {s3-bucket-logging-enabled: high}", "parameters: []",
    "environments: {prod: {prodution: true}}", "exclude: {buckets: [A]}", "exclude: {roles: [boss]}", "overrides: [{disable: []}]",
    "overrides: {files: [a]}", "honour: [eslint]", "complexity-weight: 101", "as-of: yesterday", "extends: {a: b}", "checks: {a: b}",
]
FRONT = {"id": "own", "title": "T", "family": "hygiene", "severity": "info", "weight": 0, "subject": "AWS::S3::Bucket", "since": "1"}
BROKEN_FRONTS = [{"weight": 101}, {"weight": -1}, {"family": "style"}, {"severity": "high"}, {"id": "Own"}, {"colour": "red"},
                 {"parameters": {"a": {"type": "date", "default": 1}}}, {"parameters": {"a": {"type": "number"}}}, {"native": "yes"}]
BROKEN_RULES = [
    {"must": {"path": "A", "exists": True}}, {"message": "M"}, {"must": {"path": "A"}, "message": "M"}, {"must": {"exists": True}, "message": "M"},
    {"must": {"path": "A", "is": 1}, "message": "M"}, {"must": {"all": []}, "message": "M"}, {"must": {"each": "A"}, "message": "M"},
    {"must": {"related": {"type": "X"}}, "message": "M"}, {"grades": [{"else": 0}], "message": "M"}, {"must": {"path": "A", "in": []}, "message": "M"},
    {"grades": [{"if": {"path": "A", "exists": True}, "value": 2}, {"else": 0}], "message": "M"}, {"must": {"path": "A", "min": "x"}, "message": "M"},
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


def check_text(front, rule=None):
    import yaml
    text = "---\n" + yaml.safe_dump(front) + "---\nProse.\n"
    return text + (f"```check\n{yaml.safe_dump(rule)}```\n" if rule else "")


def broken_checks(tally, program, front, rule):
    good = {"must": {"path": "A", "exists": True}, "message": "M"}
    cases = [(FRONT | change, good, front.problems(FRONT | change)) for change in BROKEN_FRONTS]
    cases += [(FRONT, change, rule.problems(change)) for change in BROKEN_RULES]
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "own.md"
        path.write_text(check_text(FRONT, good), encoding="utf-8")
        fine = program.run("checks", "list", "--checks", folder)
        tally.check(fine.status == 0, f"a whole check is refused: {fine}")
        for matter, one, problems in cases:
            path.write_text(check_text(matter, one), encoding="utf-8")
            done = program.run("checks", "list", "--checks", folder)
            tally.check(bool(problems), f"the schema takes {matter} {one}")
            tally.check(done.status == 2 and "own.md:" in done.err, f"stackfit takes {matter} {one}: {done}")


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
        for text in BROKEN_CONFIGURATIONS:
            path.write_text(text + "\n", encoding="utf-8")
            done = program.run("config", "show", folder)
            tally.check(bool(schema.problems(load(text))), f"the schema takes {text}")
            tally.check(done.status == 2 and ".stackfit.yaml:1:" in done.err, f"stackfit takes {text}: {done}")


def main():
    program = harness.program(__doc__)
    harness.need_packages(lambda: None if importlib.util.find_spec("yaml") else "PyYAML is not installed")
    tally = harness.Tally()
    front, rule = schema_of("check.schema.json"), schema_of("check.schema.json", "rule")
    check_files(tally, front, rule)
    broken_checks(tally, program, front, rule)
    configurations(tally, program, schema_of("configuration.schema.json"))
    tally.end()


main()

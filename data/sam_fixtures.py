#!/usr/bin/env python3
"""Regenerates fixtures/sam/expand/*.json: what the published SAM translator makes of fixtures/sam/expand/*.yaml.

It needs aws-sam-translator; `./dev test` installs it in build/venv:

    build/venv/bin/python data/sam_fixtures.py           write the expected outputs
    build/venv/bin/python data/sam_fixtures.py --check   fail when one of them would change

Lists that the translator makes from Python sets (DependsOn of buckets) come in any order; they are sorted here, and by the test.
"""
import json
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
FOLDER = ROOT / "fixtures" / "sam" / "expand"
sys.path.insert(0, str(ROOT / "tests" / "support"))
import official


def expected(path):
    from samtranslator.yaml_helper import yaml_parse
    template = json.loads(json.dumps(yaml_parse(path.read_text(encoding="utf-8"))))
    kind, output = official.transform(template, {}, "us-east-1")
    if kind != "made":
        sys.exit(f"{path.name} is {kind}: {output}")
    for resource in output["Resources"].values():
        if isinstance(resource.get("DependsOn"), list):
            resource["DependsOn"].sort()
    return json.dumps(output, indent=2, sort_keys=True) + "\n"


def main():
    if official.absence():
        sys.exit(official.absence())
    stale = []
    for path in sorted(FOLDER.glob("*.yaml")):
        target, text = path.with_suffix(".json"), expected(path)
        if target.exists() and target.read_text(encoding="utf-8") == text:
            continue
        stale.append(target.name)
        if "--check" not in sys.argv:
            target.write_text(text, encoding="utf-8")
    if "--check" in sys.argv and stale:
        sys.exit("out of date: " + ", ".join(stale))


main()

#!/usr/bin/env python3
"""Regenerates fixtures/sam/expand/*.json: what the published SAM translator makes of fixtures/sam/expand/*.yaml.

It needs aws-sam-translator 1.110.0, best in a virtual environment of its own:

    python3 -m venv VENV && VENV/bin/pip install aws-sam-translator==1.110.0
    VENV/bin/python data/sam_fixtures.py           write the expected outputs
    VENV/bin/python data/sam_fixtures.py --check   fail when one of them would change

Lists that the translator makes from Python sets (DependsOn of buckets) come in any order; they are sorted here, and by the test.
"""
import importlib.metadata
import json
import os
import pathlib
import sys

VERSION = "1.110.0"
FOLDER = pathlib.Path(__file__).resolve().parent.parent / "fixtures" / "sam" / "expand"


def expected(path):
    from samtranslator.translator.transform import transform
    from samtranslator.yaml_helper import yaml_parse

    class NoPolicies:
        def load(self):
            return {}

    template = json.loads(json.dumps(yaml_parse(path.read_text(encoding="utf-8"))))
    output = transform(template, {}, NoPolicies())
    for resource in output["Resources"].values():
        if isinstance(resource.get("DependsOn"), list):
            resource["DependsOn"].sort()
    return json.dumps(output, indent=2, sort_keys=True) + "\n"


def main():
    found = importlib.metadata.version("aws-sam-translator")
    if found != VERSION:
        sys.exit(f"this needs aws-sam-translator {VERSION}, not {found}")
    os.environ["AWS_DEFAULT_REGION"] = "us-east-1"
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

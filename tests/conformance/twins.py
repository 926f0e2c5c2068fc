#!/usr/bin/env python3
"""Who writes the same system in another way gets the same verdict: a CDK-synthesised stack and its SAM twin, and a SAM template and
what AWS expands it to."""
import json
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import harness

SAM_TWIN, CDK_TWIN = harness.FIXTURES / "seeds/contacts.yaml", harness.FIXTURES / "seeds/contacts-cdk.json"
SAME_WHEN_EXPANDED = {"deployment", "encryption", "access", "resilience", "scalability", "observability"}
# They judge properties that are gone after the expansion, and weigh nothing.
OF_SAM_ONLY = {"deployment-preference-switch", "version-follows-configuration"}


def families(stackfit, tally):
    checks = stackfit.run("checks", "list", "--format", "json").json()
    if not tally.check(bool(checks), "checks list --format json gives the checks"):
        tally.end()
    return {check["id"]: check["family"] for check in checks}


def verdicts(done, wanted_families, family_of):
    """{(check, resource): (status, value)}, or None when there is no report."""
    report = done.json()
    if report is None or not report["templates"] or not report["templates"][0]["readable"]:
        return None
    return {(o["check"], o["resource"]): (o["status"], o["value"])
            for o in report["templates"][0]["outcomes"] if family_of[o["check"]] in wanted_families and o["check"] not in OF_SAM_ONLY}


def differences(left, right):
    words = []
    for key in sorted(left.keys() | right.keys(), key=str):
        if left.get(key) != right.get(key):
            words.append(f"{key[0]} of {key[1]}: {left.get(key, 'not judged')} and {right.get(key, 'not judged')}")
    return words


def twins_agree(stackfit, tally, family_of):
    """Per function: ids are the same in both files."""
    sam = verdicts(stackfit.lint(SAM_TWIN), {"deployment"}, family_of)
    cdk = verdicts(stackfit.lint(CDK_TWIN), {"deployment"}, family_of)
    if not tally.check(bool(sam) and bool(cdk), "both twins are judged"):
        return
    for function in sorted({resource for _, resource in sam.keys() | cdk.keys()}):
        mine, other = ({key: v for key, v in side.items() if key[1] == function} for side in (sam, cdk))
        found = differences(mine, other)
        tally.check(not found, f"contacts.yaml and contacts-cdk.json differ on {function}: " + "; ".join(found))


def assignments(report, text):
    """The parameter values of the headline world, for --parameters: an expansion needs them, a verdict names them."""
    world = report["templates"][0]["world"]
    return [pair for pair in world.split(", ") if "=" in pair and pair.split("=")[0] + ":" in text]


def packaged(text):
    """As `sam package` leaves it: AWS expands no template whose code is a local folder."""
    return re.sub(r"CodeUri: [^\s,}]+", "CodeUri: s3://artifacts/code.zip", text)


def expansion_agrees(stackfit, tally, family_of, path):
    name = path.relative_to(harness.ROOT)
    text = packaged(harness.read_template(path))
    first = stackfit.lint_text(text, path.name)
    if not tally.check(first.json() is not None and first.json()["templates"], f"{name}: {first}"):
        return
    values = assignments(first.json(), text)
    parameters = ["--parameters", *values] if values else []
    written = stackfit.lint_text(text, path.name, *parameters)
    expanded = stackfit.run("transform", "-", "--stdin-filename", path.name, *parameters, stdin=text.encode())
    try:
        json.loads(expanded.out)
    except ValueError:
        tally.check(False, f"{name}: no expansion: {expanded}")
        return
    again = stackfit.lint_text(expanded.out, path.stem + ".expanded.json", *parameters)
    left, right = (verdicts(done, SAME_WHEN_EXPANDED, family_of) for done in (written, again))
    if tally.check(left is not None and right is not None, f"{name}: as written {written}, expanded {again}"):
        found = differences(left, right)
        tally.check(not found, f"{name} and its expansion differ: " + "; ".join(found))


def main():
    stackfit = harness.program(__doc__)
    tally = harness.Tally()
    family_of = families(stackfit, tally)
    twins_agree(stackfit, tally, family_of)
    for path in sorted(harness.FIXTURES.glob("*/*.y*ml")):
        if path.parent.name in ("seeds", "templates", "sam") and "AWS::Serverless-2016-10-31" in harness.read_template(path):
            expansion_agrees(stackfit, tally, family_of, path)
    tally.end()


main()

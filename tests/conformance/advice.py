#!/usr/bin/env python3
"""What the seed systems are told to do first, whether they are deployable, and the first one's own number.

tests/seeds/advice.tsv, whose head says how a row reads, holds the beginnings of the lists of gains.
"""
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import harness
import schema

ADVICE = harness.ROOT / "tests/seeds/advice.tsv"
DANILOP = "danilop+evolutionary-serverless-architectures-with-safe-deployments/template.yaml"
HOOK = "glassechidna+codedeployhook/codedeployhook.yml"
UNDEPLOYABLE = [f"markoshlima+lambda-company-{name}/template.yaml" for name in ("delete", "list", "save")]


def advice():
    rows = [line.split("\t") for line in ADVICE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return [(template, int(place), checks.split(",")) for template, place, checks in rows[1:]]


def score(stackfit, name, *options):
    done = stackfit.run("score", harness.CORPUS / name, "--format", "json", *(options or ("--as-of", harness.AS_OF)))
    return done.json()["templates"][0]


def check_gains(tally, name, template):
    """The list goes from the largest to the smallest, each check once, and leads from the fitness to 100."""
    gains, then = template["gains"], template["fitness"]["value"]
    checks = [gain["check"] for gain in gains]
    tally.check(len(checks) == len(set(checks)), f"{name}: a check stands twice in the list of gains: {checks}")
    points = [gain["points"] for gain in gains]
    tally.check(points == sorted(points, reverse=True), f"{name}: the gains are not sorted: {points}")
    for number, gain in enumerate(gains, 1):
        then += gain["points"]
        tally.check(abs(gain["then"] - then) <= 0.01 * (number + 1), f"{name}: the fitness after {gain['check']} is {gain['then']}, and adds up to {then:.2f}")
    if gains:
        tally.check(abs(gains[-1]["then"] - 100) < 0.011, f"{name}: after all gains the fitness is {gains[-1]['then']}")


def check_what_if(tally, stackfit, name, template):
    """Asking for the first gain gives what the list promises, as its better end."""
    first = template["gains"][0]
    asked = score(stackfit, name, "--as-of", harness.AS_OF, "--what-if", first["check"])["what_if"]
    at_least = first["then"] - first["implied"]
    tally.check(asked["most"]["value"] >= asked["least"]["value"], f"{name}: {first['check']} at most {asked['most']['value']}, at least {asked['least']['value']}")
    tally.check(abs(asked["most"]["value"] - first["then"]) < 0.03, f"{name}: {first['check']} gives {asked['most']['value']} at most, the list says {first['then']}")
    tally.check(abs(asked["least"]["value"] - at_least) < 0.03, f"{name}: {first['check']} gives {asked['least']['value']} at least, the list says {at_least:.2f}")
    tally.check((first["implied"] > 0) == (len(asked["opened"]) > 0), f"{name}: {first['check']} opens {asked['opened']} and implies {first['implied']} points")


def check_schema(tally, stackfit):
    """What only `score` writes into the report is described as well."""
    described = schema.Schema(json.loads((harness.ROOT / "docs/report.schema.json").read_text(encoding="utf-8")))
    for options in (["seeds/evolutionary.yaml", "--what-if", "deployment-has-alarms"], ["scoring/waived.yaml", "--forgive-suppressed"],
                    ["projects/small", "--what-if", "dynamodb-pitr-enabled"], ["configuration/environments/template.yaml"]):
        done = stackfit.run("score", harness.FIXTURES / options[0], "--format", "json", "--as-of", harness.AS_OF, *options[1:])
        problems = described.problems(done.json())
        tally.check(not problems, f"{done}: {problems[:3]}")


def main():
    stackfit = harness.program(__doc__)
    harness.corpus_rows("seed")
    tally = harness.Tally()
    names = sorted({row[0] for row in advice()} | {DANILOP, HOOK, *UNDEPLOYABLE})
    templates = dict(zip(names, harness.parallel(lambda name: score(stackfit, name), names)))
    for name, place, checks in advice():
        listed = [gain["check"] for gain in templates[name]["gains"]]
        told = listed[place - 1] if place <= len(listed) else "nothing"
        tally.check(told in checks, f"{name}: entry {place} is {told}, and should be one of {', '.join(checks)}")
    for name, template in templates.items():
        check_gains(tally, name, template)
        if template["gains"]:
            check_what_if(tally, stackfit, name, template)
    tally.check("deployment" not in templates[HOOK]["fitness"]["families"], f"{HOOK}: family deployment is n/a for a hook alone")
    for name in UNDEPLOYABLE:
        tally.check(templates[name]["deployable"] == "no", f"{name}: deployable {templates[name]['deployable']}")
    for date, expected in (("2019-04-01", 17), ("2023-01-04", 17), ("2023-01-05", 20), (harness.AS_OF, 20)):
        metrics = score(stackfit, DANILOP, "--as-of", date)["metrics"]
        tally.check(metrics == {"evolutionary": expected}, f"{DANILOP} as of {date}: {metrics}, and should be {expected}")
    check_schema(tally, stackfit)
    tally.end()


main()

#!/usr/bin/env python3
"""The score is a pure function of the outcomes: computed again here from the JSON report, it equals what the program prints.

Fitness, families, the points of each finding and the gains, within 0.02 (numbers are printed with two decimals), by the weights of
data/scoring/0.tsv, and by weights of the user's own.
"""
import collections
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import harness

MODEL = harness.ROOT / "data/scoring/0.tsv"
TOLERANCE = 0.02
MOST_FROM_CORPUS = 300

OWN_WEIGHTS = """
weights:
  families: {deployment: 10, resilience: 45.5, observability: 0}
  checks: {dynamodb-pitr-enabled: 0.5, function-has-alias: 30, s3-bucket-versioning-enabled: 0}
complexity-weight: 12.5
forgive-suppressed: true
"""


class Model:
    """The frozen table: weights of families, of checks within them, and the percentage of family hygiene (lambda)."""

    def __init__(self, path):
        self.families, self.checks, self.complexity, self.forgives = {}, {}, 0.0, False
        for line in path.read_text(encoding="utf-8").splitlines():
            cells = line.split("\t")
            if cells[0] == "family":
                self.families[cells[1]] = float(cells[2])
            elif cells[0] == "complexity":
                self.complexity = float(cells[1])
            elif cells[0] == "check":
                self.checks[cells[1]] = (cells[2], float(cells[3]))

    def value(self, outcome):
        return 1 if self.forgives and outcome["waived"] else outcome["value"]


def own_model():
    """The model of OWN_WEIGHTS."""
    model = Model(MODEL)
    model.families.update(deployment=10, resilience=45.5, observability=0)
    for check, weight in (("dynamodb-pitr-enabled", 0.5), ("function-has-alias", 30), ("s3-bucket-versioning-enabled", 0)):
        model.checks[check] = (model.checks[check][0], weight)
    model.complexity, model.forgives = 12.5, True
    return model


def mean(values):
    return sum(values) / len(values)


class Score:
    """Families, value and losses of one template's outcomes; value is None when there is nothing to judge."""

    def __init__(self, outcomes, model):
        self.model, weights = model, model.checks
        by_check = collections.defaultdict(list)
        for outcome in outcomes:
            family, weight = weights.get(outcome["check"], ("validity", 0))
            if outcome["status"] != "unknown" and weight > 0 and (family == "hygiene" or model.families.get(family, 0) > 0):
                by_check[outcome["check"]].append(outcome)
        members = collections.defaultdict(list)
        for check in by_check:
            members[weights[check][0]].append(check)
        self.families = {family: 100 * sum(weights[c][1] * mean([model.value(o) for o in by_check[c]]) for c in checks) / sum(weights[c][1] for c in checks)
                         for family, checks in members.items()}
        self.shares = self._shares()
        self.value = sum(self.shares[f] * score / 100 for f, score in self.families.items()) if self.families else None
        self.losses = {}  # (check, resource) -> points
        for family, checks in members.items():
            whole = sum(weights[c][1] for c in checks)
            for check in checks:
                for outcome in by_check[check]:
                    at_stake = self.shares[family] * weights[check][1] / whole / len(by_check[check])
                    self.losses[check, outcome["resource"]] = at_stake * (1 - model.value(outcome))

    def _shares(self):
        """Of 100 points, those of each family that applies."""
        others = [f for f in self.families if f != "hygiene"]
        tidy = 0 if "hygiene" not in self.families else self.model.complexity if others else 100
        whole = sum(self.model.families[f] for f in others)
        return {f: tidy if f == "hygiene" else (100 - tidy) * self.model.families[f] / whole for f in self.families}


def near(a, b, tolerance=TOLERANCE):
    return abs(a - b) <= tolerance + 1e-9


def problems(template, model):
    """What the printed numbers and the recomputed ones disagree on."""
    score, printed = Score(template["outcomes"], model), template["fitness"]
    if (printed is None) != (score.value is None):
        return [f"fitness {printed and printed['value']}, recomputed {score.value}"]
    if printed is None:
        return []
    found = []
    if not near(printed["value"], score.value):
        found.append(f"fitness {printed['value']}, recomputed {score.value:.4f}")
    if printed["families"].keys() != score.families.keys():
        found.append(f"families {sorted(printed['families'])}, recomputed {sorted(score.families)}")
    for family in printed["families"].keys() & score.families.keys():
        for name, mine in (("score", score.families[family]), ("weight", score.shares[family])):
            if not near(printed["families"][family][name], mine):
                found.append(f"{name} of {family} {printed['families'][family][name]}, recomputed {mine:.4f}")
    lost = sum(gain["points"] for gain in template["gains"])
    if not near(lost, 100 - score.value, TOLERANCE + 0.005 * len(template["gains"])):
        found.append(f"the gains add up to {lost:.2f}, and {100 - score.value:.2f} points are missing")
    then = printed["value"]
    for number, gain in enumerate(template["gains"], 1):
        then += gain["points"]
        if not near(gain["then"], then, TOLERANCE + 0.005 * number):
            found.append(f"the fitness after {gain['check']} is {gain['then']}, and adds up to {then:.2f}")
    if not printed["low"] - TOLERANCE <= printed["value"] <= printed["high"] + TOLERANCE:
        found.append(f"fitness {printed['value']} is not between low {printed['low']} and high {printed['high']}")
    return found + problems_of_points(template, score)


def problems_of_points(template, score):
    """Findings carry the losses of their resources (several mistakes in one subject: the first one does); with outcomes that
    another mistake implies, they carry those too."""
    points = collections.defaultdict(float)
    for finding in template["findings"]:
        if not finding["worlds"]:
            # What is judged of the template as a whole may be told at a resource.
            whole = not finding["resources"] or (finding["check"], None) in score.losses
            points[finding["check"], (None,) if whole else tuple(finding["resources"])] += finding["points"]
    scored = {check for check, _ in score.losses}
    implied = any(outcome["implied"] for outcome in template["outcomes"])
    found = []
    for (check, resources), printed in points.items():
        own = sum(score.losses.get((check, resource), 0) for resource in resources)
        exact = near(printed, own)
        if check in scored and not exact and not (implied and printed > own - TOLERANCE):
            found.append(f"{check} of {resources} costs {printed} points, recomputed {own:.4f}")
    return found


def main():
    stackfit = harness.program(__doc__)
    model = Model(MODEL)
    paths = [path for folder in ("seeds", "templates", "projects/small") for path in sorted((harness.FIXTURES / folder).glob("*.*"))]
    tally = harness.Tally()
    printed = {c["id"]: (c["family"], c["weight"]) for c in stackfit.run("checks", "list", "--format", "json").json() if c["weight"]}
    differ = {check: (printed.get(check), model.checks.get(check)) for check in printed.keys() | model.checks.keys() if printed.get(check) != model.checks.get(check)}
    tally.check(not differ, f"checks list and the model differ (printed, model): {differ}")
    if harness.CORPUS.is_dir():
        rows = harness.corpus_rows()
        seeds = [row["path"] for row in rows if row["kind"] == "seed"]
        paths += seeds + harness.sample([row["path"] for row in rows][::max(1, len(rows) // MOST_FROM_CORPUS)])
    else:
        tally.skip("the corpus of real templates (../shared/data/corpus) is not here")
    for path, done in zip(paths, harness.parallel(stackfit.lint, paths)):
        report = done.json()
        if not tally.check(report is not None, f"{done}: no report"):
            continue
        for template in report["templates"]:
            if template["readable"]:
                found = problems(template, model)
                tally.check(not found, lambda p=path, f=found: f"{p.name}: " + "; ".join(f))
    with tempfile.TemporaryDirectory(prefix="stackfit-") as folder:
        configuration = pathlib.Path(folder, "own.yaml")
        configuration.write_text(OWN_WEIGHTS)
        names = set()
        for path in sorted((harness.FIXTURES / "seeds").glob("*.*")) + sorted((harness.FIXTURES / "suppression").glob("*.*")) + [harness.FIXTURES / "scoring/waived.yaml"]:
            report = stackfit.lint(path, "--config", configuration).json()
            names.add(report["stackfit"]["scoring_model"])
            for template in report["templates"]:
                if template["readable"]:
                    found = problems(template, own_model())
                    tally.check(not found, lambda p=path, f=found: f"{p.name} with own weights: " + "; ".join(f))
        tally.check(len(names) == 1 and min(names).startswith("0+"), f"own weights are scoring model {names}")
    tally.end()


main()

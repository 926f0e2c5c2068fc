#!/usr/bin/env python3
"""The score is a pure function of the outcomes: computed again here from the JSON report, it equals what the program prints.

Fitness, families, the points of each finding and the gains, within 0.02 (numbers are printed with two decimals), by the weights of
data/scoring/0.tsv.
"""
import collections
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import harness

MODEL = harness.ROOT / "data/scoring/0.tsv"
TOLERANCE = 0.02
MOST_FROM_CORPUS = 300


class Model:
    """The frozen table: weights of families, of checks within them, and the percentage of family hygiene (lambda)."""

    def __init__(self, path):
        self.families, self.checks, self.complexity = {}, {}, 0.0
        for line in path.read_text(encoding="utf-8").splitlines():
            cells = line.split("\t")
            if cells[0] == "family":
                self.families[cells[1]] = float(cells[2])
            elif cells[0] == "complexity":
                self.complexity = float(cells[1])
            elif cells[0] == "check":
                self.checks[cells[1]] = (cells[2], float(cells[3]))


def mean(values):
    return sum(values) / len(values)


class Score:
    """Families, value and losses of one template's outcomes; value is None when there is nothing to judge."""

    def __init__(self, outcomes, model):
        self.model, weights = model, model.checks
        by_check = collections.defaultdict(list)
        for outcome in outcomes:
            family, weight = weights.get(outcome["check"], ("validity", 0))
            if outcome["status"] != "unknown" and weight > 0 and family != "validity":
                by_check[outcome["check"]].append(outcome)
        members = collections.defaultdict(list)
        for check in by_check:
            members[weights[check][0]].append(check)
        self.families = {family: 100 * sum(weights[c][1] * mean([o["value"] for o in by_check[c]]) for c in checks) / sum(weights[c][1] for c in checks)
                         for family, checks in members.items()}
        self.shares = self._shares()
        self.value = sum(self.shares[f] * score / 100 for f, score in self.families.items()) if self.families else None
        self.losses = {}  # (check, resource) -> points
        for family, checks in members.items():
            whole = sum(weights[c][1] for c in checks)
            for check in checks:
                for outcome in by_check[check]:
                    at_stake = self.shares[family] * weights[check][1] / whole / len(by_check[check])
                    self.losses[check, outcome["resource"]] = at_stake * (1 - outcome["value"])

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
    tally.end()


main()

#!/usr/bin/env python3
"""200 random degradations of one property each (with a fixed seed): `compare` refuses each, explains it, and praises its reverse.

A passing outcome is chosen, and its property made worse as tests/support/degradations.py says, in our fixtures and in real templates.
Checks take turns, so that the common ones do not fill the number.
"""
import collections
import pathlib
import random
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import harness
from degradations import WAYS
from yaml_edits import EditableTemplate, NotEditable

SEED = 2026
WANTED = 200
MOST_READ = 500  # templates of the corpus whose outcomes are looked at, the seeds first


def templates(rng):
    """(name, path) of our own templates and of a random part of the corpus."""
    own = [path for folder in ("seeds", "templates") for path in sorted((harness.FIXTURES / folder).glob("*.*"))]
    found = [(str(path.relative_to(harness.ROOT)), path) for path in own]
    if not harness.CORPUS.is_dir():
        return found
    rows = harness.corpus_rows()
    seeds = [row for row in rows if row["kind"] == "seed"]
    wild = [row for row in rows if row["kind"] != "seed"]
    rng.shuffle(wild)
    return found + [(row["name"], row["path"]) for row in seeds + harness.sample(wild[:MOST_READ])]


def candidates(name, path, done):
    """(check, resource, template's name, text, degraded text) of every outcome that can be degraded."""
    report = done.json()
    if report is None or not report["templates"] or not report["templates"][0]["readable"]:
        return
    outcomes = [o for o in report["templates"][0]["outcomes"] if o["check"] in WAYS and o["status"] == "pass" and o["value"] > 0.5]
    try:
        text = harness.read_template(path)
        template = EditableTemplate(text) if outcomes else None
    except (NotEditable, UnicodeDecodeError):
        return
    for outcome in outcomes:
        try:
            yield outcome["check"], outcome["resource"], name, text, WAYS[outcome["check"]](template, outcome["resource"])
        except NotEditable:
            pass


def in_turns(found, rng):
    """At most WANTED of them, the checks taking turns."""
    by_check = collections.defaultdict(list)
    for candidate in found:
        by_check[candidate[0]].append(candidate)
    for group in by_check.values():
        rng.shuffle(group)
    chosen = []
    while len(chosen) < WANTED and any(by_check.values()):
        chosen += [group.pop() for _, group in sorted(by_check.items()) if group]
    return chosen[:WANTED]


def problem_of_degradation(done, check, resource):
    result = done.json()
    if done.status != 1 or result is None:
        return f"{done}: expected exit 1"
    if not result["like_for_like"] < 0:
        return f"like for like is {result['like_for_like']} instead of below 0"
    listed = [c for c in result["changes"] if c["check"] == check and c["resource"] == resource]
    if not listed or not listed[0]["new"] < listed[0]["old"] or not listed[0]["points"] < 0:
        return f"the lost points are not explained: {result['changes']}"
    return None


def problem_of_reverse(done):
    result = done.json()
    if done.status != 0 or result is None:
        return f"{done}: expected exit 0"
    return None if result["like_for_like"] > 0 else f"like for like is {result['like_for_like']} instead of above 0"


def main():
    stackfit = harness.program(__doc__)
    rng = random.Random(SEED)
    paths = templates(rng)
    reports = harness.parallel(lambda one: stackfit.lint(one[1]), paths)
    found = [candidate for (name, path), done in zip(paths, reports) for candidate in candidates(name, path, done)]
    chosen = in_turns(found, rng)[:len(harness.sample(range(WANTED)))]
    tally = harness.Tally()

    def judge(candidate):
        check, resource, name, good, bad = candidate
        file = pathlib.Path(name).name
        return problem_of_degradation(stackfit.compare_texts(good, bad, file), check, resource), problem_of_reverse(stackfit.compare_texts(bad, good, file))

    for (check, resource, name, _, _), (worse, better) in zip(chosen, harness.parallel(judge, chosen)):
        tally.check(worse is None, f"{name}: {check} of {resource} made worse: {worse}")
        tally.check(better is None, f"{name}: {check} of {resource} made better again: {better}")
    print(f"{len(chosen)} degradations:", ", ".join(f"{n} {check}" for check, n in sorted(collections.Counter(c[0] for c in chosen).items())))
    if not harness.CORPUS.is_dir():
        tally.skip("the corpus of real templates (../shared/data/corpus) is not here: only our own were degraded")
    elif len(harness.sample(range(WANTED))) > len(chosen):
        tally.check(False, f"only {len(chosen)} degradations found")
    tally.end()


main()

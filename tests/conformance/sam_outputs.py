#!/usr/bin/env python3
"""What the official SAM translator makes of its own examples, in all partitions: no error but those that are true.

tests/conformance/sam_outputs.tsv lists the true ones, with the reason: the examples are there to test a translation, and some of their
values are ones that no account would take. A row that is not needed is a failure as well.
"""
import collections
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import harness

OUTPUTS = harness.DATA / "sam" / "output"
TRUE_ERRORS = harness.ROOT / "tests/conformance/sam_outputs.tsv"
EVERYWHERE = "*"


def true_errors():
    """{file: {check: count}}; of EVERYWHERE the counts do not matter."""
    rows = collections.defaultdict(dict)
    for line in TRUE_ERRORS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, check, count, _reason = line.split("\t")
            rows[name][check] = int(count)
    return rows


def main():
    stackfit = harness.program(__doc__)
    if not OUTPUTS.is_dir():
        harness.cannot_run("there are no outputs of the translator beside the project")
    known = true_errors()
    paths = [path for path in sorted(OUTPUTS.rglob("*.json")) if not path.name.startswith("error_")]
    tally = harness.Tally()

    def judge(path):
        done = stackfit.lint(path)
        report = done.json()
        if done.crashed or report is None:
            return path, None, str(done)
        errors = [f for f in report["templates"][0]["findings"] if f["severity"] == "error" and f["check"] not in known[EVERYWHERE]]
        words = "; ".join(f"{f['line']}:{f['column']} {f['check']}: {f['message']}" for f in errors[:3])
        return path, dict(collections.Counter(f["check"] for f in errors)), words

    for path, found, words in harness.parallel(judge, paths):
        expected = known.get(path.stem, {})
        name = path.relative_to(OUTPUTS)
        tally.check(found == expected, lambda: f"{name}: expected {expected or 'no error'}, and there are {found}: {words}")
    names = {path.stem for path in paths}
    for name in known:
        tally.check(name in names | {EVERYWHERE}, lambda: f"{TRUE_ERRORS.name}: there is no output {name}")
    tally.end()


main()

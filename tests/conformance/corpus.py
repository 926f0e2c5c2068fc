#!/usr/bin/env python3
"""Every template of the corpus: no crash, no time-out, a report that keeps its contract, and no difference from itself.

tests/conformance/unreadable.tsv lists the files that truly cannot be read, with the reason; every other one must be.
"""
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import harness
from schema import Schema

UNREADABLE = harness.ROOT / "tests/conformance/unreadable.tsv"


def known_unreadable():
    rows = (line.split("\t") for line in UNREADABLE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    return {name: reason for name, reason in rows}


def problems_of_lint(done, row, schema, unreadable):
    if done.crashed:
        return [str(done)]
    report = done.json()
    if report is None:
        return [f"{done}: no JSON"]
    problems = [f"{row['name']}: report{problem}" for problem in schema.problems(report)[:3]]
    if len(report["templates"]) != 1:
        return problems + [f"{row['name']}: {len(report['templates'])} templates reported instead of 1 ({done})"]
    one = report["templates"][0]
    if one["readable"] == (row["name"] in unreadable):
        first = next((f"{f['line']}:{f['column']}: {f['message']}" for f in one["findings"] if f["check"] == "template-syntax"), "no finding")
        problems.append(f"{row['name']}: readable is {one['readable']} ({first})")
    broken = any(f["severity"] == "error" and not f["suppressed"] for f in one["findings"])
    expected = 3 if not one["readable"] else 1 if broken else 0
    if done.status != expected:
        problems.append(f"{done}: expected exit {expected}")
    return problems


def problems_of_compare(done, row, readable):
    if done.crashed:
        return [str(done)]
    if not readable:
        return [] if done.status == 3 else [f"{done}: expected exit 3"]
    result = done.json()
    if done.status != 0 or result is None:
        return [f"{row['name']} compared with itself: {done}"]
    moved = {name: result[name] for name in ("like_for_like", "like_for_like_low", "mix") if result[name] != 0}
    lists = {name: len(result[name]) for name in ("changes", "new_findings", "fixed_findings") if result[name]}
    return [f"{row['name']} compared with itself: {moved or ''} {lists or ''}"] if moved or lists else []


def main():
    stackfit = harness.program(__doc__)
    rows = harness.sample(harness.corpus_rows())
    schema = Schema(json.loads((harness.ROOT / "docs/report.schema.json").read_text(encoding="utf-8")))
    unreadable = known_unreadable()
    tally = harness.Tally()

    def judge(row):
        linted = stackfit.lint(row["path"])
        report = linted.json()
        readable = bool(report and report["templates"] and report["templates"][0]["readable"])
        compared = stackfit.compare(row["path"], row["path"])
        return problems_of_lint(linted, row, schema, unreadable), problems_of_compare(compared, row, readable)

    for lint_problems, compare_problems in harness.parallel(judge, rows):
        tally.check(not lint_problems, lambda found=lint_problems: "\n        ".join(found))
        tally.check(not compare_problems, lambda found=compare_problems: "\n        ".join(found))
    tally.end()


main()

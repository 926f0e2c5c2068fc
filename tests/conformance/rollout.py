#!/usr/bin/env python3
"""rollout over templates of ours and of the corpus: JSON that keeps its contract, charts that Mermaid reads, lines that fit, no crash.

Mermaid's grammar for Gantt diagrams (its documentation, "Gantt diagrams", and gantt.jison): a line is a keyword with its text, or a name
without ':', '#' and ';', a colon, and tags, a start and a length with commas between them.
"""
import json
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import harness
from schema import Schema

MOMENT = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"
KEYWORDS = r"(?i:gantt|title|section|dateformat|axisformat|click|call|href|weekday|includes|excludes|todaymarker|tickinterval)\b"
TASK = re.compile(rf"    (?!{KEYWORDS})(?!.%)[^:#;\n%]+ :(?:(?:active|done|crit|milestone), )*{MOMENT}, \d+s")
OTHERS = [re.compile(p) for p in (r"gantt", r"    title [^#;\n]+", r"    section [^#:;\n]+", r"    dateFormat YYYY-MM-DD HH:mm:ss",
                                  r"    axisFormat %H:%M", r"%%[^{\n]*", r"")]
WIDTH = 80


def problems_of_chart(text):
    return [line for line in text.split("\n") if not TASK.fullmatch(line) and not any(o.fullmatch(line) for o in OTHERS)]


def problems_of_release(release):
    """What must hold whatever the template says."""
    if release["kind"] != "code_deploy":
        return
    types = release["types"]
    predefined = [t for t in types if t["type"].startswith(("Canary10Percent", "Linear10Percent")) or t["type"] == "AllAtOnce"]
    if len(predefined) < 9:
        yield f"{len(predefined)} predefined types"
    if sum(t["chosen"] for t in types) != (1 if "steps" in release else 0):
        yield "not the one type that the template has is chosen"
    for one in types:
        outlook, steps = one["outlook"], one["steps"]
        if steps[0]["minute"] != 0 or steps[-1]["share"] != 1 or steps[-1]["minute"] != one["guarded_until_minute"]:
            yield f"{one['type']}: steps {steps}"
        if outlook["failed_requests"] > outlook["failed_requests_at_worst"] + 0.01:
            yield f"{one['type']}: more fails than at worst"
        if outlook["rollback_minute"] is not None and outlook["rollback_minute"] > one["guarded_until_minute"] + 0.01:
            yield f"{one['type']}: goes back after all is shifted"


def problems_of(stackfit, path, schema):
    done = stackfit.run("rollout", path, "--format", "json")
    if done.crashed or done.status not in (0, 3):
        return [str(done)]
    if done.status == 3:
        return []
    report = done.json()
    problems = [f"report{p}" for p in schema.problems(report)[:3]]
    for world in report["worlds"]:
        for release in world["functions"]:
            problems += [f"{release['function']}: {p}" for p in problems_of_release(release)]
    chart = stackfit.run("rollout", path, "--format", "mermaid")
    problems += [f"no line of Mermaid: {line!r}" for line in problems_of_chart(chart.out)[:3]]
    text = stackfit.run("rollout", path, "--color", "never")
    # A word that is longer than a line stays whole.
    wide = [line for line in text.out.splitlines() if len(line) > WIDTH and max(map(len, line.split())) < WIDTH - 20 and not line.startswith(str(path))]
    return problems + [f"{len(line)} columns: {line}" for line in wide[:3]]


def main():
    stackfit = harness.program(__doc__)
    schema = Schema(json.loads((harness.ROOT / "docs/rollout.schema.json").read_text(encoding="utf-8")))
    paths = sorted(str(p.relative_to(harness.ROOT)) for folder in ("rollout", "seeds", "templates") for p in (harness.FIXTURES / folder).iterdir())
    paths += [row["path"] for row in harness.sample(harness.corpus_rows())] if harness.CORPUS.is_dir() else []
    tally = harness.Tally()
    for path, problems in zip(paths, harness.parallel(lambda path: problems_of(stackfit, path, schema), paths)):
        tally.check(not problems, f"{path}: " + "\n        ".join(problems))
    tally.end()


main()

#!/usr/bin/env python3
"""compare over templates of ours and of the corpus, each with itself, with an edit of itself, and with its neighbour: JSON that keeps its
contract, comments that GitHub takes, no change where there is none, no crash.
"""
import json
import pathlib
import re
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import harness
from schema import Schema

LONGEST_COMMENT = 65536
NUMBER = re.compile(r"((?:Timeout|MemorySize|DelaySeconds)\"?: *)\d+")


def problems_of_comment(comment):
    if len(comment) > LONGEST_COMMENT:
        yield f"a comment of {len(comment)} characters"
    if comment.count("<details>") != comment.count("</details>"):
        yield "details that are not closed"


def problems_of_itself(report):
    changed = [one for one in report["change_sets"] if one["resources"] or one["moved_artifacts"]]
    if changed or report["hazards"] or report["moved_findings"] or report["new_findings"]:
        yield "compared with itself it has changed: " + json.dumps(changed + report["hazards"])[:300]


def problems_of(stackfit, path, neighbour, schema):
    problems = []
    text = pathlib.Path(harness.ROOT, path).read_text(encoding="utf-8", errors="replace")
    with tempfile.TemporaryDirectory(prefix="stackfit-") as folder:
        edited = pathlib.Path(folder, pathlib.Path(path).name)
        edited.write_text(NUMBER.sub(r"\g<1>77", text), encoding="utf-8")
        for other in (path, edited, neighbour):
            done = stackfit.compare(path, other)
            if done.crashed or done.status not in (0, 1, 3):
                problems.append(str(done))
            if done.status not in (0, 1):
                continue
            report = done.json()
            problems += [f"report{p}" for p in schema.problems(report)[:3]]
            problems += problems_of_itself(report) if other == path else ()
            if other == neighbour:  # the pair with the most to tell
                problems += problems_of_comment(stackfit.run("compare", path, other, "--format", "markdown", "--as-of", harness.AS_OF).out)
    return problems


def main():
    stackfit = harness.program(__doc__)
    schema = Schema(json.loads((harness.ROOT / "docs/compare.schema.json").read_text(encoding="utf-8")))
    paths = harness.sample(sorted(str(p.relative_to(harness.ROOT)) for folder in ("revisions", "seeds", "templates", "sam") for p in (harness.FIXTURES / folder).iterdir() if p.is_file()))
    paths += [row["path"] for row in harness.sample(harness.corpus_rows())] if harness.CORPUS.is_dir() else []
    pairs = list(zip(paths, paths[1:] + paths[:1]))
    tally = harness.Tally()
    for (path, _), problems in zip(pairs, harness.parallel(lambda pair: problems_of(stackfit, *pair, schema), pairs)):
        tally.check(not problems, f"{path}: " + "\n        ".join(problems))
    tally.end()


main()

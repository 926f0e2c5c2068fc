#!/usr/bin/env python3
"""Makes data/scoring/0-percentiles.tsv: how the fitness of public templates is distributed, as a whole and in each family.

    data/percentiles.py [--binary PATH] [--check]

The templates are those of kind wild in ../shared/data/corpus; of those with the same content, one counts. The fitness counts only templates
to which a family other than hygiene applies, family deployment only those that shift traffic in steps, and a family of fewer than 30
templates has no row. A row is a name, the number of
templates, and for 0, 1, ... 100 percent the least number that is better than so many of them ("-": none is). --check fails
when the table would change. Exit status 77: the corpus is not here.
"""
import argparse
import csv
import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "data" / "corpus"
TABLE = ROOT / "data/scoring/0-percentiles.tsv"
AS_OF = "2026-11-21"
FAMILIES = ("deployment", "encryption", "access", "resilience", "scalability", "observability", "hygiene")
LEAST = 30        # of fewer templates, percents say little
SHIFTS_TRAFFIC = "codedeploy-lambda-allatonce-traffic-shift-disabled"


def templates(corpus):
    """Paths of the wild templates; the first of those with equal bytes."""
    with (corpus / "index.tsv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE) if row["kind"] == "wild"]
    seen, paths = set(), []
    for path in sorted(corpus / row["repo"] / row["path"] for row in rows):
        content = hashlib.sha256(path.read_bytes()).digest()
        if content not in seen:
            seen.add(content)
            paths.append(path)
    return paths


def report(binary, paths):
    """One run over all of them, in a place where no configuration is found; --jobs is as many as there are processors."""
    with tempfile.TemporaryDirectory() as folder:
        configuration = pathlib.Path(folder, "none.yaml")
        configuration.write_text("")
        command = [str(binary), "score", "--format", "json", "--outcomes", "--quiet", "--fail-on", "none", "--as-of", AS_OF, "--config", str(configuration)]
        done = subprocess.run(command + [str(path) for path in paths], cwd=folder, capture_output=True, text=True)
    if done.returncode not in (0, 3):  # 3: some cannot be read, as is known of them
        sys.exit(f"stackfit score: exit {done.returncode}: {done.stderr[-500:]}")
    return json.loads(done.stdout)


def shifts_traffic(template):
    """In the headline world, of at least one function."""
    return any(o["check"] == SHIFTS_TRAFFIC and not o["implied"] and o["status"] == "pass" for o in template["outcomes"])


def numbers(templates_judged):
    """{row: the numbers of all templates in which it applies}."""
    result = {name: [] for name in ("fitness", *FAMILIES)}
    for template in templates_judged:
        fitness = template["fitness"]
        if fitness is None:
            continue
        if set(fitness["families"]) != {"hygiene"}:
            result["fitness"].append(fitness["value"])
        for family, score in fitness["families"].items():
            if family != "deployment" or shifts_traffic(template):
                result[family].append(score["score"])
    return result


def least_better_than(values):
    """For 0, 1, ... 100 percent the least number of two decimals above so many of the values."""
    hundredths = sorted(round(value * 100) for value in values)
    cells = ["0"]
    for percent in range(1, 101):
        beaten = -(-percent * len(hundredths) // 100)  # so many have to be lower
        least = hundredths[beaten - 1] + 1
        cells.append(f"{least / 100:.10g}" if least <= 10000 else "-")
    return cells


def table_of(document):
    head = document["stackfit"]
    by_row = numbers(document["templates"])
    size = len(by_row["fitness"])
    lines = [f"# Fitness of {size} public templates by scoring model {head['scoring_model']}, as of {head['as_of']}; made by data/percentiles.py, which says how to read it",
             f"date\t{head['as_of']}", f"model\t{head['scoring_model']}"]
    lines += ["\t".join([name, str(len(values)), *least_better_than(values)]) for name, values in by_row.items() if len(values) >= LEAST]
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", type=pathlib.Path, default=ROOT / "build/release/stackfit")
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    options = parser.parse_args()
    if not (CORPUS / "index.tsv").is_file():
        print("the corpus of real templates (../shared/data/corpus) is not here", file=sys.stderr)
        return 77
    text = table_of(report(options.binary.resolve(), templates(CORPUS)))
    if not options.check:
        TABLE.write_text(text, encoding="utf-8")
        return 0
    if TABLE.read_text(encoding="utf-8") == text:
        return 0
    print(f"{TABLE.relative_to(ROOT)} differs from what the program gives today: run data/percentiles.py", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())

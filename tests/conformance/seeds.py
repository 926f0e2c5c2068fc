#!/usr/bin/env python3
"""What the seed templates must and must not be told: tests/seeds/expected.tsv, whose head says how a row reads."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import harness

EXPECTED = harness.ROOT / "tests/seeds/expected.tsv"
ACROSS_TEMPLATES = {"function-name-matches", "export-names-match", "callers-elsewhere-use-alias"}
COLUMNS = ["template", "check", "resource", "line", "verdict"]


def expectations():
    """(line in the table, template, check, resource, line, verdict) of every row."""
    rows = []
    for number, line in enumerate(EXPECTED.read_text(encoding="utf-8").splitlines(), 1):
        cells = line.split("\t")
        if not line or line.startswith("#") or cells == COLUMNS:
            continue
        if len(cells) != len(COLUMNS) or cells[-1] not in ("must", "must-not"):
            sys.exit(f"tests/seeds/expected.tsv:{number}: not a row: {line!r}")
        rows.append((number, *cells))
    return rows


def found(findings, check, resource):
    """The findings of the check that name the resource; of any resource when it is empty."""
    return [f for f in findings if f["check"] == check and (not resource or resource in f["resources"])]


def places(findings):
    return ", ".join(f"line {f['line']} of {'/'.join(f['resources']) or 'the template'}" for f in findings) or "nowhere"


def together(stackfit, seeds):
    """{template: findings} of one run over the folders of all seeds, which is how their templates are judged together."""
    folders = sorted({name.split("/")[0] for name in seeds})
    report = stackfit.lint(harness.CORPUS / folders[0], *(harness.CORPUS / folder for folder in folders[1:]), "--templates-only").json()
    names = {str(harness.CORPUS / name): name for name in seeds}
    return {names[t["path"]]: t["findings"] for t in (report or {"templates": []})["templates"] if t["path"] in names}


def main():
    stackfit = harness.program(__doc__)
    seeds = {row["name"] for row in harness.corpus_rows("seed")}
    tally = harness.Tally()
    rows = expectations()
    templates = sorted({row[1] for row in rows})
    reports = dict(zip(templates, harness.parallel(lambda name: stackfit.lint(harness.CORPUS / name), templates)))
    readable = set()
    for name, done in reports.items():
        report = done.json()
        if tally.check(name in seeds and report is not None and report["templates"][0]["readable"], f"{name} is not a readable seed: {done}"):
            readable.add(name)
    joint = together(stackfit, seeds)
    for number, template, check, resource, line, verdict in rows:
        where = f"expected.tsv:{number}: {template}"
        if template not in readable:
            continue
        findings = joint.get(template, []) if check in ACROSS_TEMPLATES else reports[template].json()["templates"][0]["findings"]
        of_check = found(findings, check, "")
        here = found(findings, check, resource)
        if verdict == "must-not":
            tally.check(not here, f"{where}: {check} must not report {resource or 'anything'}, but does: {places(here)}")
        else:
            good = any(not line or f["line"] == int(line) for f in here)
            tally.check(good, f"{where}: {check} must report {resource}{' on line ' + line if line else ''}, and reports {places(of_check)}")
    tally.end()


main()

#!/usr/bin/env python3
"""What a run of stackfit costs as a whole process, beside its peers where they are installed. README.md says how to read it.

    bench.py [--binary PATH] [--runs N] [--peer-runs N] [--instructions] [--json] | --checks [--all]

Rounds are paired: in each, every command runs once, one after the other, so that whatever slows the machine down slows all.
"""
import argparse
import json
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile

import checks
import history
import sam
import templates

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
TYPICAL = ROOT / "fixtures/templates/typical.yaml"
AS_OF = ["--as-of", "2026-11-21"]
ENVIRONMENT = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}


class Case:
    """One row: a command that is run again and again."""

    def __init__(self, subject, tool, command, peer=False, fine=(0, 1), once=False, slow=False):
        self.subject, self.tool, self.command, self.peer, self.fine, self.once = subject, tool, [str(word) for word in command], peer, set(fine), once
        self.slow = slow or peer  # runs in few of the rounds
        self.wall, self.cpu, self.peak, self.statuses, self.instructions = [], [], [], set(), None

    def run(self, measure):
        line = subprocess.run([measure, *self.command], env=ENVIRONMENT, cwd=ROOT, capture_output=True, text=True, check=True).stdout
        wall, user, system, peak, status = map(int, line.split())
        self.wall.append(wall / 1e6)
        self.cpu.append((user + system) / 1e3)
        self.peak.append(peak / 1024)
        self.statuses.add(status)

    def result(self):
        return {"subject": self.subject, "tool": self.tool, "runs": len(self.wall), "wall_ms": round(statistics.median(self.wall), 3),
                "wall_ms_quartiles": [round(q, 3) for q in statistics.quantiles(self.wall * (2 if self.once else 1), n=4)[::2]], "cpu_ms": round(statistics.median(self.cpu), 3),
                "peak_mb": round(statistics.median(self.peak), 1), "failed": sorted(self.statuses - self.fine), "instructions": self.instructions}


def compile_measure(folder):
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if compiler is None:
        sys.exit("bench: there is no C compiler for bench/measure.c")
    program = folder / "measure"
    subprocess.run([compiler, "-O2", "-o", program, HERE / "measure.c"], check=True)
    return program


def peers(subject, template, packaged):
    """The peers that are installed; `packaged` is the template with its code uploaded, for those that only expand (None: no SAM)."""
    found = []
    if shutil.which("cfn-lint"):
        found.append(Case(subject, "cfn-lint", ["cfn-lint", template], peer=True, fine=range(32)))  # a bit for each severity
    if packaged and sam.installed():
        found.append(Case(subject, sam.THEIRS, [sys.executable, "-c", sam.TRANSLATE, packaged], peer=True, fine=[0]))
    return found


def cases_for(binary, folder):
    large, packaged = folder / "large.yaml", folder / "packaged.yaml"
    large.write_text(templates.large(), encoding="utf-8")
    packaged.write_text(TYPICAL.read_text(encoding="utf-8").replace("CodeUri: src/", "CodeUri: s3://artifacts/src.zip"), encoding="utf-8")
    cases = [Case("", "stackfit --version", [binary, "--version"], fine=[0])]
    for subject, path, expanded in ((f"{TYPICAL.name}, {lines_of(TYPICAL)} lines", TYPICAL, packaged),
                                    (f"{templates.RESOURCES} resources, {lines_of(large)} lines", large, None)):
        for words in (["lint"], ["lint", "--format", "json", "--outcomes"], ["score"]):
            cases.append(Case(subject, " ".join(["stackfit", *words]), [binary, words[0], path, *words[1:], *AS_OF]))
        cases.append(Case(subject, "stackfit compare", [binary, "compare", path, path, *AS_OF]))
        cases += peers(subject, path, expanded)
    return cases + sam.cases(Case, binary, folder) + history.cases(Case, binary, folder, AS_OF)


def lines_of(path):
    return path.read_text(encoding="utf-8").count("\n")


def check_costs(chosen, folder):
    large = folder / "large.yaml"
    large.write_text(templates.large(), encoding="utf-8")
    subjects = [(f"{TYPICAL.name}, {lines_of(TYPICAL)} lines", TYPICAL), (f"{templates.RESOURCES} resources, {lines_of(large)} lines", large)]
    return checks.report(chosen.binary.resolve().parent / "check_costs", subjects, count_instructions, chosen.all)


def measure_all(cases, measure, runs, peer_runs):
    for case in cases:
        if case.once:
            continue
        case.run(measure)  # fills the caches; not counted
        for numbers in (case.wall, case.cpu, case.peak):
            numbers.clear()
    for turn in range(runs):
        for case in cases:
            if turn < (1 if case.once else peer_runs if case.slow else runs):
                case.run(measure)


def errors_of(*command):
    """Standard error of a measuring tool, or nothing when it is not installed."""
    if shutil.which(command[0]) is None:
        return ""
    return subprocess.run(command, env=ENVIRONMENT, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True).stderr


def count_instructions(command):
    """User-mode instructions of one run, by perf where it may count and by valgrind else; None when neither works."""
    found = re.search(r"^(\d+),[^,]*,instructions", errors_of("perf", "stat", "-x,", "-e", "instructions:u", *command), re.M)
    if not found:
        found = re.search(r"Collected : (\d+)", errors_of("valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *command))
    return int(found[1]) if found else None


def print_table(results):
    base = {r["subject"]: r["wall_ms"] for r in reversed(results) if r["tool"] in ("stackfit lint", sam.OURS, history.OURS)}
    subject = None
    for r in results:
        if r["subject"] != subject:
            subject = r["subject"]
            print(f"\n{subject or 'the floor: start and end of the process'}")
            print(f"  {'':42}{'median ms':>11}{'quartiles':>18}{'CPU ms':>9}{'peak MB':>9}{'times':>8}{'runs':>6}{'instr. M':>10}")
        quartiles = "-".join(f"{q:.2f}" for q in r["wall_ms_quartiles"])
        times = f"{r['wall_ms'] / base[subject]:.2f}" if base.get(subject) else ""
        instructions = f"{r['instructions'] / 1e6:.2f}" if r["instructions"] else ""
        odd = f"  failed with exit {r['failed']}" if r["failed"] else ""
        print(f"  {r['tool']:42}{r['wall_ms']:11.2f}{quartiles:>18}{r['cpu_ms']:9.2f}{r['peak_mb']:9.1f}{times:>8}{r['runs']:6}{instructions:>10}{odd}")


def options():
    parser = argparse.ArgumentParser(description="Measure stackfit as a whole process.")
    parser.add_argument("--binary", type=pathlib.Path, default=ROOT / "build/release/stackfit")
    parser.add_argument("--runs", type=int, default=100)
    parser.add_argument("--peer-runs", type=int, default=5, help="in that many of the rounds the peers, and what takes seconds, run too")
    parser.add_argument("--instructions", action="store_true", help="count instructions as well (perf, else valgrind)")
    parser.add_argument("--json", action="store_true", help="print the numbers as JSON")
    parser.add_argument("--checks", action="store_true", help="what each check costs, beside yaml-cpp's parse of the template")
    parser.add_argument("--all", action="store_true", help="with --checks: a row for every check")
    chosen = parser.parse_args()
    if chosen.runs < 2 or chosen.peer_runs < 2:
        parser.error("two runs are the least")
    return chosen


def main():
    chosen = options()
    if not chosen.binary.is_file():
        sys.exit(f"{chosen.binary} is not built")
    with tempfile.TemporaryDirectory(prefix="stackfit-bench-") as name:
        folder = pathlib.Path(name)
        if chosen.checks:
            sys.exit(0 if check_costs(chosen, folder) else 1)
        cases = cases_for(chosen.binary.resolve(), folder)
        measure_all(cases, compile_measure(folder), chosen.runs, chosen.peer_runs)
        if chosen.instructions:
            for case in cases:
                case.instructions = None if case.peer else count_instructions(case.command)
        results = [case.result() for case in cases]
        ratios = sam.ratios(cases, *sam.warm(chosen.binary.resolve(), folder, ENVIRONMENT))
    if chosen.json:
        print(json.dumps(results, indent=2))
        return
    print_table(results)
    print("", *ratios, sep="\n")
    for tool, there in (("cfn-lint", shutil.which("cfn-lint")), (sam.THEIRS, sam.installed())):
        if not there:
            print(f"\n{tool} is not installed, and was not measured", end="")
    print()


if __name__ == "__main__":
    main()

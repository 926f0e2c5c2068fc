#!/usr/bin/env python3
"""The same bytes whatever the number of threads: every command that judges, over all fixtures at once and over part of them.

Scheduling differs from run to run, so each command runs several times with eight threads and is held to one run with a single one.
"""
import argparse
import glob
import os
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "support"))
import harness

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
COMMANDS = [
    ["lint", "fixtures", "--format", "json", "--outcomes"],
    ["lint", "fixtures", "--format", "concise"],
    ["lint", "fixtures", "--worlds"],
    ["lint", "fixtures/worlds", "fixtures/seeds", "fixtures/projects", "--worlds", "--format", "json"],
    ["score", "fixtures"],
    ["score", "fixtures/projects/small", "--format", "json"],
    ["compare", "fixtures/seeds", "fixtures/projects"],
    ["lint"] + sorted(glob.glob("fixtures/hostile/*", root_dir=ROOT)) + ["no-such-file.yaml"],
]
# Once under the sanitizers, which are slow.
TIMES = 4 if harness.share() >= 1 else 1


def output_of(binary, arguments, jobs):
    environment = {"PATH": os.environ["PATH"], "SOURCE_DATE_EPOCH": "1795219200"}
    done = subprocess.run([binary] + arguments + ["--jobs", str(jobs)], cwd=ROOT, env=environment, capture_output=True, timeout=300)
    return done.returncode, done.stdout, done.stderr


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--binary", default=os.path.join(ROOT, "build/release/stackfit"))
    options = parser.parse_args()
    passed = failed = 0
    for arguments in COMMANDS:
        wanted = output_of(options.binary, arguments, 1)
        same = all(output_of(options.binary, arguments, 8) == wanted for _ in range(TIMES))
        judged = wanted[0] in (0, 1, 3) and wanted[1]
        if not same or not judged:
            print("not the same with 8 threads:" if judged else "judges nothing:", " ".join(arguments)[:200])
        passed += bool(same and judged)
        failed += not (same and judged)
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()

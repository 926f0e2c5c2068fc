#!/usr/bin/env python3
"""The tables in data/ are what their published packages give, and the recorded expansions what the published translator makes."""
import importlib.util
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "support"))
import harness
import official

CANNOT_FETCH = 77   # data/facts.py


def scripts():
    return sorted(path for path in (harness.ROOT / "data").glob("*.py") if "facts.run(" in path.read_text(encoding="utf-8"))


def check(script):
    return script, subprocess.run([sys.executable, "-B", script, "--check"], capture_output=True, text=True)


def main():
    harness.need_packages(lambda: None if importlib.util.find_spec("pip") else "this Python has no pip")
    tally = harness.Tally()
    for script, done in harness.parallel(check, scripts()):
        if done.returncode == CANNOT_FETCH:
            tally.skip(f"{script.name}: its package cannot be fetched")
        else:
            tally.check(done.returncode == 0, f"{script.name} --check: {done.stderr.strip()}")
    if not official.absence():
        _, done = check(harness.ROOT / "data/sam_fixtures.py")
        tally.check(done.returncode == 0, f"sam_fixtures.py --check: {done.stderr.strip()}")
    if not tally.passed and not tally.failed:
        harness.cannot_run("PyPI cannot be reached")
    tally.end()


main()

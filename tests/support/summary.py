#!/usr/bin/env python3
"""Adds up what ctest ran: summary.py RESULTS.xml... (JUnit, one for each preset).

A test that prints its own counts (doctest's last lines, or "N passed, N failed" of our scripts) is counted by them, any
other as one. Results that are not there are a build that failed, and count as one failure.
"""
import os
import re
import sys
import xml.etree.ElementTree as xml

DOCTEST = re.compile(r"^\[doctest\] test cases: +\d+ \| +(\d+) passed \| +(\d+) failed \|(?: +(\d+) skipped)?", re.M)
SCRIPT = re.compile(r"^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$", re.M)


def counts(case):
    """(passed, failed, skipped) of one <testcase>."""
    if case.find("skipped") is not None:
        return 0, 0, 1
    output = case.findtext("system-out") or ""
    found = (DOCTEST.findall(output) or SCRIPT.findall(output))[-1:]
    failed_here = case.get("status") == "fail" or case.find("failure") is not None
    if not found:
        return (0, 1, 0) if failed_here else (1, 0, 0)
    passed, failed, skipped = (int(number or 0) for number in found[0])
    return passed, max(failed, 1) if failed_here else failed, skipped


def main(paths):
    passed = failed = skipped = 0
    for path in paths:
        if not os.path.exists(path):
            print(f"no results in {path}: the build failed")
            failed += 1
            continue
        for case in xml.parse(path).getroot().iter("testcase"):
            p, f, s = counts(case)
            passed, failed, skipped = passed + p, failed + f, skipped + s
            if f:
                print(f"failed: {case.get('name')} ({os.path.basename(os.path.dirname(path))})")
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

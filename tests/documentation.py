#!/usr/bin/env python3
"""Every ```console block of README.md and docs/*.md is what the program prints today.

A block holds `$ stackfit ARGUMENTS` lines, each followed by its output (standard output, then standard error). `--update` rewrites the blocks.
A line that is just `...` stands for any number of lines left out.
"""
import argparse
import difflib
import glob
import os
import re
import shlex
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.S | re.M)


def output_of(binary, command):
    words = shlex.split(command)
    if words[0] == "./dev":
        words = ["stackfit"] + words[2:]
    assert words[0] == "stackfit", command
    environment = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "SOURCE_DATE_EPOCH": "1795219200"}
    done = subprocess.run([binary] + words[1:], cwd=ROOT, env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=60)
    return done.stdout + done.stderr


def with_gaps(wanted, actual):
    """The actual output with the gaps of the wanted one, if it fits; else the actual output."""
    pattern = "".join(r"(?:.*\n)*?" if line == "..." else re.escape(line) + r"\n" for line in wanted.splitlines())
    return wanted if "..." in wanted.splitlines() and re.fullmatch(pattern, actual) else actual


def fresh(binary, block):
    result = []
    for part in re.split(r"(?m)^(?=\$ )", block):
        if not part.startswith("$ "):
            result.append(part)
            continue
        command, _, wanted = part.partition("\n")
        result.append(command + "\n" + with_gaps(wanted, output_of(binary, command[2:])))
    return "".join(result)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--binary", default=os.path.join(ROOT, "build/release/stackfit"))
    parser.add_argument("--update", action="store_true")
    options = parser.parse_args()
    passed = failed = 0
    for path in ["README.md"] + sorted(glob.glob("docs/*.md", root_dir=ROOT)):
        with open(os.path.join(ROOT, path), encoding="utf-8") as file:
            text = file.read()
        def replace(match):
            nonlocal passed, failed
            new = fresh(options.binary, match.group(1))
            same = new == match.group(1)
            passed, failed = passed + (same or options.update), failed + (not same and not options.update)
            if not same and not options.update:
                sys.stdout.writelines(difflib.unified_diff(match.group(1).splitlines(True), new.splitlines(True), path, "printed now"))
            return "```console\n" + new + "```"
        updated = BLOCK.sub(replace, text)
        if options.update and updated != text:
            with open(os.path.join(ROOT, path), "w", encoding="utf-8") as file:
                file.write(updated)
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


main()

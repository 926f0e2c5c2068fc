#!/usr/bin/env python3
r"""Runs the transcripts tests/golden/**/*.golden and compares whole outputs.

    run.py [--binary PATH] [--update] [TRANSCRIPT...]

A transcript is a series of blocks, with free text (a comment, an empty line) allowed between them:

    $ stackfit lint fixtures/seeds/a.yaml
    fixtures/seeds/a.yaml:3:5: error: ...
    --- stderr
    1 template, 1 error
    --- exit 1

The command is split as a shell would; NAME=VALUE before it and `< FILE` are understood, nothing else of the shell is. Programs
other than stackfit (cp, cat) are run as they are. $TMP is a fresh directory of this transcript, and is written $TMP in the
outputs too. Without standard error there is no `--- stderr`. Output that does not end with a newline is followed by
the line `\ no newline at end`. Commands run at the root of the repository in an empty environment.
"""
import argparse
import concurrent.futures
import difflib
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
TIMEOUT_SECONDS = 120
AS_OF = "1795219200"  # the date of every run, so that end-of-life dates do not move
NO_NEWLINE = "\\ no newline at end\n"
ASSIGNMENT = re.compile(r"[A-Za-z_][A-Za-z0-9_]*=")
END = re.compile(r"--- exit -?\d+\n?")


def environment():
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return {**kept, "SOURCE_DATE_EPOCH": AS_OF}


def execute(command, binary, tmp):
    """(stdout, stderr, exit status) of the text after `$ `."""
    words = [word.replace("$TMP", tmp) for word in shlex.split(command)]
    env = environment()
    while words and ASSIGNMENT.match(words[0]):
        name, value = words.pop(0).split("=", 1)
        env[name] = value
    stdin = os.devnull
    if "<" in words:
        at = words.index("<")
        stdin = words[at + 1]
        del words[at:at + 2]
    if words[0] == "stackfit":
        words[0] = str(binary)
    with open(ROOT / stdin, "rb") as source:
        done = subprocess.run(words, cwd=ROOT, env=env, stdin=source, capture_output=True, timeout=TIMEOUT_SECONDS)
    streams = (stream.decode("utf-8", "backslashreplace").replace(tmp, "$TMP") for stream in (done.stdout, done.stderr))
    return (*streams, done.returncode)


def lines_of(output):
    return output if not output or output.endswith("\n") else output + "\n" + NO_NEWLINE


def render(command, binary, tmp):
    """The block as it should stand in the transcript."""
    try:
        out, err, status = execute(command, binary, tmp)
    except (subprocess.TimeoutExpired, OSError, ValueError, IndexError) as problem:
        return f"$ {command}\n--- not run: {problem}\n--- exit -1\n"
    err = f"--- stderr\n{lines_of(err)}" if err else ""
    return f"$ {command}\n{lines_of(out)}{err}--- exit {status}\n"


def blocks(text):
    """The transcript in pieces: (command or None, text). A command without its end reaches to the next one."""
    command, piece = None, []
    for line in text.splitlines(keepends=True):
        if command is None and line.startswith("$ "):
            if piece:
                yield None, "".join(piece)
            command, piece = line[2:].rstrip("\n"), []
        elif command is not None and line.startswith("$ stackfit ") and len(piece) == 1:
            yield command, "".join(piece)
            command, piece = line[2:].rstrip("\n"), []
        piece.append(line)
        if command is not None and END.fullmatch(line):
            yield command, "".join(piece)
            command, piece = None, []
    if piece:
        yield command, "".join(piece)


def run(path, binary, update):
    """(passed, failed, report) of one transcript."""
    text = path.read_text(encoding="utf-8")
    actual, passed, failed, report = [], 0, 0, []
    with tempfile.TemporaryDirectory(prefix="golden-") as tmp:
        for command, expected in blocks(text):
            got = expected if command is None else render(command, binary, tmp)
            actual.append(got)
            if command is None:
                continue
            if got == expected or update:
                passed += 1
                continue
            failed += 1
            name = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
            report += difflib.unified_diff(expected.splitlines(True), got.splitlines(True), f"{name} (expected)", f"{name} (actual)")
    if update and "".join(actual) != text:
        path.write_text("".join(actual), encoding="utf-8")
        report.append(f"rewritten: {path.relative_to(ROOT) if path.is_relative_to(ROOT) else path}\n")
    return passed, failed, "".join(line if line.endswith("\n") else line + "\n" for line in report)


def main():
    parser = argparse.ArgumentParser(description="Run the golden transcripts.")
    parser.add_argument("--binary", type=pathlib.Path, default=ROOT / "build/release/stackfit")
    parser.add_argument("--update", action="store_true", help="rewrite the transcripts to what the program prints now")
    parser.add_argument("transcripts", nargs="*", type=pathlib.Path)
    options = parser.parse_args()
    binary = options.binary.resolve()
    if not binary.is_file():
        sys.exit(f"{binary} is not built")
    paths = [path.resolve() for path in options.transcripts] or sorted((ROOT / "tests/golden").rglob("*.golden"))
    passed = failed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for p, f, report in pool.map(lambda path: run(path, binary, options.update), paths):
            passed, failed = passed + p, failed + f
            sys.stdout.write(report)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

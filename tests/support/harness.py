"""What the scripts under tests/conformance share: the program as a process, the corpus, and the count at the end.

A script takes `--binary PATH`, ends with the line `N passed, N failed`, and exits with 77 when it cannot run here at all. Its
checks are counted by a Tally; a failure is one line that says where, what was expected and what came.
"""
import argparse
import concurrent.futures
import csv
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data"   # third-party templates, which are not part of the project
CORPUS = DATA / "corpus"
FIXTURES = ROOT / "fixtures"
AS_OF = "2026-11-21"                     # the date of every run, so that end-of-life dates do not move
TIMEOUT_SECONDS = 60                     # under sanitizers on a busy machine; robust.py asks for less
PROCESSES = 2
FAMILIES = ("deployment", "encryption", "access", "resilience", "scalability", "observability")


class Done:
    """What a process left: exit status (negative: the signal that killed it; None: it had to be stopped) and its output."""

    def __init__(self, command, status, out, err):
        self.command, self.status, self.out, self.err = command, status, out, err

    @property
    def crashed(self):
        return self.status is None or self.status < 0 or self.status >= 70

    def json(self):
        """The JSON on standard output, or None when there is none."""
        try:
            return json.loads(self.out)
        except ValueError:
            return None

    def __str__(self):
        ending = "was stopped after its time" if self.status is None else f"exit {self.status}"
        words = self.err.strip().splitlines()
        return f"`{' '.join(self.command)}`: {ending}" + (f": {words[-1]}" if words else "")


class Program:
    def __init__(self, binary):
        self.binary = str(binary)

    def run(self, *arguments, stdin=None, cwd=ROOT, timeout=TIMEOUT_SECONDS, env=None, wrapper=()):
        """Runs `stackfit ARGUMENTS` with `stdin` (bytes) as its input."""
        words = [str(argument) for argument in arguments]
        command = ["stackfit", *words]
        try:
            done = subprocess.run([*wrapper, self.binary, *words], input=stdin, stdin=None if stdin is not None else subprocess.DEVNULL,
                                  capture_output=True, cwd=cwd, timeout=timeout, env=environment(env))
        except subprocess.TimeoutExpired:
            return Done(command, None, "", "")
        return Done(command, done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))

    def lint(self, path, *options, stdin=None):
        """The JSON report of one template with all outcomes; `path` "-" reads `stdin`."""
        return self.run("lint", path, "--format", "json", "--outcomes", "--as-of", AS_OF, *options, stdin=stdin)

    def lint_text(self, text, name="template.yaml", *options):
        return self.lint("-", "--stdin-filename", name, *options, stdin=text.encode())

    def compare(self, old, new, *options):
        return self.run("compare", old, new, "--format", "json", "--as-of", AS_OF, *options)

    def compare_texts(self, old, new, name="template.yaml", *options):
        """Both revisions as files that exist for this call only."""
        with tempfile.TemporaryDirectory(prefix="stackfit-") as folder:
            paths = [pathlib.Path(folder, side, name) for side in ("old", "new")]
            for path, text in zip(paths, (old, new)):
                path.parent.mkdir()
                path.write_text(text, encoding="utf-8", newline="")
            return self.compare(*paths, *options)


def environment(extra=None):
    """Without the variables that steer colour, dates and sanitizers' leniency in the caller's shell."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    return {**kept, **(extra or {})}


class Tally:
    MOST_SHOWN = 40

    def __init__(self):
        self.passed = self.failed = self.skipped = 0

    def check(self, good, message):
        """Counts; `message` (text, or a function that makes it) is printed when it is not good."""
        if good:
            self.passed += 1
            return True
        self.failed += 1
        if self.failed <= self.MOST_SHOWN:
            print("failed:", message() if callable(message) else message)
        return False

    def skip(self, message):
        self.skipped += 1
        print("skipped:", message)

    def end(self):
        """Prints the last line and leaves."""
        if self.failed > self.MOST_SHOWN:
            print(f"... and {self.failed - self.MOST_SHOWN} more failures")
        print(f"{self.passed} passed, {self.failed} failed" + (f", {self.skipped} skipped" if self.skipped else ""))
        sys.exit(1 if self.failed or not self.passed else 0)


def program(description):
    """The program under test, from the command line."""
    parser = argparse.ArgumentParser(description=description.strip().splitlines()[0])
    parser.add_argument("--binary", type=pathlib.Path, default=ROOT / "build/release/stackfit")
    binary = parser.parse_args().binary.resolve()
    if not binary.is_file():
        sys.exit(f"{binary} is not built")
    return Program(binary)


def cannot_run(reason):
    print(f"skipped as a whole: {reason}")
    sys.exit(77)


def need_packages(absence):
    """Goes on in a Python that has what a test needs from PyPI: this one, else that of build/venv, which `./dev test` makes.

    `absence()` says what is missing here, if anything is. Leaves with 77 when neither Python will do.
    """
    reason = absence()
    python = ROOT / "build/venv/bin/python"
    if reason and python.is_file() and pathlib.Path(sys.prefix).resolve() != python.parents[1].resolve():
        sys.stdout.flush()
        os.execv(python, [str(python), "-B", *sys.argv])
    if reason:
        cannot_run(reason)


def corpus_rows(kind=None):
    """The corpus's index: dictionaries with `path`, `kind`, `format`, ... Leaves with 77 when there is no corpus."""
    index = CORPUS / "index.tsv"
    if not index.is_file():
        cannot_run("the corpus of real templates (../shared/data/corpus) is not here")
    with index.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    for row in rows:
        row["name"] = f"{row['repo']}/{row['path']}"
        row["path"] = CORPUS / row["name"]
    return [row for row in rows if kind is None or row["kind"] == kind]


def share():
    """What part of its cases a test looks at: all, or less under the sanitizers, which are 30 times slower (STACKFIT_TEST_SHARE)."""
    return float(os.environ.get("STACKFIT_TEST_SHARE", "1"))


def sample(items, seed=1):
    """All items, or a share() of them, always the same ones."""
    items = list(items)
    if share() >= 1 or not items:
        return items
    chosen = sorted(random.Random(seed).sample(range(len(items)), max(1, round(len(items) * share()))))
    return [items[i] for i in chosen]


def parallel(function, items):
    """Results in the order of the items; each waits for a process of its own, so threads do."""
    with concurrent.futures.ThreadPoolExecutor(PROCESSES) as pool:
        return list(pool.map(function, items))


def error_keys(report):
    """(check, resources) of the errors of a one-template report."""
    return {(f["check"], tuple(f["resources"])) for f in report["templates"][0]["findings"] if f["severity"] == "error"}


def read_template(path):
    """The text of a template, without a byte order mark; line ends stay."""
    return path.read_bytes().decode("utf-8-sig")

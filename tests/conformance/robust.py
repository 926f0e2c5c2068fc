#!/usr/bin/env python3
"""Hostile inputs to the whole program: never a crash or a hang, an exit status of 0 to 3, and JSON that can be parsed.

Files that no template is (directories, pipes, devices, megabytes, bombs), every file of fixtures/hostile, and our fixtures cut
off at random places (with a fixed seed).
"""
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import harness

# Generous for what takes milliseconds; the sanitizers' run, which looks at a share only, is slower by far.
SECONDS = 5 if harness.share() >= 1 else harness.TIMEOUT_SECONDS
CUTS_PER_FILE = 200
SEED = 11
DEEP = 10_000

TEMPLATE = "Resources:\n  Bucket:\n    Type: AWS::S3::Bucket\n"
BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]\n" for i in range(1, 12)) + TEMPLATE

# (name, bytes, the only exit status that is right or None when several are).
FILES = [
    ("empty.yaml", b"", None),
    ("three-megabytes.yaml", TEMPLATE.encode() + (b"#" * 79 + b"\n") * 38_000, 3),
    ("long-line.yaml", b"Description: " + b"x" * 1_000_000 + b"\n" + TEMPLATE.encode(), 1),
    ("long-key.yaml", b"x" * 1_000_000 + b": 1\n" + TEMPLATE.encode(), None),
    ("alias-bomb.yaml", BOMB.encode(), None),
    ("deep-flow.yaml", b"Resources: " + b"[" * DEEP + b"]" * DEEP + b"\n", 3),
    ("deep-flow-open.yaml", b"Resources: " + b"[" * DEEP, 3),
    ("deep-mappings.yaml", b"".join(b" " * i + b"a:\n" for i in range(1_500)), 3),
    ("deep-sequences.yaml", b"Resources:\n" + b"- " * DEEP + b"a\n", 3),
    ("deep.json", b'{"Resources":' * DEEP + b"1" + b"}" * DEEP, 3),
    ("deep-open.json", b'{"a":[' * DEEP, 3),
    ("deep-intrinsics.yaml", b"Resources:\n  A: " + b"!Sub " * DEEP + b"x\n", None),
    ("deep-sub.json", b'{"Resources": {"A": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": ' + b'{"Fn::Join": ["", [' * 3_000 + b'"x"' + b"]]}" * 3_000 + b"}}}}", None),
    ("nul.yaml", TEMPLATE.encode() + b"\0\n", 3),
    ("latin1.yaml", "Description: über\n".encode("latin-1") + TEMPLATE.encode(), 3),
    ("utf16.yaml", TEMPLATE.encode("utf-16"), 3),
    ("bom.yaml", b"\xef\xbb\xbf" + TEMPLATE.encode(), 0),
    ("crlf.yaml", TEMPLATE.replace("\n", "\r\n").encode(), 0),
    ("unterminated.yaml", TEMPLATE.encode() + b"    Properties: {BucketName: 'x\n", 3),
    ("trailing-comma.json", b'{"Resources": {"A": {"Type": "AWS::S3::Bucket"}},}', None),
    ("self-reference.yaml", b"Parameters: {P: {Type: String, Default: !Ref P}}\nConditions: {C: !Condition C, D: !Not [!Condition D]}\n" + TEMPLATE.encode(), None),
    ("wrong-shapes.yaml", b"Resources: [1, 2]\nParameters: 7\nConditions: x\nGlobals: []\nMappings: !Ref A\nOutputs: {A: [{}]}\nTransform: {a: b}\n", None),
    ("wrong-types.yaml", b"Resources: {A: 1, B: [], C: {Type: []}, D: {Type: AWS::Serverless::Function, Properties: 3, DependsOn: {}}, E: {Type: AWS::S3::Bucket, Condition: [x]}}\n", None),
    ("many-conditions.yaml", ("Parameters:\n" + "".join(f"  P{i}: {{Type: String}}\n" for i in range(60)) + "Conditions:\n"
                              + "".join(f"  C{i}: !Equals [!Ref P{i}, x]\n" for i in range(60)) + TEMPLATE + "    Properties:\n      BucketName: !Join ['', ["
                              + ", ".join(f"!If [C{i}, a, b]" for i in range(60)) + "]]\n").encode(), 0),
]


def judge(tally, done, wanted=None, json_expected=True):
    """One run: it ends by itself with a status that is documented, and what it prints as JSON is JSON."""
    if not tally.check(done.status in ((0, 1, 2, 3) if wanted is None else (wanted,)), lambda: f"{done}: expected exit {'0 to 3' if wanted is None else wanted}"):
        return
    if json_expected and done.status != 2:
        tally.check(done.json() is not None, lambda: f"{done}: no JSON: {done.out[:80]!r}")


def every_command(stackfit, tally, path, wanted=None):
    judge(tally, stackfit.run("lint", path, "--format", "json", "--outcomes", timeout=SECONDS), wanted)
    judge(tally, stackfit.run("score", path, timeout=SECONDS), wanted, json_expected=False)
    transformed = stackfit.run("transform", path, timeout=SECONDS)
    judge(tally, transformed, 3 if wanted == 3 else None, json_expected=transformed.status == 0)
    tally.check(transformed.status == 0 or not transformed.out, lambda: f"{transformed}: output although it failed")
    judge(tally, stackfit.run("compare", path, path, timeout=SECONDS), 0 if wanted == 1 else wanted, json_expected=False)


def try_files(stackfit, tally, folder):
    for name, content, wanted in FILES:
        path = folder / name
        path.write_bytes(content)
        every_command(stackfit, tally, path, wanted)
        judge(tally, stackfit.run("lint", "-", "--stdin-filename", name, "--format", "json", stdin=content, timeout=SECONDS), wanted)
    for path in sorted((harness.FIXTURES / "hostile").glob("*")):
        every_command(stackfit, tally, path)


def try_odd_files(stackfit, tally, folder):
    directory = folder / "directory.yaml"
    directory.mkdir()
    every_command(stackfit, tally, directory, 3)
    pipe = folder / "pipe.yaml"
    os.mkfifo(pipe)
    every_command(stackfit, tally, pipe, 3)
    every_command(stackfit, tally, folder / "missing.yaml", 3)
    every_command(stackfit, tally, "/dev/null")
    loop = folder / "loop.yaml"
    loop.symlink_to(loop)
    every_command(stackfit, tally, loop, 3)
    if os.geteuid() == 0:
        tally.skip("root may read every file: no test of a file without permission")
        return
    closed = folder / "closed.yaml"
    closed.write_text(TEMPLATE)
    closed.chmod(0)
    every_command(stackfit, tally, closed, 3)


def try_directory(stackfit, tally, folder):
    """The folder of all these files as one input: what is no template is passed over."""
    judge(tally, stackfit.run("lint", folder, "--format", "json", timeout=SECONDS))
    (folder / "around").mkdir()
    (folder / "around" / "again").symlink_to(folder)
    judge(tally, stackfit.run("lint", folder / "around", "--format", "json", timeout=SECONDS))


def cuts(rng):
    """(name, first bytes) of every fixture, cut at random offsets."""
    paths = sorted(p for folder in ("seeds", "templates", "sam") for p in (harness.FIXTURES / folder).glob("*.*"))
    for path in paths:
        content = path.read_bytes()
        for offset in sorted(rng.sample(range(len(content)), min(CUTS_PER_FILE, len(content)))):
            yield f"{path.stem}-{offset}{path.suffix}", content[:offset]


def try_cuts(stackfit, tally):
    chosen = harness.sample(cuts(random.Random(SEED)))

    def lint(cut):
        return stackfit.run("lint", "-", "--stdin-filename", cut[0], "--format", "json", "--outcomes", stdin=cut[1], timeout=SECONDS)

    for (name, _), done in zip(chosen, harness.parallel(lint, chosen)):
        done.command.append(f"(standard input: {name})")
        judge(tally, done)


def try_closed_output(stackfit, tally):
    """The reader went away, as `stackfit ... | head -1` does. To die of SIGPIPE is what a filter does."""
    reader, writer = os.pipe()
    os.close(reader)
    for words in (["lint", "fixtures/seeds/evolutionary.yaml", "--format", "json"], ["transform", "fixtures/sam/canary.yaml"]):
        done = subprocess.run([stackfit.binary, *words], cwd=harness.ROOT, stdout=writer, stderr=subprocess.PIPE, timeout=SECONDS, env=harness.environment())
        tally.check(done.returncode in (0, 1, 2, 3, -signal.SIGPIPE), f"{words[0]} to a closed standard output: exit {done.returncode}, {done.stderr!r}")
    os.close(writer)


def main():
    stackfit = harness.program(__doc__)
    tally = harness.Tally()
    with tempfile.TemporaryDirectory(prefix="stackfit-") as name:
        folder = pathlib.Path(name)
        try_files(stackfit, tally, folder)
        try_odd_files(stackfit, tally, folder)
        try_directory(stackfit, tally, folder)
    try_cuts(stackfit, tally)
    try_closed_output(stackfit, tally)
    tally.end()


main()

#!/usr/bin/env python3
"""stackfit opens no socket: every command runs under a seccomp filter that kills on socket(2), and comes to its usual end."""
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import harness

SOURCE = harness.ROOT / "tests/support/no_socket.c"
EVOLUTIONARY, CONTACTS = "fixtures/seeds/evolutionary.yaml", "fixtures/seeds/contacts.yaml"
COMMANDS = [
    ["--version"], ["--help"],
    *([command, "--help"] for command in ("lint", "score", "compare", "transform", "explain", "checks", "config")),
    ["lint", EVOLUTIONARY], ["lint", EVOLUTIONARY, "--verbose"], ["lint", "fixtures"], ["lint", "no-such-file.yaml"],
    *(["lint", EVOLUTIONARY, "--format", name] for name in ("text", "concise", "github", "json")),
    ["score", EVOLUTIONARY], ["score", "fixtures/seeds", "--format", "json"],
    ["compare", EVOLUTIONARY, CONTACTS], ["compare", EVOLUTIONARY, EVOLUTIONARY, "--format", "json"],
    ["transform", CONTACTS], ["transform", CONTACTS, "--format", "yaml"],
    ["explain", "function-has-alias"], ["checks", "test", "fixtures/own-checks"], ["config", "show", "--origin", "fixtures/configuration/layers"],
    ["lint", CONTACTS, "--checks", "fixtures/own-checks", "--honour", "checkov", "--baseline", "fixtures/baseline/known.json"],
    ["checks", "list"], ["checks", "list", "--format", "json"],
]


def compiled(folder):
    """The path of the compiled filter; leaves with 77 when this machine cannot have one."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        harness.cannot_run("there is no C compiler for the seccomp filter")
    program = folder / "no_socket"
    subprocess.run([compiler, "-O1", "-Wall", "-Wextra", "-Werror", "-o", program, SOURCE], check=True)
    if subprocess.run([program, "true"], capture_output=True).returncode == 126:
        harness.cannot_run("the kernel gives no seccomp filter here")
    return program


def revisions(folder):
    """A git repository with one commit of a template: `compare REV:PATH` and `history` run git as a child."""
    (folder / "t.yaml").write_bytes((harness.ROOT / CONTACTS).read_bytes())
    git = ["git", "-C", str(folder), "-c", "user.name=A", "-c", "user.email=a@example.com"]
    for words in (["init", "--quiet"], ["add", "t.yaml"], ["commit", "--quiet", "--message", "One"]):
        subprocess.run([*git, *words], check=True, env=harness.environment({"GIT_CONFIG_NOSYSTEM": "1"}))


def main():
    stackfit = harness.program(__doc__)
    tally = harness.Tally()
    with tempfile.TemporaryDirectory(prefix="stackfit-") as name:
        folder = pathlib.Path(name)
        wrapper = [compiled(folder)]
        opened = subprocess.run([*wrapper, sys.executable, "-c", "import socket; socket.socket()"], capture_output=True)
        tally.check(opened.returncode == -signal.SIGSYS, f"the filter kills who opens a socket (exit {opened.returncode})")
        runs = [(command, harness.ROOT) for command in COMMANDS]
        if shutil.which("git"):
            revisions(folder)
            runs.append((["compare", "HEAD:t.yaml", "t.yaml"], folder))
            runs.append((["history", "t.yaml"], folder))
        else:
            tally.skip("git is not installed")
        for command, cwd in runs:
            free = stackfit.run(*command, cwd=cwd)
            caged = stackfit.run(*command, cwd=cwd, wrapper=wrapper)
            # --verbose says how long stages took: standard error may differ.
            same = (caged.status, caged.out) == (free.status, free.out)
            tally.check(same and not caged.crashed, f"under the filter {caged}; without it {free}")
    tally.end()


main()

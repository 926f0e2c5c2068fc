#!/usr/bin/env python3
"""Every check in docs/custom-checks.md works as it stands there: its examples pass, `lint --checks`, `explain` and `checks list` know it, and the
check that `checks new` writes is one of them. A change that breaks one is told at its line."""
import pathlib
import re
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import harness

FILE = re.compile(r"^````markdown\n(.*?)^````$", re.S | re.M)
ID = re.compile(r"^id: (.+)$", re.M)
FAILING = re.compile(r"^```yaml fails\n(.*?)^```$", re.S | re.M)


def main():
    program = harness.program(__doc__)
    tally = harness.Tally()
    checks = {ID.search(found[1])[1]: found[1] for found in FILE.finditer((harness.ROOT / "docs/custom-checks.md").read_text(encoding="utf-8"))}
    tally.check(len(checks) == 5, f"{len(checks)} examples")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        own = folder / "checks"
        made = program.run("checks", "new", "made-by-new", "--checks", own)
        tally.check(made.status == 0, f"{made}")
        again = program.run("checks", "new", "made-by-new", "--checks", own)
        tally.check(again.status == 2, f"a file is overwritten: {again}")
        for one, text in checks.items():
            (own / f"{one}.md").write_text(text, encoding="utf-8")
        (own / "README.md").write_text("# Not a check\n", encoding="utf-8")
        tested = program.run("checks", "test", own)
        tally.check(tested.status == 0 and tested.out.startswith(f"{len(checks) + 1} checks, "), f"{tested}\n{tested.out}")
        (folder / ".stackfit.yaml").write_text("checks: own\n", encoding="utf-8")
        (folder / "own").mkdir()
        configured = program.run("checks", "new", "made-where-configured", cwd=folder)
        tally.check((folder / "own/made-where-configured.md").is_file(), f"checks new does not write where checks are: {configured}")
        for ending in ("\r\n", "\n"):
            for mark in ("\ufeff", ""):
                (folder / "own/owner.md").write_bytes((mark + checks["bucket-has-owner"].replace("bucket-has-owner", "owner").replace("\n", ending)).encode())
                again = program.run("checks", "test", cwd=folder)
                tally.check(again.out.startswith("2 checks, ") and again.status == 0, f"{ending!r} after {mark!r}: {again}\n{again.out}")
        twice = program.run("checks", "test", "own", "./own/", folder / "own/owner.md", "--checks", "own", cwd=folder)
        tally.check(twice.status == 2 and "Another file has this id too: " in twice.err, f"an absolute path to the same file: {twice}")
        once = program.run("checks", "test", "own", "./own/", "--checks", "own", cwd=folder)
        tally.check(once.status == 0, f"a directory that is named twice: {once}")
        (folder / ".stackfit.yaml").unlink()
        for one, text in checks.items():
            template = folder / "template.yaml"
            template.write_text(FAILING.search(text)[1], encoding="utf-8")
            found = {finding["check"]: finding for finding in program.lint(template, "--checks", own).json()["templates"][0]["findings"]}
            tally.check(one in found and found[one]["points"] == 0, f"lint does not report {one} without points")
            tally.check(program.run("explain", one, "--checks", own).out.startswith(f"{one}: "), f"explain does not know {one}")
            broken = text.replace("message: \"", "massage: \"", 1)
            (own / f"{one}.md").write_text(broken, encoding="utf-8")
            refused = program.run("lint", template, "--checks", own)
            line = broken[:broken.index("massage")].count("\n") + 1
            tally.check(refused.status == 2 and f"{one}.md:{line}:" in refused.err and "^^^^^^^" in refused.err, f"{one}: {refused}\n{refused.err}")
            failing = text.replace("```yaml passes", "```yaml fails", 1)
            (own / f"{one}.md").write_text(failing, encoding="utf-8")
            untrue = program.run("checks", "test", own)
            tally.check(untrue.status == 1 and f"{one}.md:" in untrue.out, f"{one}: a wrong example passes: {untrue}")
            (own / f"{one}.md").write_text(text, encoding="utf-8")
    tally.end()


main()

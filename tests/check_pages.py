#!/usr/bin/env python3
"""docs/checks/ is what docs/checks.py makes of the catalogue, and every check that it links to is there."""
import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "support"))
import harness


def main():
    program = harness.program(__doc__)
    tally = harness.Tally()
    done = subprocess.run([sys.executable, "-B", harness.ROOT / "docs/checks.py", "--binary", program.binary, "--check"], capture_output=True, text=True)
    tally.check(done.returncode == 0, done.stdout + done.stderr)
    for page in sorted((harness.ROOT / "docs/checks").glob("*.md")):
        links = set(re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")))
        broken = [link for link in links if not (page.parent / link).is_file()]
        tally.check(not broken, f"{page.name} links to {broken}")
    tally.end()


main()

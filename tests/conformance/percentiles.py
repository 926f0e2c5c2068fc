#!/usr/bin/env python3
"""The table of percentiles is rebuilt by one command and equals the committed one, and the program says what it says."""
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import harness

TABLE = harness.ROOT / "data/scoring/0-percentiles.tsv"


def rows():
    lines = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {cells[0]: cells[1:] for cells in lines}


def standing(cells, number):
    """(percent, templates) that the row gives a number, by the definition of the table."""
    return max(i for i, least in enumerate(cells[1:]) if least != "-" and float(least) <= number), int(cells[0])


def main():
    stackfit = harness.program(__doc__)
    tally = harness.Tally()
    table = rows()
    for name, cells in table.items():
        if name not in ("date", "model"):
            numbers = [float(cell) for cell in cells[1:] if cell != "-"]
            tally.check(len(cells) == 102 and numbers == sorted(numbers), f"row {name} is no distribution")
    for path in sorted((harness.FIXTURES / "seeds").glob("*.*")):
        template = stackfit.lint(path).json()["templates"][0]
        shown = template.get("percentiles")
        if set((template["fitness"] or {}).get("families", {})) <= {"hygiene"}:
            tally.check(shown is None, f"{path.name} has percentiles, and nothing to judge but its form")
            continue
        if not tally.check(shown is not None, f"{path.name} has no percentiles"):
            continue
        expected = standing(table["fitness"], template["fitness"]["value"])
        tally.check((shown["fitness"]["better_than"], shown["fitness"]["templates"]) == expected, f"{path.name}: {shown['fitness']}, the table says {expected}")
        for family, score in template["fitness"]["families"].items():
            if family in table:
                expected = standing(table[family], score["score"])
                told = shown["families"][family]
                tally.check((told["better_than"], told["templates"]) == expected, f"{path.name}: {family} {told}, the table says {expected}")
    if harness.sample(range(10)) == list(range(10)):  # the whole corpus takes too long under sanitizers
        rebuilt = subprocess.run([sys.executable, "-B", harness.ROOT / "data/percentiles.py", "--binary", stackfit.binary, "--check"], capture_output=True, text=True)
        if rebuilt.returncode == 77:
            tally.skip(rebuilt.stderr.strip())
        else:
            tally.check(rebuilt.returncode == 0, rebuilt.stderr.strip())
    else:
        tally.skip("only a share of the corpus is asked for")
    tally.end()


main()

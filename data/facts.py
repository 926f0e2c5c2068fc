"""What the scripts that regenerate the tables in data/ have in common: fetching a package from PyPI, and comparing bytes.

A table names its package and version in its first line, so a rebuild of an old tree gives the same bytes:

    data/lambda_runtimes.py            rebuild from the version that the table names
    data/lambda_runtimes.py --latest   rebuild from the newest version
    data/lambda_runtimes.py --check    fail when a rebuild from the named version would change a byte
"""
import argparse
import pathlib
import re
import subprocess
import sys
import tempfile
import zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent


class Wheel:
    """A wheel from PyPI: its version, the day it was built, and its files."""

    def __init__(self, package, version=None):
        requirement = f"{package}=={version}" if version else package
        self._folder = tempfile.TemporaryDirectory()
        command = [sys.executable, "-m", "pip", "download", "--no-deps", "--quiet", "--dest", self._folder.name, requirement]
        subprocess.run(command, check=True)
        path = next(pathlib.Path(self._folder.name).glob("*.whl"))
        self.version = path.name.split("-")[1]
        self._archive = zipfile.ZipFile(path)
        # pip does not tell the day of the upload; the newest file in the wheel does.
        self.date = "%04d-%02d-%02d" % max(info.date_time for info in self._archive.infolist())[:3]

    def read(self, name):
        return self._archive.read(name).decode("utf-8")


def named_version(table, package):
    """The version of `package` that the first line of a table names, or None."""
    if not table.exists():
        return None
    with table.open(encoding="utf-8") as file:
        match = re.search(re.escape(package) + r" (\S+)", file.readline())
    return match.group(1) if match else None


def run(package, table, build):
    """The command line of a table's script. `build(wheel)` gives {path: text}."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--latest", action="store_true", help=f"take the newest {package}")
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    options = parser.parse_args()
    wheel = Wheel(package, None if options.latest else named_version(table, package))
    stale = [path for path, text in build(wheel).items() if not _settle(path, text, options.check)]
    for path in stale:
        print(f"{path.relative_to(ROOT)} differs from what {package} {wheel.version} gives", file=sys.stderr)
    return 1 if stale else 0


def _settle(path, text, check):
    if check:
        return path.exists() and path.read_bytes() == text.encode("utf-8")
    path.write_bytes(text.encode("utf-8"))
    return True


def c_string(text):
    """A C string literal. The tables hold printable ASCII and tabs only."""
    if not re.fullmatch(r"[ -~\t]*", text):
        raise ValueError(f"not printable ASCII: {text!r}")
    return '"' + text.replace("\\", "\\\\").replace("\t", "\\t").replace('"', '\\"') + '"'

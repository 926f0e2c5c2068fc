#!/usr/bin/env python3
"""Holds the source tree to its own rules: who may include whom, who may include a library, how long a file may be.

The arrows are those of cmake/layers.cmake, which CMake links by: a layer may include the public headers of the layers it
USES and of what those use, and no private header but its own. Only files that git knows or would add are looked at.
"""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]

# The host tool is not a layer; it stands on one.
TOOLS = {"compile_checks": ["engine"]}

# library: (its headers, the layer or folder that may include it, in how many files). They cost seconds to compile each time.
LIBRARIES = {
    "yaml-cpp": (re.compile(r"yaml-cpp/"), "src/document", 1),
    "RapidJSON": (re.compile(r"rapidjson/"), "src/document", 2),  # the reader and the writer
    "toml++": (re.compile(r"toml\+\+/|toml\.hpp$"), "src/template", 1),
    "PCRE2": (re.compile(r"pcre2\.h"), "src/support", 1),
    "CLI11": (re.compile(r"CLI/"), "src/cli", 1),
    "spdlog": (re.compile(r"spdlog/|fmt/"), "src/cli", 1),
}
DOCTEST_MAIN = re.compile(r"^#define DOCTEST_CONFIG_IMPLEMENT", re.M)

MAX_LINES = 600
MAX_LINES_OF_MAIN = 60
CODE = {".h", ".cpp", ".S", ".py", ".sh", ".cmake"}
CODE_NAMES = {"CMakeLists.txt", "dev"}

# Directories of somebody's machine. Templates and recorded facts speak of the machines they are for.
MACHINE = re.compile(r"(?<![\w.~$}*-])/(?:wor[k]|hom[e]|User[s])/\w")
NOT_OURS = ("fixtures/", "data/")

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.M)
LAYER = re.compile(r"^stackfit_layer\((\w+)([^)]*)\)", re.M)


def arrows():
    """layer -> every layer it may include, itself among them."""
    uses = dict(TOOLS)
    for name, rest in LAYER.findall((ROOT / "cmake/layers.cmake").read_text()):
        words = rest.split()
        names = words[words.index("USES") + 1:] if "USES" in words else []
        uses[name] = [word for word in names[:next((i for i, w in enumerate(names) if w.isupper()), None)]]
    closed = {}

    def close(name):
        if name not in closed:
            closed[name] = {name}.union(*(close(used) for used in uses[name]))
        return closed[name]

    for name in uses:
        close(name)
    return closed


def committed_files():
    listed = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                            cwd=ROOT, check=True, capture_output=True).stdout.decode()
    names = sorted(set(filter(None, listed.split("\0"))))
    return [name for name in names if (ROOT / name).is_file() and not (ROOT / name).is_symlink()]


def layer_of(name, layers):
    """The layer that owns a file, None when it belongs to none (tests, benchmarks)."""
    parts = name.split("/")
    if parts[0] == "src" and len(parts) > 2:
        return parts[1]
    if parts[0] == "checks":
        return "checks"
    if parts[:2] == ["include", "stackfit"]:
        first = parts[2].removesuffix(".h")
        return next((layer for layer in layers if first == layer or first.startswith(layer + "_")), first)
    return None


def target_of(name, included):
    """The file in the repository that an #include "..." of file `name` means, or None."""
    beside = pathlib.PurePosixPath(name).parent / included
    for candidate in (str(beside), f"include/{included}", f"src/{included}"):
        path = (ROOT / candidate).resolve()
        if path.is_file() and path.is_relative_to(ROOT):
            return str(path.relative_to(ROOT))
    return None


def wrong_arrows(name, text, layers):
    own = layer_of(name, layers)
    if own is None:
        return
    if own not in layers:
        yield f"{name}: {own} is no layer of cmake/layers.cmake"
        return
    for _, included in INCLUDE.findall(text):
        target = target_of(name, included)
        if target is None:
            if included.startswith("stackfit/"):
                yield f"{name}: there is no {included}"
            continue
        layer = layer_of(target, layers)
        if layer is not None and layer not in layers[own]:
            yield f"{name}: {own} may not use {layer} (#include \"{included}\")"
        elif layer not in (None, own) and not target.startswith("include/"):
            yield f"{name}: {included} is private to {layer}"
        elif name.startswith("include/") and not target.startswith("include/"):
            yield f"{name}: a public header includes the private {included}"


def wrong_libraries(texts):
    for library, (pattern, folder, allowed) in LIBRARIES.items():
        # A benchmark may use what it compares with.
        users = [name for name, text in texts.items()
                 if not name.startswith("bench/") and any(pattern.match(included) for _, included in INCLUDE.findall(text))]
        for name in users:
            if not name.startswith(folder + "/") or not name.endswith(".cpp"):
                yield f"{name}: {library} belongs into a .cpp of {folder}"
        if len(users) > allowed:
            yield f"{library} is included in {len(users)} files, {allowed} may: {', '.join(users)}"
    for name, text in texts.items():
        if name != "tests/unit/main.cpp" and DOCTEST_MAIN.search(text):
            yield f"{name}: doctest's main is in tests/unit/main.cpp"


def too_long(name, text):
    path = pathlib.PurePosixPath(name)
    if name.startswith(NOT_OURS) or not (path.suffix in CODE or path.name in CODE_NAMES):
        return
    limit = MAX_LINES_OF_MAIN if name == "src/cli/main.cpp" else MAX_LINES
    count = text.count("\n")
    if count > limit:
        yield f"{name}: {count} lines, more than {limit}"


def machine_paths(name, text):
    if name.startswith(NOT_OURS):
        return
    for number, line in enumerate(text.splitlines(), 1):
        found = MACHINE.search(line)
        if found or (len(ROOT.parts) > 2 and f"{ROOT}/" in line):
            yield f"{name}:{number}: a path of one machine: {line.strip()[:80]}"


def text_of(name):
    """None for what is no text."""
    raw = (ROOT / name).read_bytes()
    return None if b"\0" in raw[:8192] else raw.decode("utf-8", "replace")


def main():
    layers = arrows()
    texts = {name: text for name in committed_files() if (text := text_of(name)) is not None}
    sources = {name: text for name, text in texts.items()
               if name.endswith((".h", ".cpp")) and not name.startswith(NOT_OURS)}
    rules = {
        "arrows": (problem for name, text in sources.items() for problem in wrong_arrows(name, text, layers)),
        "libraries": wrong_libraries(sources),
        "lengths": (problem for name, text in texts.items() for problem in too_long(name, text)),
        "machine paths": (problem for name, text in texts.items() for problem in machine_paths(name, text)),
    }
    failed = 0
    for problems in rules.values():
        problems = list(problems)
        failed += bool(problems)
        for problem in problems:
            print(problem)
    print(f"{len(rules) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""A rule means what it says: for every check with a rule, each property that the rule names is deleted, changed and put in, in the check's
examples, and at least one of these changes must change what the check says. A property for which none does is not looked at.

    mutations.py [--binary PATH] [--update]

mutations.tsv lists the (check, path) for which the examples do not show it, with the reason: a list to be made shorter. What is not in it fails;
so does what is in it and is shown. `--update` writes it anew, keeping the reasons.
"""
import copy
import importlib.util
import json
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import harness

KNOWN = harness.ROOT / "tests/conformance/mutations.tsv"
HEAD = "# check\tpath\twhy its examples do not show that the path matters\n"
NO_EXAMPLE = "no example has it beside what else it takes"

RULE = re.compile(r"^```check\n(.*?)^```$", re.S | re.M)
EXAMPLE = re.compile(r"^```yaml (?:fails|passes)\n(.*?)^```$", re.S | re.M)


def paths_of(predicate, base=()):
    """(path, values that the rule speaks of) of every path that a predicate names, from the resource on; what stands in an item of a list is
    below "*"."""
    if not isinstance(predicate, dict):
        return
    for word in ("all", "any"):
        for one in predicate.get(word, []):
            yield from paths_of(one, base)
    yield from paths_of(predicate.get("not"), base)
    if "path" in predicate:
        wanted = predicate.get("in", [])
        values = [predicate.get("equals"), str(predicate.get("matches", "")).replace("*", "x"), *(wanted if isinstance(wanted, list) else [])]
        yield join(base, predicate["path"]), [value for value in values if value not in (None, "") and not isinstance(value, dict)]
    if "policy" in predicate:
        yield join(base, predicate["policy"]), []
    for word in ("each", "some"):
        if word in predicate:
            yield join(base, predicate[word]), []
            yield from paths_of(predicate.get("where"), join(base, predicate[word]) + ("*",))
    related = predicate.get("related")
    if related:
        yield from ((join(() if word != "to" else base, related[word]), []) for word in ("via", "to") if word in related)
        yield from paths_of(predicate.get("where"))


def join(base, path):
    return base if path == "." else base + tuple(path.split("."))


def named_paths(rule):
    """{path: values}"""
    found = [*paths_of(rule.get("when")), *paths_of(rule.get("must"))]
    for grade in rule.get("grades", []):
        found += paths_of(grade.get("if"))
    named = {}
    for path, values in found:
        if path:
            named.setdefault(path, []).extend(values)
    return dict(sorted(named.items()))


def places(node, path):
    """(container, key) of everything that the path leads to."""
    if isinstance(node, dict) and "Fn::If" in node and isinstance(node["Fn::If"], list):
        for branch in node["Fn::If"][1:]:
            yield from places(branch, path)
        return
    head, rest = path[0], path[1:]
    if head == "*":
        keys = range(len(node)) if isinstance(node, list) else list(node) if isinstance(node, dict) else []
        # A single value is a list of itself.
        if isinstance(node, dict) and rest:
            yield from places(node, rest)
    elif isinstance(node, dict):
        keys = [head] if head in node else []
    else:
        keys = []
    for key in keys:
        if rest:
            yield from places(node[key], rest)
        else:
            yield node, key


def changed_values(value):
    yield "Mutated"
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, (int, float)):
        yield from (0, value + 1, value - 1, 1_000_000_000)
    elif isinstance(value, str):
        yield from ({"true": ["false"], "false": ["true"]}.get(value.lower(), ["1", "0", "true", ""]))
    elif isinstance(value, list):
        yield []
    elif isinstance(value, dict):
        yield {}


def insert(node, path, value):
    """Puts the value where the path leads, making what is missing on the way; into every item of a list. False where that cannot be."""
    head, rest = path[0], path[1:]
    if head == "*":
        if not isinstance(node, list):
            return False
        if not node:
            node.append(value if not rest else {})
        return not rest or all(insert(item, rest, value) for item in node)
    if not isinstance(node, dict):
        return False
    if not rest:
        node[head] = value
        return True
    return insert(node.setdefault(head, [] if rest[0] == "*" else {}), rest, value)


def mutants(template, path, values):
    """The template with one thing at the path deleted or changed, in every resource that has it; where none has it, with the path put in."""
    resources = template.get("Resources")
    names = [name for name, resource in resources.items() if isinstance(resource, dict)] if isinstance(resources, dict) else []
    for name in names:
        if not any(True for _ in places(resources[name], path)):
            for value in [*values, True, False, 1, 1_000_000, "x", ["x"], {"x": "y"}, *({"Ref": other} for other in names)]:
                mutant = copy.deepcopy(template)
                if insert(mutant["Resources"][name], path, value):
                    yield mutant
        for number, (container, key) in enumerate(list(places(resources[name], path))):
            for value in [None, *changed_values(container[key])]:
                mutant = copy.deepcopy(template)
                inner, inner_key = list(places(mutant["Resources"][name], path))[number]
                if value is None:
                    del inner[inner_key]
                else:
                    inner[inner_key] = value
                yield mutant


def verdict(program, check, template):
    """What the check says: its findings, and its outcomes where it weighs something."""
    done = program.run("lint", "-", "--stdin-filename", "t.json", "--format", "json", "--outcomes", "--quiet", "--as-of", harness.AS_OF,
                       stdin=json.dumps(template).encode())
    report = done.json()
    if report is None:
        return f"{done}"
    one = report["templates"][0]
    findings = sorted((f["message"], f["resources"]) for f in one["findings"] if f["check"] == check)
    outcomes = [(o["resource"], o["status"], o["value"]) for o in one.get("outcomes", []) if o["check"] == check]
    return findings, outcomes


def untouched(program, path_of_check):
    """(check, path) of each named path for which no change in any example matters."""
    import cloudformation_yaml
    text = path_of_check.read_text(encoding="utf-8")
    rule = RULE.search(text)
    if not rule:
        return []
    check = path_of_check.stem
    examples = [cloudformation_yaml.load(found[1]) for found in EXAMPLE.finditer(text)]
    examples = [example for example in examples if isinstance(example, dict)]
    before = [verdict(program, check, example) for example in examples]
    missed = []
    for path, values in named_paths(cloudformation_yaml.load(rule[1])).items():
        matters = any(verdict(program, check, mutant) != said for example, said in zip(examples, before) for mutant in mutants(example, path, values))
        if not matters:
            missed.append((check, ".".join(path)))
    return missed


def known_exceptions():
    lines = KNOWN.read_text(encoding="utf-8").splitlines() if KNOWN.is_file() else []
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {(check, path): why for check, path, why in rows}


def write_exceptions(missed, known):
    rows = sorted((*one, known.get(one, NO_EXAMPLE)) for one in missed)
    KNOWN.write_text(HEAD + "".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")


def main():
    update = "--update" in sys.argv
    if update:
        sys.argv.remove("--update")
    program = harness.program(__doc__)
    harness.need_packages(lambda: None if importlib.util.find_spec("yaml") else "PyYAML is not installed")
    tally, known = harness.Tally(), known_exceptions()
    files = harness.sample(sorted((harness.ROOT / "checks").rglob("*.md")))
    missed = {one for found in harness.parallel(lambda path: untouched(program, path), files) for one in found}
    if update:
        looked_at = {path.stem for path in files}
        missed |= {one for one in known if one[0] not in looked_at}
        write_exceptions(missed, known)
        known = {one: "" for one in missed}
    for check, path in sorted(missed - known.keys()):
        tally.check(False, f"{check}: no change of {path} in its examples changes what the check says")
    names = {path.stem for path in files}
    for check, path in sorted(known.keys() - missed):
        tally.check(check not in names, f"{check}: {path} matters in its examples now; take it out of {KNOWN.name}")
    tally.check(True, "")
    tally.end()


main()

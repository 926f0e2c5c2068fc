#!/usr/bin/env python3
"""`stackfit transform` agrees with the SAM translator that AWS publishes, on random templates.

    sam_differential.py [--binary PATH] [--seed N] [--count N] [--only TYPE] [--without TYPE...] [--refusals]

The templates are valid, nearly all of them: the same output, with lists as multisets, is demanded of both. What the published
translator refuses must be refused here too; templates on which it crashes are left out. A failure prints the seed and the template,
made small; `--seed N --count 1` is that template again. `--refusals` prints why templates were refused: the generator in
tests/support/sam_random should rarely write such.
"""
import argparse
import collections
import json
import multiprocessing
import os
import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import harness
import minimise
import official
import sam_random

import yaml

MOST_REFUSED = 0.15   # more, and the test would say little about outputs
MOST_MINIMISED = 5
# What no template can have: it would depend on the time of day, or SAM sets it itself.
NEVER_WRITTEN = {("AWS::Serverless::Api", "AlwaysDeploy"), ("AWS::Serverless::Application", "TemplateUrl"), ("event", "Stage")}
WHOLE = 2000          # templates; in so many, every property of every type and event is written at least once
DIFFERENT = "the outputs differ"


class Comparison:
    """One template on both sides."""

    def __init__(self, binary, case):
        self.kind, self.detail = official.transform(**case)
        out, status, err = own_transform(binary, **case)
        self.problem = None
        if status not in (0, 1):
            self.problem = f"stackfit ended with {status}: {err}"
        elif self.kind == "made" and status == 1:
            self.problem = f"only stackfit refuses: {err}"
        elif self.kind == "refused" and status == 0:
            self.problem = f"only AWS refuses: {self.detail}"
        elif self.kind == "made":
            theirs, ours = official.sorted_lists(self.detail), official.sorted_lists(json.loads(out))
            if theirs != ours:
                self.problem = f"{DIFFERENT}: " + first_difference(theirs, ours)
        # What must stay when the template is made small: for a difference that there is one, else the reason too.
        self.failure = self.problem and (DIFFERENT if self.problem.startswith(DIFFERENT) else reason(self.problem))


def own_transform(binary, template, parameters, region):
    command = [binary, "transform", "-", "--stdin-filename", "t.json", "--region", region, "--sar-template-url", official.REPOSITORY_URL]
    if parameters:
        command += ["--parameters", *(f"{name}={value}" for name, value in parameters.items())]
    done = subprocess.run(command, input=json.dumps(template).encode(), capture_output=True, env=harness.environment())
    return done.stdout, done.returncode, done.stderr.decode("utf-8", "replace").strip()


def first_difference(theirs, ours, path=""):
    """Where two trees differ first, with what AWS makes and what stackfit makes."""
    if isinstance(theirs, dict) and isinstance(ours, dict):
        for key in sorted({*theirs, *ours}):
            if key not in ours or key not in theirs:
                whose, tree = ("AWS", theirs) if key in theirs else ("stackfit", ours)
                return f"{path}/{key} only from {whose}: {shown(tree[key])}"
            if theirs[key] != ours[key]:
                return first_difference(theirs[key], ours[key], f"{path}/{key}")
    if isinstance(theirs, list) and isinstance(ours, list) and len(theirs) == len(ours):
        index = next(index for index, pair in enumerate(zip(theirs, ours)) if pair[0] != pair[1])
        return first_difference(theirs[index], ours[index], f"{path}[{index}]")
    return f"{path}: AWS {shown(theirs)}, stackfit {shown(ours)}"


def shown(value):
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) < 400 else text[:400] + "..."


def compared(seed):
    """For a worker process: seed, kind, problem, detail of a refusal."""
    case = generated(seed)
    result = Comparison(options.binary, case)
    return seed, result.kind, result.problem, result.failure, result.detail if result.kind != "made" else None, written_properties(case["template"])


def generated(seed):
    return sam_random.generate(seed, [kind for kind in sam_random.TYPES if kind not in options.without], options.only)


def small_failure(seed, failure):
    """The failing template as YAML, with nothing in it that the failure does not need."""
    case = generated(seed)

    def fails(template):
        return "Resources" in template and Comparison(options.binary, {**case, "template": template}).failure == failure

    template = minimise.minimised(case["template"], fails)
    comparison = Comparison(options.binary, {**case, "template": template})
    return f"--seed {seed}, made small: {comparison.problem}\n(region {case['region']}, parameters {case['parameters']})\n" + yaml.safe_dump(template, sort_keys=False, allow_unicode=True)


def written_properties(template):
    """(type, property) of the SAM resources, and ("event", property) of their events."""
    found = set()
    for resource in template["Resources"].values():
        properties = resource.get("Properties", {})
        if resource["Type"] in sam_random.TYPES:
            found |= {(resource["Type"], name) for name in properties}
            found |= {("event", name) for event in properties.get("Events", {}).values() for name in event["Properties"]}
    return found


def known_properties():
    """All that the published translator knows, in the same form."""
    from samtranslator.model import sam_resources
    types = [kind for kind in vars(sam_resources).values() if getattr(kind, "resource_type", None) in sam_random.TYPES]
    events = [event for kind in types if hasattr(kind, "event_resolver") for event in kind.event_resolver.resource_types.values()]
    found = {(kind.resource_type, name) for kind in types for name in kind.property_types if not name.startswith("__")}
    return found | {("event", name) for event in events for name in event.property_types or ()}


def reason(detail):
    """A refusal without what is particular to one template."""
    return re.sub(r"\[[^\]]*\]|'[^']*'|\d+", "_", detail)[:200]


def read_options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", type=pathlib.Path, default=harness.ROOT / "build/release/stackfit")
    parser.add_argument("--seed", type=int, default=1, help="the seed of the first template")
    parser.add_argument("--count", type=int, help="how many templates (default: 2000, or STACKFIT_TEST_SHARE of it)")
    parser.add_argument("--only", choices=sam_random.TYPES, help="templates about this type")
    parser.add_argument("--without", choices=sam_random.TYPES, nargs="+", default=[], help="no resources of these types")
    parser.add_argument("--refusals", action="store_true", help="print why templates were refused")
    return parser.parse_args()


def main():
    harness.need_packages(official.absence)
    options.binary = options.binary.resolve()
    seeds = range(options.seed, options.seed + options.count) if options.count else harness.sample(range(options.seed, options.seed + WHOLE))
    tally, kinds, refusals, written = harness.Tally(), collections.Counter(), collections.Counter(), set()
    with multiprocessing.get_context("fork").Pool(min(harness.PROCESSES, os.cpu_count() or 1)) as pool:
        failures = []
        for seed, kind, problem, failure, detail, properties in pool.imap(compared, seeds, chunksize=16):
            kinds[kind] += 1
            written |= properties
            if detail:
                refusals[f"{kind}: {reason(detail)}"] += 1
            if kind != "crashed":
                tally.check(not problem, f"--seed {seed}: {problem}")
                failures += [(seed, failure)] if problem else []
        print(*pool.starmap(small_failure, failures[:MOST_MINIMISED], chunksize=1), sep="\n")
    if options.refusals:
        print(*(f"{count:6} {text}" for text, count in refusals.most_common()), sep="\n")
    total = sum(kinds.values())
    print(", ".join(f"{count} {kind} by AWS" for kind, count in kinds.items()))
    if total >= 100:
        tally.check(kinds["made"] >= (1 - MOST_REFUSED) * total, f"{total - kinds['made']} of {total} templates are not valid")
    if total >= WHOLE and not options.only and not options.without:
        missed = sorted(f"{kind} {name}" for kind, name in known_properties() - written - NEVER_WRITTEN)
        tally.check(not missed, f"no template has {', '.join(missed)}")
    tally.end()


options = read_options()
if __name__ == "__main__":
    main()

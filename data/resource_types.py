#!/usr/bin/env python3
"""Regenerates data/resource-types.txt, the resource specification, from the npm package @aws-cdk/aws-service-spec, and its
constraints from the PyPI package cfn-lint.

    data/resource_types.py            rebuild from the version that the table names
    data/resource_types.py --latest   rebuild from the newest version
    data/resource_types.py --check    fail when a rebuild from the named version would change a byte

The table is text, sorted by resource type, and is compiled in as it stands (src/spec/resource_types.cpp reads the section of one
type when it is asked for). A section:

    AWS::Lambda::Alias [id=AliasArn] [stateful] ...      the type; `id`: its primary identifier; `ref`: what Ref gives, where it is not that;
                                                         `readable`: Fn::GetAtt gives all properties as well
    @AliasArn string                                     an attribute for Fn::GetAtt
    FunctionName! string replace                         a property: `!` required; replace or maybe: its change replaces the resource
    RoutingConfig AliasRoutingConfiguration              ... of a nested type
    .AliasRoutingConfiguration                           the nested type; its properties follow
    AdditionalVersionWeights [VersionWeight]

Types of values: string integer number boolean json timestamp tag; NAME a nested type; [X] a list, {X} a map, X|Y a union;
string(A,B) one of these, string~(A,B) in any letter case. Behind them: default=VALUE, deprecated, was=TYPE (a type that is accepted too).

Lines that begin with a blank say more of the property above; "each" before them, of the elements of its list:

     length 1..140, range 0..900, items 1..10           inclusive, either side may be missing
     unique                                              no element twice
     format AWS::EC2::VPC.Id                             what it identifies
     pattern REGEX                                       to the end of the line
     names REGEX                                         of a map: each of its names

Lines that begin with "=" say which properties of the type above go together; A+B stands for both:

    =one A B            exactly one of them             =with A B,C       A needs B and C
    =some A B+C         at least one of them            =without A B,C    A excludes B and C
    =if TEST : TEST     the rules of data/property-rules.txt, which says how they read
"""
import gzip
import json
import pathlib
import re
import subprocess
import sys
import tarfile
import tempfile

import facts
import resource_schemas

PACKAGE = "@aws-cdk/aws-service-spec"
CONSTRAINTS = "cfn-lint"
TABLE = facts.ROOT / "data" / "resource-types.txt"
RULES = facts.ROOT / "data" / "property-rules.txt"
OFFSETS = facts.ROOT / "src" / "spec" / "resource_types.inc"
PRIMITIVES = {"string", "integer", "number", "boolean", "json", "tag"}
# (type, nested type, property): values that the service takes in any letter case, though its API Reference lists them in one. Templates of
# aws-samples/serverless-samples deploy with TCP and UDP.
ANY_CASE = {("AWS::ECS::TaskDefinition", "PortMapping", "Protocol")}
PLAIN = re.compile(r"[^\s(),|\[\]{}]+")


class NpmPackage:
    """A package from the npm registry: its version, the day it was built, and its files."""

    def __init__(self, package, version=None):
        self.latest = version is None
        with tempfile.TemporaryDirectory() as folder:
            wanted = f"{package}@{version}" if version else package
            subprocess.run(["npm", "pack", "--silent", wanted], cwd=folder, check=True, stdout=subprocess.DEVNULL)
            archive = tarfile.open(next(pathlib.Path(folder).glob("*.tgz")))
            self._files = {m.name: archive.extractfile(m).read() for m in archive.getmembers() if m.isfile()}
        self.version = json.loads(self.read("package.json"))["version"]
        self.date = self._published(package)

    def _published(self, package):
        times = subprocess.run(["npm", "view", package, "time", "--json"], check=True, capture_output=True, text=True).stdout
        return json.loads(times)[self.version][:10]

    def read(self, name):
        return self._files["package/" + name]


class Writer:
    """One resource type and the nested types that it uses, as lines."""

    def __init__(self, definitions, schemas, rules):
        self.definitions, self.schemas, self.rules = definitions, schemas, rules

    def section(self, resource):
        rules = self.rules.pop(resource["cloudFormationType"], {})
        self.names, self.queue, self.used = {}, [], set()
        self.resource_type = resource["cloudFormationType"]
        lines = [" ".join([resource["cloudFormationType"]] + self._marks(resource))]
        lines += [f"@{name} {self._type(a['type'], None)}" for name, a in sorted(resource["attributes"].items())]
        lines += self._owner(resource, self.schemas.of(resource["cloudFormationType"]), rules.pop("", []))
        for definition, cursor in self.queue:  # grows while it is read
            name = "." + self.names[definition["$id"]]
            lines += [name] + self._owner(definition, cursor, rules.pop(name, []))
        if rules:
            raise ValueError(f"{RULES.name} has rules of types that {lines[0]} does not have: {', '.join(rules)}")
        return lines

    def _marks(self, resource):
        marks = []
        if resource.get("primaryIdentifier"):
            marks.append("id=" + ",".join(resource["primaryIdentifier"]))
        if resource.get("cfnRefIdentifier"):
            marks.append("ref=" + ",".join(resource["cfnRefIdentifier"]))
        if resource.get("isStateful"):
            marks.append("stateful")
        if resource.get("tagInformation"):
            marks.append("tags=" + resource["tagInformation"]["tagPropertyName"])
        if resource["cloudFormationType"] in self.schemas.readable:
            marks.append("readable")
        return marks

    def _owner(self, owner, cursor, rules):
        lines = (cursor.of_object() if cursor else []) + rules
        for name, p in sorted(owner["properties"].items()):
            at = cursor.property(name) if cursor else None
            line = self._property(name, p, at)
            any_case = (self.resource_type, owner.get("name"), name) in ANY_CASE
            lines.append(line.replace("string(", "string~(", 1) if any_case else line)
            lines += at.of_value() if at else []
            element = at.element() if at else None
            lines += element.of_value(" each ") if element else []
        return lines

    def _property(self, name, p, cursor):
        words = [name + ("!" if p.get("required") else ""), self._type(p["type"], cursor)]
        replacement = {"yes": "replace", "maybe": "maybe"}.get(p.get("causesReplacement"))
        if replacement:
            words.append(replacement)
        if "defaultValue" in p and PLAIN.fullmatch(str(p["defaultValue"])):
            words.append("default=" + str(p["defaultValue"]))
        if p.get("deprecated"):
            words.append("deprecated")
        words += ["was=" + self._type(t, None) for t in p.get("previousTypes", [])]
        return " ".join(words)

    def _type(self, t, cursor):
        kind = t["type"]
        if kind in ("string", "integer"):
            values = t.get("allowedValues") or (cursor.values() if cursor else [])
            any_case = "~" if cursor and cursor.any_case() else ""
            return f"{kind}{any_case}({self._values(values)})" if self._are_plain(values) else kind
        if kind in PRIMITIVES:
            return kind
        if kind == "date-time":
            return "timestamp"
        if kind == "array":
            return f"[{self._type(t['element'], cursor.element() if cursor else None)}]"
        if kind == "map":
            return "{" + self._type(t["element"], cursor.element() if cursor else None) + "}"
        if kind == "union":
            return "|".join(dict.fromkeys(self._type(x, None) for x in t["types"]))
        if kind == "ref":
            return self._nested(self.definitions[t["reference"]["$ref"]], cursor)
        raise ValueError(f"a type of another kind: {t}")

    @staticmethod
    def _values(values):
        """Separated by commas; an empty one first, where a reader cannot lose it."""
        return ",".join(sorted(map(str, values), key=bool))

    @staticmethod
    def _are_plain(values):
        """There are some, and none would need an escape ("rate(5minutes)": two types have such, and go without)."""
        return bool(values) and not any(re.search(r"[,()\n]", str(value)) for value in values)

    def _nested(self, definition, cursor):
        key = definition["$id"]
        if key not in self.names:
            name, n = definition["name"], 1
            while name in self.used:
                n += 1
                name = f"{definition['name']}~{n}"
            self.used.add(name)
            self.names[key] = name
            self.queue.append((definition, cursor))
        return self.names[key]


def property_rules():
    """{resource type: {"" or ".Nested": [line]}}"""
    rules, owners = {}, []
    for line in RULES.read_text(encoding="utf-8").splitlines():
        if line.startswith("=if "):
            for owner in owners:
                owner.append(line)
        elif line and not line.startswith("#"):
            resource, *nested = line.split()
            owners = [rules.setdefault(resource, {}).setdefault(name, []) for name in nested or [""]]
    return rules


def offsets(text, package):
    """Where each section begins, and where its own properties and each of its nested types do, as C++."""
    found = [match.end() for match in re.finditer("\n\n", text)]
    blocks, first_blocks = [], []
    for begin, end in zip(found, found[1:] + [len(text) + 1]):
        first_blocks.append(len(blocks))
        section = text[begin:end - 1]
        blocks.append(begin + re.match(r"[^\n]*\n?(@[^\n]*\n?)*", section).end())
        blocks += [begin + match.start() + 1 for match in re.finditer(r"\n\.", section)]
    version = f"resource-types {package.date} ({PACKAGE} {package.version})"
    return "\n".join(["// Generated by data/resource_types.py; do not edit.", f"#define STACKFIT_RESOURCE_TYPES_VERSION {facts.c_string(version)}",
                      *numbers("section_offsets", found), "// Of each section, where its properties begin, then each nested type.",
                      *numbers("block_offsets", blocks), "// Of each section, in block_offsets.", *numbers("first_blocks", first_blocks + [len(blocks)]), ""])


def numbers(name, values):
    """A C++ array, as lines."""
    rows = [", ".join(map(str, values[i:i + 16])) for i in range(0, len(values), 16)]
    return [f"constexpr unsigned {name}[] = {{"] + [f"    {row}," for row in rows] + ["};"]


def build(package):
    schema = json.loads(gzip.decompress(package.read("db.json.gz")))["schema"]
    definitions = {d["$id"]: d for d in schema["typeDefinition"]["entities"]}
    # What a transform expands (AWS::Serverless::*) CloudFormation itself does not know.
    own = [r for r in schema["resource"]["entities"] if "cloudFormationTransform" not in r]
    resources = sorted(own, key=lambda r: r["cloudFormationType"])
    wheel = facts.Wheel(CONSTRAINTS, None if package.latest else facts.named_version(TABLE, CONSTRAINTS))
    writer = Writer(definitions, resource_schemas.Schemas(wheel), property_rules())
    head = (f"# resource-types {package.date}: {PACKAGE} {package.version} (npm, Apache-2.0), db.json.gz; "
            f"{CONSTRAINTS} {wheel.version} (PyPI, MIT-0), {resource_schemas.FOLDER}")
    text = "\n".join([head] + ["\n" + "\n".join(writer.section(r)) for r in resources]) + "\n"
    if writer.rules:
        raise ValueError(f"{RULES.name} has rules of types that there are not: {', '.join(writer.rules)}")
    return {TABLE: text, OFFSETS: offsets(text, package)}


if __name__ == "__main__":
    sys.exit(facts.run(PACKAGE, TABLE, build, fetch=NpmPackage))

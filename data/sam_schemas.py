#!/usr/bin/env python3
"""Regenerates the schemas of the sam layer from the PyPI package aws-sam-translator; see facts.py.

data/sam/schemas.tsv, src/sam/schemas.inc               the properties of the types that SAM reads by a schema, down to every leaf
data/sam/appsync-code.tsv, src/sam/graphql/appsync_code.incthe code and the runtime of an AppSync resolver that has none of its own

The package keeps its schemas as classes. They are read as text, so that nothing of the package has to run: a class is a model, an
annotated name in it a property, and the annotation its type, written here as

    any text boolean integer number map     a value of that kind; `any` is everything but null, `map` holds anything
    [T]  {T}  "word"  T|T  Name             a list of T, a map to T, that very string, the first of them that fits, another model
"""
import ast
import sys

import facts

PACKAGE = "aws-sam-translator"
SOURCES = "samtranslator/internal/schema_source/"
CONSTANTS = "samtranslator/internal/model/appsync.py"
# Where a resource's schema starts, and the name under which the sam layer knows it.
ROOTS = {
    "graphql_api": ("aws_serverless_graphqlapi.py", "Properties"),
    "capacity_provider": ("aws_serverless_capacity_provider.py", "Properties"),
    "function_capacity": ("aws_serverless_function.py", "CapacityProviderConfig"),
}
PLAIN = {"PassThroughProp": "any", "Any": "any", "str": "text", "bool": "boolean", "int": "integer", "float": "number", "DictStrAny": "map"}
FOLDER = facts.ROOT / "data" / "sam"
GENERATED = facts.ROOT / "src" / "sam"


class Reader:
    """The models that a module's classes make, each once: {name: [(property, type, required), ...]}."""

    def __init__(self, wheel, module):
        trees = [ast.parse(wheel.read(SOURCES + name)) for name in ("common.py", module)]
        statements = [statement for tree in trees for statement in tree.body]
        self.classes = {s.name: s for s in statements if isinstance(s, ast.ClassDef)}
        self.aliases = {s.targets[0].id: s.value for s in statements if isinstance(s, ast.Assign) and isinstance(s.targets[0], ast.Name)}
        self.models = {}

    def model(self, name, known_as):
        if known_as in self.models:
            return known_as
        self.models[known_as] = None
        fields = []
        for owner in self._lineage(name):
            for statement in self.classes[owner].body:
                if isinstance(statement, ast.AnnAssign):
                    alternatives = self._type(statement.annotation)
                    kept = [one for one in alternatives if one != "null"]
                    fields.append((statement.target.id, "|".join(kept), len(kept) == len(alternatives)))
        self.models[known_as] = fields
        return known_as

    def _lineage(self, name):
        """The class after its bases, whose properties come first."""
        bases = [base.id for base in self.classes[name].bases if base.id in self.classes and base.id not in ("BaseModel", "LenientBaseModel")]
        return [owner for base in bases for owner in self._lineage(base)] + [name]

    def _type(self, node):
        """The alternatives of a type, flat, as pydantic tries them."""
        if isinstance(node, ast.Constant) and node.value is None:
            return ["null"]
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
            return self._type(node.left) + self._type(node.right)
        if isinstance(node, ast.Name):
            return self._named(node.id)
        if isinstance(node, ast.Subscript):
            arguments = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
            return self._generic(node.value.id, arguments)
        raise ValueError(f"a type of another form: {ast.dump(node)}")

    def _named(self, name):
        if name in PLAIN:
            return [PLAIN[name]]
        if name in self.classes:
            return [self.model(name, name)]
        return self._type(self.aliases[name])

    def _generic(self, name, arguments):
        if name == "Union":
            return [one for argument in arguments for one in self._type(argument)]
        if name == "SamIntrinsicable":
            return ["map"] + self._type(arguments[0])
        if name == "Literal":
            return [f'"{argument.value}"' for argument in arguments]
        inside = "|".join(self._type(arguments[-1]))
        if name == "list":
            return [f"[{inside}]"]
        if name == "dict":
            return ["map" if inside == "any" else f"{{{inside}}}"]
        raise ValueError(f"no such type: {name}")


class Table:
    """The types of all models, numbered for the reader in schema.cpp; equal ones once."""

    def __init__(self, models):
        self.types, self.fields, self.words, self.alternatives = [], [], [], []
        self.numbers, self.model_numbers = {}, {}
        for name in models:
            self.model_numbers[name] = self._add("model", 0, len(models[name]))
        for name, fields in models.items():
            self._complete(self.model_numbers[name], fields)

    def _complete(self, number, fields):
        rows = [(name, self.number(kind), required) for name, kind, required in fields]
        self.types[number] = ("model", len(self.fields), len(rows))
        self.fields += rows

    def _add(self, shape, first, count):
        self.types.append((shape, first, count))
        return len(self.types) - 1

    def number(self, text):
        if text in self.model_numbers:
            return self.model_numbers[text]
        if text not in self.numbers:
            self.numbers[text] = self._make(text)
        return self.numbers[text]

    def _make(self, text):
        parts = alternatives(text)
        if all(part.startswith('"') for part in parts):
            self.words += [part[1:-1] for part in parts]
            return self._add("words", len(self.words) - len(parts), len(parts))
        if len(parts) > 1:
            numbers = [self.number(part) for part in parts]
            self.alternatives += numbers
            return self._add("choice", len(self.alternatives) - len(parts), len(parts))
        if text[0] in "[{":
            return self._add("list" if text[0] == "[" else "map_of", self.number(text[1:-1]), 1)
        return self._add(text, 0, 0)


def alternatives(text):
    """The parts of a type at its top level."""
    parts, depth = [""], 0
    for c in text:
        depth += (c in "[{") - (c in "]}")
        if c == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += c
    return parts


def all_models(wheel):
    """The models of all roots; a name that two modules use for different things carries its root's."""
    models = {}
    for root, (module, start) in ROOTS.items():
        reader = Reader(wheel, module)
        reader.model(start, root)
        for name, fields in reader.models.items():
            if models.setdefault(name, fields) != fields:
                raise ValueError(f"two models of the name {name}")
    return models


def constants(wheel):
    """[code, name, version] of a resolver without code."""
    values = {}
    for statement in ast.parse(wheel.read(CONSTANTS)).body:
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target] if isinstance(statement, ast.AnnAssign) else []
        for target in targets:
            values[target.id] = statement.value
    runtime = ast.literal_eval(values["APPSYNC_PIPELINE_RESOLVER_JS_RUNTIME"])
    return [ast.literal_eval(values["APPSYNC_PIPELINE_RESOLVER_JS_CODE"]), runtime["Name"], runtime["RuntimeVersion"]]


def generated(head, lines):
    return "\n".join([f"// Generated by data/sam_schemas.py: {head}; do not edit."] + lines) + "\n"


def rows(kind, name, entries):
    return [f"constexpr {kind} {name}[] = {{"] + [f"    {entry}," for entry in entries] + ["};"]


def schema_lines(table):
    lines = rows("Field", "fields", [f'{{"{name}", {number}, {str(required).lower()}}}' for name, number, required in table.fields])
    lines += rows("Type", "types", [f"{{Shape::{shape}, {first}, {count}}}" for shape, first, count in table.types])
    lines += rows("std::uint16_t", "choices", table.alternatives)
    lines += rows("Word", "words", [f'{{"{word}"}}' for word in table.words])
    return lines + rows("std::uint16_t", "roots", [f"{table.model_numbers[root]} /* {root} */" for root in ROOTS])


def build(wheel):
    models, (code, runtime, version) = all_models(wheel), constants(wheel)
    head = f"schemas {wheel.date}: {PACKAGE} {wheel.version} (PyPI, Apache-2.0), {SOURCES}"
    other = f"appsync-code {wheel.date}: {PACKAGE} {wheel.version} (PyPI, Apache-2.0), {CONSTANTS}"
    listed = [f"{model}\t{name}\t{kind}\t{'yes' if required else 'no'}" for model, fields in models.items() for name, kind, required in fields]
    literal = "\n".join("    " + facts.c_string(line)[:-1] + '\\n"' for line in code.splitlines())
    return {
        FOLDER / "schemas.tsv": "\n".join(["# " + head, "model\tproperty\ttype\trequired"] + listed) + "\n",
        GENERATED / "schemas.inc": generated(head, schema_lines(Table(models))),
        FOLDER / "appsync-code.tsv": "\n".join(["# " + other, "runtime\tversion\tcode", f"{runtime}\t{version}\t{code!r}"]) + "\n",
        GENERATED / "graphql" / "appsync_code.inc": generated(other, [
            "constexpr char resolver_code[] =", literal + ";",
            f"constexpr char resolver_runtime[] = {facts.c_string(runtime)};",
            f"constexpr char resolver_runtime_version[] = {facts.c_string(version)};"]),
    }


if __name__ == "__main__":
    sys.exit(facts.run(PACKAGE, FOLDER / "schemas.tsv", build))

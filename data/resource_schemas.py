"""The constraints on properties that AWS's registry schemas state, as PyPI cfn-lint (MIT-0) bundles and mends them: lengths, ranges, patterns,
values, and which properties go with which. resource_types.py writes them into its table; it says there how they read.
"""
import ast
import json
import re

FOLDER = "cfnlint/data/schemas/"
REGION = "us-east-1"  # has every type
ANY_NAME = {".+", ".*", "^.+$", "^.*$", ".{1,}", r"^[\s\S]*$", r"^[\S\s]*$"}


def _printable(pattern):
    """The same pattern in printable ASCII."""
    return re.sub(r"[^ -~]", lambda match: "\\x{%x}" % ord(match.group()), pattern)


class Schemas:
    """The schemas of one cfn-lint wheel by resource type."""

    def __init__(self, wheel):
        self._wheel = wheel
        self.readable = self._readable()
        self._files = json.loads(wheel.read(f"{FOLDER}providers/{REGION}.json"))

    def _readable(self):
        """The types of which Fn::GetAtt gives every property, though their schemas do not say so: found by trying, and listed in cfn-lint's code."""
        tree = ast.parse(self._wheel.read("cfnlint/schema/_getatts.py"))
        lists = [node.value for node in tree.body if isinstance(node, ast.Assign) and node.targets[0].id == "_all_property_types"]
        return set(ast.literal_eval(lists[0]))

    def of(self, resource_type):
        """The cursor at the resource's own properties; None when there is no schema."""
        if resource_type not in self._files:
            return None
        schema = json.loads(self._wheel.read(f"{FOLDER}resources/{self._files[resource_type]}.json"))
        return Cursor(schema, schema)


class Cursor:
    """A place in a schema. None stands for places that the schema does not know, or knows several ways for."""

    def __init__(self, root, node):
        self._root, self._node = root, node

    def _at(self, node):
        seen = 0
        while isinstance(node, dict) and "$ref" in node and seen < 8:
            target, seen = self._root, seen + 1
            for part in node["$ref"].removeprefix("#/").split("/"):
                target = target.get(part, {})
            node = target
        return Cursor(self._root, node) if isinstance(node, dict) and node else None

    def property(self, name):
        return self._at(self._node.get("properties", {}).get(name))

    def element(self):
        """Of a list or a map."""
        if "items" in self._node:
            return self._at(self._node["items"])
        patterns = list(self._node.get("patternProperties", {}).values())
        return self._at(patterns[0]) if len(patterns) == 1 else None

    def values(self):
        """The only values, or []."""
        return self._node.get("enum") or self._node.get("enumCaseInsensitive", [])

    def any_case(self):
        """Letter case of the only values does not count."""
        return "enumCaseInsensitive" in self._node

    def of_value(self, prefix=" "):
        """Lines on a value of a property."""
        node, lines = self._node, []
        for word, least, most in (("length", "minLength", "maxLength"), ("range", "minimum", "maximum"), ("items", "minItems", "maxItems")):
            low, high = node.get(least), node.get(most)
            if (low, high) != (None, None) and not (high is None and low == 0):
                lines.append(f"{prefix}{word} {'' if low is None else low}..{'' if high is None else high}")
        if node.get("uniqueItems") is True:
            lines.append(prefix + "unique")
        if isinstance(node.get("format"), str) and node["format"].startswith("AWS::"):
            lines.append(prefix + "format " + node["format"])
        if isinstance(node.get("pattern"), str):
            lines.append(prefix + "pattern " + _printable(node["pattern"]))
        names = list(node.get("patternProperties", {}))
        if len(names) == 1 and node.get("additionalProperties") is False and not node.get("properties") and names[0] not in ANY_NAME:
            lines.append(prefix + "names " + _printable(names[0]))
        return lines

    def of_object(self):
        """Lines on which properties go with which."""
        node, lines = self._node, []
        lines += self._choice("=one", [[name] for name in node.get("requiredXor", [])])
        lines += self._choice("=some", [[name] for name in node.get("requiredOr", [])])
        lines += self._alternatives("=one", node.get("oneOf"))
        lines += self._alternatives("=some", node.get("anyOf"))
        for word, key in (("=with", "dependentRequired"), ("=without", "dependentExcluded")):
            lines += [f"{word} {name} {','.join(others)}" for name, others in sorted(node.get(key, {}).items()) if others]
        return list(dict.fromkeys(lines))

    def _alternatives(self, word, alternatives):
        """oneOf and anyOf that do nothing but require properties."""
        groups = [one.get("required") for one in alternatives or [] if isinstance(one, dict) and set(one) <= {"required", "description", "title"}]
        if not groups or len(groups) != len(alternatives) or not all(groups):
            return []
        return self._choice(word, groups)

    @staticmethod
    def _choice(word, groups):
        return [f"{word} {' '.join('+'.join(group) for group in groups)}"] if len(groups) > 1 else []

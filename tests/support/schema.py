"""As much of JSON Schema 2020-12 as docs/*.schema.json use. A keyword that is not known here is an error, not ignored."""

import re

TYPES = {
    "object": lambda v: isinstance(v, dict),
    "array": lambda v: isinstance(v, list),
    "string": lambda v: isinstance(v, str),
    "boolean": lambda v: isinstance(v, bool),
    "integer": lambda v: isinstance(v, int) and not isinstance(v, bool),
    "number": lambda v: isinstance(v, (int, float)) and not isinstance(v, bool),
    "null": lambda v: v is None,
}
SILENT = {"$schema", "$id", "$defs", "title", "description", "examples", "$comment"}


class Schema:
    def __init__(self, document):
        self.document = document

    def problems(self, value):
        """What is wrong with the value, as "/place: words"; empty when it is valid."""
        return list(self._problems(self.document, value, ""))

    def _problems(self, schema, value, place):
        if schema is False:
            yield f"{place}: nothing may stand here"
        if isinstance(schema, bool):
            return
        for keyword, wanted in schema.items():
            if keyword in SILENT:
                continue
            rule = getattr(self, "_" + keyword.strip("$"), None)
            if rule is None:
                raise ValueError(f"schema.py does not know the keyword {keyword}")
            yield from rule(wanted, value, place, schema)

    def _ref(self, pointer, value, place, _):
        target = self.document
        for step in pointer.removeprefix("#/").split("/"):
            target = target[step]
        yield from self._problems(target, value, place)

    def _type(self, names, value, place, _):
        if not any(TYPES[name](value) for name in ([names] if isinstance(names, str) else names)):
            yield f"{place}: {value!r} is not of type {names}"

    def _enum(self, values, value, place, _):
        if value not in values:
            yield f"{place}: {value!r} is none of {values}"

    def _const(self, wanted, value, place, _):
        if value != wanted:
            yield f"{place}: {value!r} is not {wanted!r}"

    def _pattern(self, pattern, value, place, _):
        if isinstance(value, str) and not re.search(pattern, value):
            yield f"{place}: {value!r} does not match {pattern}"

    def _minimum(self, least, value, place, _):
        if TYPES["number"](value) and value < least:
            yield f"{place}: {value} is below {least}"

    def _maximum(self, most, value, place, _):
        if TYPES["number"](value) and value > most:
            yield f"{place}: {value} is above {most}"

    def _minLength(self, least, value, place, _):
        if isinstance(value, str) and len(value) < least:
            yield f"{place}: {value!r} is too short"

    def _minItems(self, least, value, place, _):
        if isinstance(value, list) and len(value) < least:
            yield f"{place}: fewer than {least} items"

    def _anyOf(self, options, value, place, _):
        found = [list(self._problems(option, value, place)) for option in options]
        if all(found):
            yield from min(found, key=len)

    def _oneOf(self, options, value, place, _):
        found = [list(self._problems(option, value, place)) for option in options]
        if all(found):
            yield from min(found, key=len)
        elif sum(not problems for problems in found) > 1:
            yield f"{place}: {value!r} fits more than one of {len(found)} shapes"

    def _allOf(self, schemas, value, place, _):
        for schema in schemas:
            yield from self._problems(schema, value, place)

    def _not(self, schema, value, place, _):
        if not list(self._problems(schema, value, place)):
            yield f"{place}: {value!r} is what it must not be"

    def _if(self, condition, value, place, schema):
        if not list(self._problems(condition, value, place)):
            yield from self._problems(schema.get("then", True), value, place)

    def _then(self, *_):  # judged with its "if"
        return ()

    def _contains(self, item, value, place, schema):
        if isinstance(value, list):
            count = sum(not list(self._problems(item, one, place)) for one in value)
            if not 1 <= count <= schema.get("maxContains", count):
                yield f"{place}: {count} items are as one of them has to be"

    def _maxContains(self, *_):  # judged with its "contains"
        return ()

    def _minProperties(self, least, value, place, _):
        if isinstance(value, dict) and len(value) < least:
            yield f"{place}: fewer than {least} keys"

    def _required(self, names, value, place, _):
        if isinstance(value, dict):
            yield from (f"{place}: {name} is missing" for name in names if name not in value)

    def _properties(self, members, value, place, _):
        if isinstance(value, dict):
            for name, schema in members.items():
                if name in value:
                    yield from self._problems(schema, value[name], f"{place}/{name}")

    def _additionalProperties(self, rest, value, place, schema):
        if isinstance(value, dict):
            for name in value.keys() - schema.get("properties", {}).keys():
                yield from self._problems(rest, value[name], f"{place}/{name}")

    def _propertyNames(self, names, value, place, _):
        if isinstance(value, dict):
            for name in value:
                yield from self._problems(names, name, f"{place}/{name}")

    def _items(self, item, value, place, _):
        if isinstance(value, list):
            for i, one in enumerate(value):
                yield from self._problems(item, one, f"{place}/{i}")

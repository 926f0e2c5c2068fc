"""Edits of single properties in the text of a template, as a person would make them: everything else stays as it was written.

PyYAML gives the positions. A property is addressed by its path, such as ("Resources", "Table", "Properties", "BillingMode").
What cannot be edited without touching its neighbours raises NotEditable.
"""
import sys

try:
    import yaml
except ImportError:
    print("skipped as a whole: PyYAML (Debian: python3-yaml) is not installed")
    sys.exit(77)

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C one also counts in characters, and is ten times faster


class NotEditable(Exception):
    pass


class EditableTemplate:
    def __init__(self, text):
        self.text = text
        try:
            self.root = yaml.compose(text, Loader=LOADER)
        except (yaml.YAMLError, ValueError) as problem:
            raise NotEditable(f"PyYAML cannot read it: {problem}") from problem
        if not isinstance(self.root, yaml.MappingNode):
            raise NotEditable("no mapping at the top")
        self.by_key = {}  # members of the mappings that were asked for, by the node's identity

    def node(self, *path):
        """The value at the path, or None. A number addresses an item of a list."""
        node = self.root
        for step in path:
            if isinstance(step, int):
                node = node.value[step] if isinstance(node, yaml.SequenceNode) and step < len(node.value) else None
            else:
                node = self._members(node).get(step)
            if node is None:
                return None
        return node

    def _members(self, mapping):
        if id(mapping) not in self.by_key:
            self.by_key[id(mapping)] = {key.value: value for key, value in pairs(mapping)}
        return self.by_key[id(mapping)]

    def scalar(self, *path):
        """The text of the plain scalar at the path, or None; an intrinsic function is none."""
        node = self.node(*path)
        return node.value if is_scalar(node) else None

    def keys(self, *path):
        return [key.value for key, _ in pairs(self.node(*path))]

    def scalars(self, *path):
        """All plain scalars below the path, in order."""
        return list(scalars_below(self.node(*path)))

    def replaced(self, node, new):
        """The text with `new` in place of the node."""
        if isinstance(node, yaml.CollectionNode) and not node.flow_style or getattr(node, "style", None) in ("|", ">"):
            raise NotEditable("the value is written as a block")
        return self.text[:node.start_mark.index] + new + self.text[node.end_mark.index:]

    def with_value(self, new, *path):
        node = self.node(*path)
        if node is None:
            raise NotEditable("there is no " + ".".join(map(str, path)))
        return self.replaced(node, new)

    def without(self, *path):
        """The text without the key at the path and its value."""
        return self.without_spans([self.span_of(*path)])

    def without_spans(self, spans):
        """The text without these stretches, which must not overlap."""
        text = self.text
        for begin, end in sorted(spans, reverse=True):
            text = text[:begin] + text[end:]
        return text

    def span_of(self, *path):
        """(begin, end) of what goes when the key at the path goes."""
        mapping = self.node(*path[:-1])
        members = pairs(mapping)
        at = next((i for i, (key, _) in enumerate(members) if key.value == path[-1]), None)
        if at is None:
            raise NotEditable("there is no " + ".".join(map(str, path)))
        if len(members) == 1:
            raise NotEditable("it is the only key of its mapping")
        return span_in_flow(members, at) if mapping.flow_style else self._lines_of(members[at])

    def with_key(self, key, value, *path):
        """The text with `key: value` as the first member of the block mapping at the path."""
        mapping = self.node(*path)
        members = pairs(mapping)
        if not members or mapping.flow_style:
            raise NotEditable("no block mapping to add to")
        first = members[0][0].start_mark
        return self.text[:first.index] + f"{key}: {value}\n{' ' * first.column}" + self.text[first.index:]

    def _lines_of(self, member):
        key, value = member
        begin = self.text.rfind("\n", 0, key.start_mark.index) + 1
        if self.text[begin:key.start_mark.index].strip(" "):
            raise NotEditable("the key shares its line with what is before it")
        end = max(end_of(value), key.end_mark.index)
        if self.text[end - 1] != "\n":  # a literal block ends after its line end
            line_end = self.text.find("\n", end)
            end = len(self.text) if line_end < 0 else line_end + 1
        return begin, end


def span_in_flow(members, at):
    """With the comma that would be left over."""
    if at + 1 < len(members):
        return members[at][0].start_mark.index, members[at + 1][0].start_mark.index
    return end_of(members[at - 1][1]), end_of(members[at][1])


def pairs(node):
    if not isinstance(node, yaml.MappingNode):
        return []
    return [(key, value) for key, value in node.value if isinstance(key, yaml.ScalarNode)]


def is_scalar(node):
    return isinstance(node, yaml.ScalarNode) and not (node.tag or "").startswith("!")


def end_of(node):
    """Where the node's own text ends: PyYAML lets a block collection reach to the next token, over comments and empty lines."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style:
        last = node.value[-1] if node.value else None
        if last is None:
            return node.start_mark.index
        return end_of(last[1] if isinstance(last, tuple) else last)
    return node.end_mark.index


def scalars_below(node):
    if is_scalar(node):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from scalars_below(item)
    elif isinstance(node, yaml.MappingNode):
        for _, value in pairs(node):
            yield from scalars_below(value)

"""CloudFormation's YAML as Python values: short tags in their long form, dates as text. Needs PyYAML."""
import yaml

PLAIN = {"Ref": "Ref", "Condition": "Condition"}


class Loader(yaml.SafeLoader):
    pass


Loader.yaml_implicit_resolvers = {first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
                                  for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()}


def _tagged(loader, suffix, node):
    if isinstance(node, yaml.ScalarNode):
        value = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = loader.construct_mapping(node, deep=True)
    if suffix == "GetAtt" and isinstance(value, str):
        value = value.split(".", 1)
    return {PLAIN.get(suffix, "Fn::" + suffix): value}


Loader.add_multi_constructor("!", _tagged)


def load(text):
    return yaml.load(text, Loader)

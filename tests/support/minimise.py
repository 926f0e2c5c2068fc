"""Makes a template as small as it can be while it still has what makes it interesting."""
import copy


def places(node, path=()):
    """The paths to all members and items below the node."""
    children = list(node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ())
    return [(*path, key) for key, _ in children] + [place for key, child in children for place in places(child, (*path, key))]


def parent_of(root, path):
    for key in path[:-1]:
        root = root[key]
    return root


def without(root, path):
    made = copy.deepcopy(root)
    del parent_of(made, path)[path[-1]]
    return made


def minimised(root, interesting):
    """`interesting(root)` holds before and after; it is asked once for every place and round."""
    shrinks = True
    while shrinks:
        shrinks = False
        for path in sorted(places(root), key=len):   # the largest parts first
            try:
                smaller = without(root, path)
            except (KeyError, IndexError, TypeError):
                continue   # went with a larger part
            if interesting(smaller):
                root, shrinks = smaller, True
    return root

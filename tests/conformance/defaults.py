#!/usr/bin/env python3
"""A template whose parameters lose their Defaults gets no new error: no refusal may rest on a missing value."""
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import harness
from yaml_edits import EditableTemplate, NotEditable


def without_defaults(text):
    """The text with no Default in its Parameters, or None when there is none to remove."""
    template = EditableTemplate(text)
    spans = []
    for name in template.keys("Parameters"):
        try:
            spans.append(template.span_of("Parameters", name, "Default"))
        except NotEditable:
            pass  # no Default, or nothing but a Default
    return template.without_spans(spans) if spans else None


def templates():
    """(name, text, text without Defaults) of our fixtures and, where they are, of the translator's inputs and of the corpus."""
    folders = ("seeds", "templates", "sam/expand", "transform", "transforms")
    paths = [(str(path.relative_to(harness.ROOT)), path) for folder in folders for path in sorted((harness.FIXTURES / folder).glob("*.*"))]
    paths += [(path.name, path) for path in sorted((harness.CORPUS.parent / "sam" / "input").glob("*.yaml"))]
    if harness.CORPUS.is_dir():
        paths += [(row["name"], row["path"]) for row in harness.sample(harness.corpus_rows())]
    for name, path in paths:
        try:
            text = harness.read_template(path)
            bare = without_defaults(text)
        except (NotEditable, UnicodeDecodeError):
            continue
        if bare is not None:
            yield name, text, bare


# Of the ids that SAM makes, what a Default shapes: the name of an alias, the hash at the end.
SHAPED = re.compile(r"(?<=Alias)\w+|[0-9a-f]{10}$")


def key(error):
    check, resources = error
    return check, tuple(SHAPED.sub("", resource) for resource in resources)


def main():
    stackfit = harness.program(__doc__)
    tally = harness.Tally()

    def judge(case):
        name, text, bare = case
        return name, stackfit.lint_text(text, pathlib.Path(name).name), stackfit.lint_text(bare, pathlib.Path(name).name)

    for name, before, after in harness.parallel(judge, templates()):
        if before.json() is None or after.json() is None:
            tally.check(False, f"{name}: no report: {before}; without Defaults {after}")
            continue
        if not before.json()["templates"][0]["readable"]:
            continue
        had = {key(k) for k in harness.error_keys(before.json())}
        new = sorted(k for k in harness.error_keys(after.json()) if key(k) not in had)
        tally.check(not new, lambda n=name, e=new: f"{n}: new errors without Defaults: " + ", ".join(f"{check} of {'/'.join(r) or 'the template'}" for check, r in e))
    if not harness.CORPUS.is_dir():
        tally.skip("the corpus of real templates (../shared/data/corpus) is not here")
    tally.end()


main()

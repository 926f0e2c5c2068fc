#!/usr/bin/env python3
"""history over repositories that are built here: every number is that of `score` on a checkout of the revision, by hand.

Renames (with an edit, back and forth, of a directory), merges, deleted and restored files, revisions that cannot be read, links, submodules,
shallow and partial clones, names with everything in them, and what is no repository at all.
"""
import csv
import io
import json
import pathlib
import shutil
import sys
import tempfile
import xml.dom.minidom

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import harness
import sample_history
from repository import Repository
from schema import Schema

TEMPLATE, TABLE = sample_history.template, sample_history.TABLE
ENCRYPTED = TABLE + sample_history.ENCRYPTED
AS_OF = ("--as-of", harness.AS_OF)


class Checks:
    def __init__(self, stackfit, tally, folder, schema):
        self.stackfit, self.tally, self.folder, self.schema = stackfit, tally, folder, schema
        self.made = 0

    def repository(self):
        self.made += 1
        return Repository(self.folder / f"r{self.made}")

    def run(self, repository, *arguments, cwd=None):
        return self.stackfit.run("history", *arguments, *AS_OF, cwd=cwd or repository.folder)

    def history(self, repository, *arguments, cwd=None, status=0):
        """The revisions of the JSON report, which keeps to its schema."""
        done = self.run(repository, *arguments, "--format", "json", cwd=cwd)
        self.tally.check(done.status == status, f"{done}: expected exit {status}")
        report = done.json() or {"revisions": []}
        for problem in (self.schema.problems(report) if done.json() else ["no JSON"])[:3]:
            self.tally.check(False, f"{done}: report{problem}")
        for revision in report["revisions"]:
            self.adds_up(revision)
        return report["revisions"]

    def adds_up(self, revision):
        if revision["change"] is None:
            return
        parts = sum(cause["points"] for cause in revision["causes"]) + revision["other_points"]
        error = 0.005 * (len(revision["causes"]) + 2)
        self.tally.check(abs(parts - revision["change"]) <= error, f"{revision['commit']}: causes add up to {parts}, the change is {revision['change']}")

    def by_hand(self, repository, revision, path):
        """State, fitness and deployability of a path as score has them in a checkout of the revision."""
        clone = self.folder / f"checkout{self.made}"
        if not clone.is_dir():
            repository.git("worktree", "add", "--detach", str(clone), revision)
        repository.git("-C", str(clone), "checkout", "--quiet", "--force", "--detach", revision)
        repository.git("-C", str(clone), "clean", "-qfdx")
        if not (clone / path).exists():
            return "deleted", None, None
        report = self.stackfit.run("score", path, "--format", "json", *AS_OF, cwd=clone).json()
        judged = [template for template in report["templates"] if template["readable"]]
        if report["templates"] and not judged:
            return "unreadable", None, None
        fitness = report["summary"]["fitness"]
        words = {template["deployable"] for template in judged}
        deployable = next((word for word in ("no", "in_some_worlds", "yes") if word in words), None)
        numbers = fitness and (fitness["value"], fitness["low"], fitness["high"], {name: family["score"] for name, family in fitness["families"].items()})
        return "scored" if fitness else "nothing_to_judge", numbers, deployable

    def equals_by_hand(self, repository, revisions):
        for revision in revisions:
            fitness = revision["fitness"]
            numbers = fitness and (fitness["value"], fitness["low"], fitness["high"], fitness["families"])
            found = revision["state"], numbers, revision["deployable"]
            expected = self.by_hand(repository, revision["commit"], revision["path"])
            self.tally.check(found == expected, f"{repository.folder.name} {revision['subject']}: {found}, by hand {expected}")

    def told(self, repository, expected, *arguments, cwd=None, status=0):
        """The history as "subject:path" with a mark for what has no number, and its numbers by hand."""
        marks = {"scored": "", "nothing_to_judge": "?", "deleted": "-", "unreadable": "!"}
        revisions = self.history(repository, *arguments, cwd=cwd, status=status)
        found = [f"{revision['subject']}:{revision['path']}{marks[revision['state']]}" for revision in revisions]
        self.tally.check(found == expected, f"history {' '.join(arguments)}: {found}, expected {expected}")
        return revisions

    def fails(self, repository, status, words, *arguments, cwd=None):
        done = self.run(repository, *arguments, cwd=cwd)
        self.tally.check(done.status == status and words in done.err and not done.out, f"{done}\n  expected exit {status} and: {words}")


def sample(c):
    """The repository of the golden transcript: the whole story, and the forms that it is told in."""
    c.made += 1
    repository = sample_history.build(c.folder / f"r{c.made}")
    names = ["First version:template.yaml", "A table for orders:template.yaml", "Encrypt the table:template.yaml", "Publish an alias:template.yaml",
             "Release in steps:template.yaml", "A bucket for files:template.yaml", "Work in progress:template.yaml!", "Keep backups:template.yaml",
             "Try another runtime:template.yaml", "Merge branch 'alarms':template.yaml", "Rename the template & keep versions:stack.yaml",
             "Remove it by mistake:stack.yaml-", "Restore it, all at once:stack.yaml", "Steps again:stack.yaml"]
    revisions = c.told(repository, names, "stack.yaml")
    c.equals_by_hand(repository, revisions)
    c.tally.check([r["subject"] for r in revisions if r["merge"]] == ["Merge branch 'alarms'"], "the merge is one")
    c.tally.check(revisions[10]["renamed_from"] == "template.yaml", "the rename is said")
    c.tally.check(revisions[8]["deployable"] == "no", f"python2.6 does not deploy: {revisions[8]}")
    c.told(repository, names[-3:], "stack.yaml", "--max-count", "3")
    c.tally.check(c.history(repository, "stack.yaml", "-n", "1")[0]["change"] is not None, "the change of the oldest that is shown is known")
    c.told(repository, names[-4:], "stack.yaml", "--since", revisions[-4]["commit"])
    c.told(repository, names[-4:], "stack.yaml", "--since", "2023-01-16..")
    c.told(repository, names[:9], f"{revisions[8]['commit']}:template.yaml")
    c.told(repository, [name.replace("stack.yaml", str(repository.folder / "stack.yaml")).replace("template.yaml", str(repository.folder / "template.yaml")) for name in names],
           str(repository.folder / "stack.yaml"), cwd=c.folder)
    repository.git("checkout", "--quiet", "--detach", "HEAD~2")
    c.told(repository, names[:12], "stack.yaml")
    repository.git("checkout", "--quiet", "main")
    forms(c, repository, revisions)


def forms(c, repository, revisions):
    """Each form is well-formed, says the same, and is the same with every number of jobs and every time."""
    for name in ("text", "json", "csv", "svg"):
        outputs = {c.run(repository, "stack.yaml", "--format", name, "--quiet", "-j", jobs).out for jobs in ("1", "2", "7", "2")}
        c.tally.check(len(outputs) == 1, f"{name} differs with the number of jobs")
    rows = list(csv.DictReader(io.StringIO(c.run(repository, "stack.yaml", "--format", "csv").out, newline="")))
    c.tally.check([row["commit"] for row in rows] == [r["commit"] for r in revisions], "the CSV has the same revisions")
    numbers = [row["fitness"] for row in rows]
    c.tally.check(numbers == [f"{r['fitness']['value']:.2f}" if r["fitness"] else "" for r in revisions], f"the CSV has the same numbers: {numbers}")
    picture = xml.dom.minidom.parseString(c.run(repository, "stack.yaml", "--format", "svg").out)
    c.tally.check(picture.documentElement.tagName == "svg", "the SVG is XML")
    text = c.run(repository, "stack.yaml").out
    c.tally.check(max(map(len, text.splitlines())) <= 80, "the text fits into 80 columns")
    c.tally.check(c.run(repository, "stack.yaml", "--quiet").err == "", "--quiet is quiet")


def renames(c):
    r = c.repository()
    r.commit("One", {"a.yaml": TEMPLATE(rest=TABLE)})
    r.git("mv", "a.yaml", "b.yaml")
    r.commit("Two", {"b.yaml": TEMPLATE(rest=ENCRYPTED)})
    r.commit("Three", {"b.yaml": TEMPLATE(alias=True, rest=ENCRYPTED)})
    r.git("mv", "b.yaml", "a.yaml")
    r.commit("Four")
    (r.folder / "infra").mkdir()
    r.git("mv", "a.yaml", "infra/main.yaml")
    r.commit("Five")
    revisions = c.told(r, ["One:a.yaml", "Two:b.yaml", "Three:b.yaml", "Four:a.yaml", "Five:infra/main.yaml"], "infra/main.yaml")
    c.equals_by_hand(r, revisions)
    c.told(r, ["One:../a.yaml", "Two:../b.yaml", "Three:../b.yaml", "Four:../a.yaml", "Five:main.yaml"], "main.yaml", cwd=r.folder / "infra")
    c.told(r, ["One:a.yaml", "Two:b.yaml", "Three:b.yaml", "Four:a.yaml", "Five:a.yaml-"], "a.yaml")  # under a name of the past


def directories(c):
    """A project: commits that touch no template are left out, a moved directory is followed, what templates include counts."""
    r = c.repository()
    child = "Resources:\n  Files: {Type: AWS::S3::Bucket}\n"
    r.commit("One", {"infra/a.yaml": TEMPLATE(rest=TABLE), "infra/notes.md": "x\n"})
    r.commit("Two", {"infra/notes.md": "y\n"})
    r.commit("Three", {"infra/b.yaml": child})
    r.commit("Four", {"infra/sub/c.yaml": child, "infra/.gitignore": "sub/\n"}, remove=["infra/notes.md"])
    r.git("add", "--force", "infra/sub/c.yaml")
    r.commit("Five", {"infra/a.yaml": TEMPLATE(alias=True, rest=ENCRYPTED)})
    r.git("mv", "infra", "stacks")
    r.commit("Six")
    r.commit("Seven", {"stacks/.gitignore": ""})
    revisions = c.told(r, ["One:infra", "Three:infra", "Five:infra", "Six:stacks", "Seven:stacks"], "stacks")
    c.equals_by_hand(r, revisions)
    c.tally.check([revision["templates"] for revision in revisions] == [1, 2, 2, 2, 3], f"templates: {[x['templates'] for x in revisions]}")
    whole = c.told(r, ["One:.", "Three:.", "Five:.", "Six:.", "Seven:."], ".")
    c.equals_by_hand(r, whole)
    included(c)


def included(c):
    """A template that includes a file is judged again when only that file is another."""
    r = c.repository()
    whole = "Transform: AWS::Serverless-2016-10-31\nResources:\n  Part:\n    Fn::Transform: {Name: AWS::Include, Parameters: {Location: part.yaml}}\n  Files: {Type: AWS::S3::Bucket}\n"
    r.commit("One", {"t.yaml": whole, "part.yaml": "Type: AWS::S3::Bucket\n"})
    r.commit("Two", {"part.yaml": "Type: AWS::S3::Bucket\nProperties: {VersioningConfiguration: {Status: Enabled}}\n"})
    r.commit("Three", {"t.yaml": whole + "Description: x\n"})
    c.equals_by_hand(r, c.history(r, "t.yaml"))
    c.equals_by_hand(r, c.history(r, "."))


def odd_objects(c):
    """Links, submodules, names, modes and contents that are no templates."""
    r = c.repository()
    r.commit("One", {"real.yaml": TEMPLATE(rest=TABLE)})
    (r.folder / "link.yaml").symlink_to("real.yaml")
    r.commit("Two")
    r.commit("Three", {"real.yaml": TEMPLATE(rest=ENCRYPTED)})
    (r.folder / "real.yaml").chmod(0o755)
    r.commit("Four")  # the mode alone changes nothing
    revisions = c.told(r, ["One:link.yaml-", "Two:link.yaml", "Three:link.yaml"], "link.yaml")
    c.equals_by_hand(r, revisions)
    name = "with \"quotes\" and\na line é.yaml"
    r.commit("Five", {name: TEMPLATE()})
    c.equals_by_hand(r, c.told(r, [f"Five:{name}"], name))
    r.commit("Six", {"t.yaml": "no template\n"})
    r.commit("Seven", {"t.yaml": TEMPLATE()})
    r.commit("Eight", {"t.yaml": "x" * 2_000_000 + TEMPLATE()})
    (r.folder / "t.yaml").write_bytes(b"Resources: \xff\n")
    r.commit("Nine")
    revisions = c.told(r, ["Six:t.yaml?", "Seven:t.yaml", "Eight:t.yaml!", "Nine:t.yaml!"], "t.yaml")
    (r.folder / "t.yaml").unlink()
    (r.folder / "t.yaml").symlink_to("/etc/hostname")
    r.commit("Ten")
    c.tally.check("leads out" in c.history(r, "t.yaml")[-1]["problem"], "a link that leads out is not followed")
    only = c.repository()
    only.commit("One", {"x.txt": "x\n"})
    c.fails(only, 3, "no revision has t.yaml", "t.yaml")
    c.told(only, ["One:x.txt?"], "x.txt", status=3)
    inner = c.repository()
    inner.commit("One", {"t.yaml": TEMPLATE()})
    only.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(inner.folder), "lib")
    only.commit("Two")
    c.told(only, ["One:lib/t.yaml"], "lib/t.yaml")  # there, the submodule is the repository


def clones(c):
    """What a clone lacks is said, and the rest is judged."""
    r = c.repository()
    for number, rest in enumerate((TABLE, ENCRYPTED, ENCRYPTED + sample_history.BACKED_UP)):
        r.commit(f"N{number}", {"t.yaml": TEMPLATE(rest=rest)})
    r.git("config", "uploadpack.allowFilter", "true")
    url = f"file://{r.folder}"
    r.git("clone", "--quiet", "--depth", "2", url, str(c.folder / "shallow"))
    done = c.stackfit.run("history", "t.yaml", "--format", "json", *AS_OF, cwd=c.folder / "shallow")
    report = done.json()
    c.tally.check(report["complete"] is False and len(report["revisions"]) == 2 and "shallow" in done.err, f"{done}: shallow")
    r.git("clone", "--quiet", "--filter=blob:none", url, str(c.folder / "partial"))
    trap = c.folder / "fetched"
    partial = Repository(c.folder / "partial")
    partial.git("config", "remote.origin.uploadpack", f"touch {trap}; git-upload-pack")
    c.told(partial, ["N0:t.yaml!", "N1:t.yaml!", "N2:t.yaml"], "t.yaml")
    c.tally.check(not trap.exists(), "nothing is fetched into a partial clone")
    bare = c.folder / "bare.git"
    r.git("clone", "--quiet", "--bare", url, str(bare))
    done = c.stackfit.run("history", "t.yaml", "--format", "json", *AS_OF, cwd=bare)
    c.tally.check(done.status == 0 and len(done.json()["revisions"]) == 3, f"{done}: a bare repository")


def refusals(c):
    nothing = c.folder / "nothing"
    nothing.mkdir()
    (nothing / "t.yaml").write_text(TEMPLATE(), encoding="utf-8")
    empty = c.repository()
    empty.write("t.yaml", TEMPLATE())
    c.fails(empty, 2, "the repository has no commits yet", "t.yaml")
    empty.commit("One")
    c.fails(empty, 2, "is in no git repository", str(nothing / "t.yaml"))
    c.fails(empty, 3, "no revision has u.yaml; did you mean t.yaml?", "u.yaml")
    c.fails(empty, 2, "there is no git revision 'v9'", "v9:t.yaml")
    c.fails(empty, 2, "--since takes a revision or a date", "t.yaml", "--since", "2023-13-01")
    c.fails(empty, 2, "--max-count takes a number of revisions", "t.yaml", "-n", "0")
    c.fails(empty, 2, "did you mean csv?", "t.yaml", "--format", "cvs")
    c.fails(empty, 2, "history takes one template or directory", "t.yaml", "t.yaml")
    c.fails(empty, 2, "history takes one template or directory")
    path = c.folder / "path"
    path.mkdir()
    (path / "env").symlink_to(shutil.which("env"))
    without = c.stackfit.run("history", "t.yaml", cwd=empty.folder, env={"PATH": str(path)})
    c.tally.check(without.status == 2 and "git is needed" in without.err and "not installed" in without.err, f"{without}: without git")


def main():
    stackfit = harness.program(__doc__)
    if shutil.which("git") is None:
        harness.cannot_run("git is not installed")
    tally = harness.Tally()
    schema = Schema(json.loads((harness.ROOT / "docs/history.schema.json").read_text(encoding="utf-8")))
    with tempfile.TemporaryDirectory(prefix="stackfit-") as name:
        checks = Checks(stackfit, tally, pathlib.Path(name).resolve(), schema)
        for part in (sample, renames, directories, odd_objects, clones, refusals):
            part(checks)
    tally.end()


main()

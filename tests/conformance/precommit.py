#!/usr/bin/env python3
""".pre-commit-hooks.yaml with the real pre-commit: in a scratch repository, a bad template stops a commit and a good one does not.

Needs pre-commit and git, and no network: the hooks come from a scratch repository too, and language `system` installs nothing.
"""
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import harness

GOOD = """AWSTemplateFormatVersion: '2010-09-09'
Resources:
  Notes:
    Type: AWS::DynamoDB::Table
    Properties:
      AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
      KeySchema: [{AttributeName: id, KeyType: HASH}]
      BillingMode: PAY_PER_REQUEST
      SSESpecification: {SSEEnabled: true, SSEType: KMS, KMSMasterKeyId: alias/notes}
      PointInTimeRecoverySpecification: {PointInTimeRecoveryEnabled: true}
"""
BAD = GOOD.replace("alias/notes", "!Ref NoSuchKey")
WEAK = GOOD.replace("PointInTimeRecoveryEnabled: true", "PointInTimeRecoveryEnabled: false").replace("SSEEnabled: true, KMSMasterKeyId: alias/notes", "SSEEnabled: false")
CONFIGURATION = """repos:
  - repo: {hooks}
    rev: {revision}
    hooks:
      - id: stackfit
      - id: stackfit-score
        args: [--min-fitness, "80"]
"""


class Scratch:
    """A folder with the hooks' repository and the user's, away from the caller's git and pre-commit settings."""

    def __init__(self, folder, binary):
        self.folder = pathlib.Path(folder)
        self.hooks, self.project, programs = (self.folder / name for name in ("hooks", "project", "programs"))
        for path in (self.hooks, self.project, programs, self.folder / "home"):
            path.mkdir()
        (programs / "stackfit").symlink_to(binary)
        path = f"{programs}:{harness.environment().get('PATH', '/usr/bin:/bin')}"
        self.env = {"PATH": path, "HOME": str(self.folder / "home"), "PRE_COMMIT_HOME": str(self.folder / "cache"), "GIT_CONFIG_NOSYSTEM": "1",
                    "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.com", "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.com"}

    def run(self, folder, *command):
        return subprocess.run(command, cwd=folder, env=self.env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120)

    def must(self, folder, *command):
        done = self.run(folder, *command)
        if done.returncode != 0:
            sys.exit(f"{' '.join(command)}: exit {done.returncode}\n{done.stdout}")
        return done.stdout.strip()

    def publish_hooks(self):
        """Commits the hooks and gives their revision."""
        shutil.copy(harness.ROOT / ".pre-commit-hooks.yaml", self.hooks)
        self.must(self.hooks, "git", "init", "--quiet")
        self.must(self.hooks, "git", "add", "--all")
        self.must(self.hooks, "git", "commit", "--quiet", "--message", "Hooks")
        return self.must(self.hooks, "git", "rev-parse", "HEAD")

    def start_project(self, revision):
        self.must(self.project, "git", "init", "--quiet")
        (self.project / ".pre-commit-config.yaml").write_text(CONFIGURATION.format(hooks=self.hooks, revision=revision), encoding="utf-8")
        self.must(self.project, "git", "add", "--all")
        self.must(self.project, "git", "commit", "--quiet", "--message", "Begin")
        self.must(self.project, "pre-commit", "install")

    def commit(self, **files):
        """Exit status and output of committing these files (name with _ for its dot -> text). What is refused is taken back."""
        for name, text in files.items():
            (self.project / name.replace("_", ".")).write_text(text, encoding="utf-8")
        self.must(self.project, "git", "add", "--all")
        done = self.run(self.project, "git", "commit", "--message", "Change")
        self.must(self.project, "git", "reset", "--quiet", "--hard")
        return done.returncode, done.stdout


def try_hooks(scratch, tally):
    status, out = scratch.commit(template_yaml=GOOD)
    tally.check(status == 0 and "stackfit lint" in out and "stackfit score" in out, f"a good template may be committed, got exit {status}:\n{out}")
    status, out = scratch.commit(template_yaml=BAD)
    tally.check(status != 0 and "template.yaml:9:" in out and "[reference-exists]" in out, f"a template with an error may not be committed, got exit {status}:\n{out}")
    status, out = scratch.commit(template_yaml=WEAK)
    tally.check(status != 0 and "stackfit score" in out, f"a template below the fitness asked for may not be committed, got exit {status}:\n{out}")
    status, out = scratch.commit(template_yaml=GOOD + "# the same again\n", notes_json='{"not": "a template"}\n', settings_yaml="also: none\n")
    tally.check(status == 0, f"a good template beside files that are no templates may be committed, got exit {status}:\n{out}")
    status, out = scratch.commit(notes_json='{"still": "no template"}\n', tsconfig_json="// comments, as tsconfig allows\n{}\n")
    tally.check(status == 0, f"files that are no templates may be committed alone, got exit {status}:\n{out}")
    status, out = scratch.commit(readme_md="Words\n")
    tally.check(status == 0 and out.count("Skipped") == 2, f"the hooks do not run for other files, got exit {status}:\n{out}")


def main():
    stackfit = harness.program(__doc__)
    for needed in ("pre-commit", "git"):
        if shutil.which(needed) is None:
            harness.cannot_run(f"{needed} is not installed")
    tally = harness.Tally()
    with tempfile.TemporaryDirectory(prefix="stackfit-") as folder:
        scratch = Scratch(folder, stackfit.binary)
        scratch.start_project(scratch.publish_hooks())
        try_hooks(scratch, tally)
    tally.end()


main()

"""git repositories that tests build: always the same commits, whoever runs the test and whatever his configuration says."""
import os
import pathlib
import subprocess

DAY = 24 * 60 * 60
FIRST = 1672574400  # 2023-01-01 12:00 UTC


class Repository:
    def __init__(self, folder, branch="main"):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.moment = FIRST
        self.git("init", "--quiet", "--initial-branch", branch)

    def git(self, *arguments, stdin=None, check=True):
        """Runs git and gives what it printed, without the last line end."""
        environment = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C",
                       "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.com", "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.com",
                       "GIT_AUTHOR_DATE": f"{self.moment} +0000", "GIT_COMMITTER_DATE": f"{self.moment} +0000"}
        done = subprocess.run(["git", *arguments], cwd=self.folder, env=environment, input=stdin, capture_output=True, text=isinstance(stdin, str) or stdin is None)
        if check and done.returncode != 0:
            raise RuntimeError(f"git {' '.join(arguments)}: {done.stderr}")
        return done.stdout.rstrip("\n")

    def write(self, path, text):
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="")

    def commit(self, subject, files=None, remove=()):
        """Writes files ({path: text}), removes others, and commits all a day after the commit before. Gives the commit's id."""
        for path in remove:
            (self.folder / path).unlink()
        for path, text in (files or {}).items():
            self.write(path, text)
        self.git("add", "--all")
        self.moment += DAY
        self.git("commit", "--quiet", "--allow-empty", "-m", subject)
        return self.git("rev-parse", "HEAD")

    def merge(self, branch, subject):
        self.moment += DAY
        self.git("merge", "--quiet", "--no-ff", "-m", subject, branch)
        return self.git("rev-parse", "HEAD")

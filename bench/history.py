"""The part of the benchmark about `stackfit history`: a thousand revisions of a template of 500 lines, no two of them alike."""
import os
import subprocess

import templates

REVISIONS = 1000
LINES = 500
OURS = "stackfit history"
SUBJECT = f"{REVISIONS} revisions of a template of {LINES} lines"
# What a revision may have or lack, as a person would change it: the line in the template, and when it is there.
GONE = (("SSESpecification: {SSEEnabled: true}", 7), ("AutoRollbackConfiguration:", 11), ("VersioningConfiguration:", 13))


def template(revision):
    """The generated stack cut to its first services; what is left out varies, and so does a number in every revision."""
    services = LINES // templates.SERVICE.count("\n")
    body = "".join(templates.SERVICE.format(n=n) for n in range(services))
    lines = (templates.HEAD + body).replace("Timeout: 10", f"Timeout: {10 + revision % 50}").replace("MemorySize: 256", f"MemorySize: {256 + revision}").splitlines()
    kept = [line for line in lines if not any(mark in line and (revision // every) % 2 == 0 for mark, every in GONE)]
    return "\n".join(kept + ["# nothing more"] * (LINES - len(kept))) + "\n"


def repository(folder):
    """A repository with all revisions, made in one go by git fast-import."""
    folder.mkdir()
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(["git", "init", "--quiet", "--initial-branch", "main"], cwd=folder, env=environment, check=True)
    stream = []
    for revision in range(REVISIONS):
        text, message = template(revision), f"Revision {revision}"
        stream.append(f"commit refs/heads/main\ncommitter A <a@example.com> {1500000000 + 86400 * revision} +0000\ndata {len(message)}\n{message}\n"
                      f"M 100644 inline template.yaml\ndata {len(text)}\n{text}\n")
    subprocess.run(["git", "fast-import", "--quiet"], cwd=folder, env=environment, input="".join(stream), text=True, check=True)
    return folder


def cases(Case, binary, folder, as_of):
    path = repository(folder / "history") / "template.yaml"
    path.write_text(template(REVISIONS - 1), encoding="utf-8")
    command = [binary, "history", path, "--quiet", *as_of]
    return [Case(SUBJECT, OURS, command, fine=[0], slow=True), Case(SUBJECT, OURS + " -j 1", [*command, "-j", "1"], fine=[0], slow=True)]

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Random changes of whole sites: git shows no line but those that were asked for, PyYAML reads what was asked, and undoing
brings every byte back. `ORGANISE_ROUNDS` has it try more."""

import os
import random
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.join(os.environ["BROADSHEET_SOURCE"], "tests", "support"))
import tap  # noqa: E402
from cli import folder, run, run_json  # noqa: E402

try:
    import yaml
except ImportError:
    yaml = None

ROUNDS = int(os.environ.get("ORGANISE_ROUNDS", "4"))
SEED = int(os.environ.get("ORGANISE_SEED", random.randrange(1 << 32)))
NAMES = ["技术", "Linux", "news", "C++ & D", "8964", "yes", "a b", "图: 像"]


def quote(name, choice):
    if choice == 0 and name not in ("8964", "yes") and ":" not in name and "&" not in name:
        return name
    return ("'%s'" if choice % 2 else '"%s"') % name


def write_list(key, names, number):
    """A list in one of the styles that people write, with comments between."""
    quoted = [quote(name, (number + i) % 3) for i, name in enumerate(names)]
    if number % 3 == 0:
        return "%s: [%s]" % (key, ", ".join(quoted))
    if number % 3 == 1:
        return "%s:\n%s" % (key, "\n".join("  - " + name for name in quoted))
    return "%s: # these\n%s" % (key, "\n".join("- %s   # %d" % (name, i) for i, name in enumerate(quoted)))


def make(pick, number):
    lines = ["title: 'T %d'   # a title" % number, "date: 2024-01-%02d 10:00:00" % (number % 28 + 1), "other: {a: 1, b: [x]}"]
    lines.insert(pick.randrange(3), write_list("tags", pick.sample(NAMES, pick.randrange(1, 4)), number))
    lines.insert(pick.randrange(3), write_list("categories", pick.sample(NAMES, pick.randrange(1, 3)), number + 1))
    return "---\n%s\n---\n\nBody %d, 技术.\nLast line  " % ("\n".join(lines), number)


def make_site(pick, kind):
    place = {"hexo": "source/_posts", "jekyll": "_posts", "hugo": "content/posts"}[kind]
    name = {"hexo": "%d.md", "jekyll": "2024-01-02-%d.md", "hugo": "%d.md"}[kind]
    files = {place + "/" + name % i: make(pick, i) for i in range(40)}
    files.update({"hexo": {"_config.yml": "title: x\n"}, "jekyll": {"_config.yml": "title: x\n"},
                  "hugo": {"hugo.toml": "title = 'x'\n"}}[kind])
    root = folder(files)
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "before")
    return root


def git(root, *arguments):
    return subprocess.run(
        ["git", "-c", "user.name=x", "-c", "user.email=x@x", "-c", "core.quotePath=false", "-C", root, *arguments],
        capture_output=True, check=True).stdout.decode()


def front_matters(root):
    found = {}
    for name in git(root, "ls-files", "*.md").split("\n"):
        if name:
            with open(os.path.join(root, name), encoding="utf-8") as file:
                found[name] = yaml.safe_load(file.read().split("---\n")[1])
    return found


def rename(names, old, new):
    """What a list of names becomes: nothing is said twice, and what is there already stays where it is."""
    names = [str(name) for name in names]
    if new in names:
        return [name for name in names if name != old]
    return [new if name == old else name for name in names]


def random_changes(kind):
    if yaml is None or shutil.which("git") is None:
        raise tap.Skip("PyYAML or git is not installed")
    pick = random.Random("%s %d" % (kind, SEED))
    root = make_site(pick, kind)
    n_steps = 0
    for _ in range(ROUNDS):
        before = front_matters(root)
        old, new = pick.sample(NAMES, 2)
        key = pick.choice(["tag", "field", "title"])
        if key == "title":
            run("replace", root, "T ", "Title ", "--field", "title")
            expected = {name: dict(keys, title=keys["title"].replace("T ", "Title ")) for name, keys in before.items()}
            touched = "title"
        elif key == "field":
            run("set", "--query", "", root, "extra=" + new)
            expected = {name: dict(keys, extra=new) for name, keys in before.items()}
            touched = "extra"
        else:
            has = any(old in [str(tag) for tag in keys["tags"]] for keys in before.values())
            run("rename-tag", root, old, new, status=0 if has else 3)
            expected = {name: dict(keys, tags=rename(keys["tags"], old, new)) for name, keys in before.items()}
            touched = None
        after = front_matters(root)
        for name, keys in after.items():
            what = "%s of %s after %s %s %s (seed %d)" % (name, kind, key, old, new, SEED)
            tap.equal(dict(keys, tags=[str(tag) for tag in keys["tags"]]),
                      dict(expected[name], tags=[str(tag) for tag in expected[name]["tags"]]), what)
        diff = [line for line in git(root, "diff", "-U0").splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]
        for line in diff:
            if touched is not None:
                tap.true(line[1:].startswith(touched + ":"), "%r was changed by %s (seed %d)" % (line, key, SEED))
            else:
                tap.true(old in line or new in line, "%r was changed by %s %s (seed %d)" % (line, old, new, SEED))
        n_steps = len([row for row in run_json("history", root) if not row["undone"]])
        git(root, "commit", "-qam", "step", "--allow-empty")
    for _ in range(n_steps):
        run("undo", root)
    first = git(root, "rev-list", "--max-parents=0", "HEAD").strip()
    tap.equal(git(root, "diff", first), "", "undoing all brings every byte back (seed %d)" % SEED)


tap.run([("/broadsheet/organise-random/" + kind, lambda kind=kind: random_changes(kind)) for kind in ("hexo", "jekyll", "hugo")])

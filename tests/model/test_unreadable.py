#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Unreadable folders and files do not count as deleted, and are reported with the reason.
strace, if installed, simulates a bad disk; permissions are tested as a user without them."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile

SOURCE = os.path.abspath(os.environ["BROADSHEET_SOURCE"])
sys.path.insert(0, os.path.join(SOURCE, "tests", "support"))
import tap  # noqa: E402
from cli import CLI, SECONDS, Watching, article, environment, folder, run, scratch  # noqa: E402

FILES = {"top.md": article("Top", category="x"), "a/one.md": article("One", category="x"),
         "a/two.md": article("Two", category="y"), "a/deep/three.md": article("Three"), "b/four.md": article("Four")}
TITLES = {"Top", "One", "Two", "Three", "Four"}
REASON = "Input/output error"


def strace(*options):
    """The start of a command line that makes system calls of the command after it fail."""
    if shutil.which("strace") is None:
        raise tap.Skip("strace is not installed")
    command = ["strace", "-f", "-D", "-qq", "-o", os.devnull, *options]
    # The sanitizers' leak check is a tracer too, and only one tracer is possible.
    if subprocess.run([*command, CLI, "--version"], capture_output=True, check=False, env=environment).returncode != 0:
        raise tap.Skip("strace cannot be used here")
    return command


def broken_folder(root, name, when=""):
    return strace("-P", os.path.join(root, name).rstrip("/"), "-e", "inject=getdents64:error=EIO" + when)


def tell(command, *arguments):
    result = subprocess.run([*command, CLI, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                            stdin=subprocess.DEVNULL, check=False, timeout=SECONDS, env=environment)
    return result.returncode, result.stdout.decode(), result.stderr.decode()


def list_titles(out):
    return {json.loads(line)["title"] for line in out.splitlines()}


def names(said, *paths):
    """Whether the output reports exactly these paths, each with a reason."""
    lines = said.splitlines()
    return len(lines) == len(paths) and all(line.startswith(path + ": error: ") for line, path in zip(lines, paths))


def bad_disk():
    root = folder(FILES)
    broken = os.path.join(root, "a")
    command = broken_folder(root, "a")
    for arguments, expected in ((("list", root, "--json"), {"Top", "Four"}),
                                (("list", root, "--query", "text", "--json"), {"Top", "Four"}),
                                (("search", root, "text", "--json"), {"Top", "Four"})):
        status, out, said = tell(command, *arguments)
        tap.equal((status, list_titles(out)), (3, expected), str(arguments))
        tap.true(names(said, broken) and REASON in said, said)
    for arguments in (("categories", root), ("check", root), ("index", root)):
        status, out, said = tell(command, *arguments)
        tap.equal(status, 3, str(arguments))
        tap.true(names(said, broken) and REASON in said, said)
    run("list", root)


def the_folder_itself():
    root = folder(FILES)
    status, out, said = tell(broken_folder(root, ""), "list", root, "--json")
    tap.equal((status, out), (3, ""))
    tap.true(names(said, root) and REASON in said, said)


def every_moment():
    """Whichever read of a folder fails, either everything is listed or the missing part is reported."""
    root = folder(FILES)
    n_failed = 0
    for when in range(1, 16):
        status, out, said = tell(strace("-e", "inject=getdents64:error=EIO:when=%d" % when), "list", root, "--json")
        if status == 0:
            tap.equal((list_titles(out), said), (TITLES, ""), "read %d" % when)
        else:
            n_failed += 1
            tap.equal(status, 3, said)
            tap.true(said.startswith(root) and REASON in said, said)
    tap.true(n_failed >= 4, "%d of the reads were of the library" % n_failed)


def index_keeps():
    """The index keeps its entries for the folder."""
    root = folder(FILES)
    run("index", root)
    with open(os.path.join(root, "top.md"), "w", encoding="utf-8") as file:
        file.write(article("New"))
    for broken in ("a", ""):
        status, out, said = tell(broken_folder(root, broken), "index", root, "--json")
        tap.equal(status, 3, said)
        tap.equal(json.loads(out)["articles"], 5, "articles without “%s”" % broken)
    out, said = run("index", root, "--json")
    tap.equal(json.loads(out)["articles"], 5)
    tap.equal(said, "")


def import_says():
    """New articles are imported, with a warning that some may already exist."""
    root = folder(FILES)
    source = folder({"new.md": article("New") + "More of it.\n"})
    status, out, said = tell(broken_folder(root, "a"), "import", root, os.path.join(source, "new.md"), "--json")
    tap.equal(status, 3, said)
    tap.true(names(said, os.path.join(root, "a")) and REASON in said, said)
    tap.equal(json.loads(out)["result"], "imported")
    tap.true(os.path.exists(os.path.join(root, json.loads(out)["path"])), out)


def watch_keeps():
    root = folder(FILES)
    with Watching(root, "--json", before=broken_folder(root, "a", ":when=5+")) as watching:
        tap.equal(watching.event(), {"event": "ready", "articles": 5})
        # The site is detected, and then everything is compared, in case the kind of site has changed.
        with open(os.path.join(root, "_config.yml"), "w", encoding="utf-8") as file:
            file.write("title: x\n")
        said = watching.error()
        tap.true(said.startswith(os.path.join(root, "a") + ": error: "), said)
        with open(os.path.join(root, "b", "five.md"), "w", encoding="utf-8") as file:
            file.write(article("Five"))
        tap.equal(watching.event(), {"event": "added", "path": "b/five.md"})
        watching.end(signal.SIGINT, status=3)


def as_nobody():
    """Runs as a user to whom permissions apply."""
    if os.geteuid() != 0:
        return {}
    place = tempfile.mkdtemp(dir=scratch.name)
    os.chmod(scratch.name, 0o755)
    os.chmod(place, 0o777)
    command = shutil.copy(CLI, place)
    env = dict(environment, HOME=place, XDG_CACHE_HOME=place, XDG_DATA_HOME=place, XDG_CONFIG_HOME=place)
    options = {"executable": command, "user": 65534, "group": 65534, "extra_groups": [], "env": env, "cwd": "/"}
    if subprocess.run([CLI, "--version"], capture_output=True, check=False, **options).returncode != 0:
        raise tap.Skip("another user cannot run the program where it lies")
    return options


def open_to_all(root):
    for path, _, files in os.walk(root):
        os.chmod(path, 0o755)
        for name in files:
            os.chmod(os.path.join(path, name), 0o644)


def tell_as(options, *arguments):
    result = subprocess.run([CLI, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False,
                            timeout=SECONDS, **(options or {"env": environment}))
    return result.returncode, result.stdout.decode(), result.stderr.decode()


def permissions():
    options = as_nobody()
    root = folder(FILES)
    open_to_all(root)
    tap.equal(tell_as(options, "list", root)[0], 0)
    os.chmod(os.path.join(root, "a"), 0)
    os.chmod(os.path.join(root, "b", "four.md"), 0)
    try:
        status, out, said = tell_as(options, "list", root, "--json")
        tap.equal((status, list_titles(out)), (3, {"Top", "four"}))
        tap.true(names(said, os.path.join(root, "b/four.md"), os.path.join(root, "a")), said)
        tap.equal(said.count("Permission denied"), 2, said)
        # A folder whose names can be listed but not read.
        os.chmod(os.path.join(root, "a"), 0o444)
        status, out, said = tell_as(options, "list", root, "--json")
        tap.equal((status, list_titles(out)), (3, {"Top", "four", "one", "two"}))
        tap.true(os.path.join(root, "a/deep") + ": error: " in said, said)
    finally:
        os.chmod(os.path.join(root, "a"), 0o755)


def watch_permissions():
    """A folder is reported when it becomes unreadable and is read again later; nothing in it counts as deleted."""
    options = as_nobody()
    root = folder(FILES)
    open_to_all(root)
    closed = os.path.join(root, "a")
    with Watching(root, "--json", **options) as watching:
        tap.equal(watching.event(), {"event": "ready", "articles": 5})
        os.chmod(closed, 0)
        try:
            said = watching.error()
            tap.true(said.startswith(closed + ": error: "), said)
            with open(os.path.join(closed, "six.md"), "w", encoding="utf-8") as file:
                file.write(article("Six"))
            os.unlink(os.path.join(closed, "two.md"))
            os.chmod(os.path.join(closed, "six.md"), 0o644)
        finally:
            os.chmod(closed, 0o755)
        told = [watching.event(), watching.event()]
        tap.equal({(line["event"], line["path"]) for line in told}, {("added", "a/six.md"), ("removed", "a/two.md")})
        said = watching.error()
        tap.true(closed in said and "again" in said, said)
        watching.end(signal.SIGINT)


if __name__ == "__main__":
    tap.run([
        ("/broadsheet/unreadable/bad-disk", bad_disk),
        ("/broadsheet/unreadable/the-folder-itself", the_folder_itself),
        ("/broadsheet/unreadable/every-moment", every_moment),
        ("/broadsheet/unreadable/index-keeps", index_keeps),
        ("/broadsheet/unreadable/import-says", import_says),
        ("/broadsheet/unreadable/watch-keeps", watch_keeps),
        ("/broadsheet/unreadable/permissions", permissions),
        ("/broadsheet/unreadable/watch-permissions", watch_permissions),
    ])

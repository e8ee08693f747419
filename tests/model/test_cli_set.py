#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The report of `set` states the result for each file, and one folder tree has one history."""

import contextlib
import glob
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

SOURCE = os.path.abspath(os.environ["BROADSHEET_SOURCE"])
sys.path.insert(0, os.path.join(SOURCE, "tests", "support"))
import tap  # noqa: E402
from cli import CLI, SECONDS, article, environment, folder, home, run, scratch  # noqa: E402

LIBRARIES = os.path.join(home, "broadsheet", "libraries")


def content(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def homes():
    return {os.path.basename(os.path.dirname(path)) for path in glob.glob(os.path.join(LIBRARIES, "*", "folder"))}


def home_paths(before=()):
    """The folders of the libraries that were added since."""
    paths = []
    for name in homes() - set(before):
        lines = content(os.path.join(LIBRARIES, name, "folder")).splitlines()
        paths += [line[len("Path="):] for line in lines if line.startswith("Path=")]
    return sorted(paths)


def files_of(root):
    return sorted(os.path.join(base, name) for base, _, names in os.walk(root) for name in names if name.endswith(".md"))


def values():
    root = folder({"a.md": "---\ntitle: A\ncount: 12\n---\nx\n"})
    a = os.path.join(root, "a.md")
    run("set", a, "count=123456789012345")
    tap.true("count: 123456789012345\n" in content(a), content(a))
    # JavaScript and others would change this number.
    run("set", a, "count=1234567890123456")
    tap.true("count: '1234567890123456'\n" in content(a), content(a))
    run("set", a, "new=2024-05-06", "when=2024-05-06 10:00:00", "tags.0=q", "tags.1=r", "list.0.k=v", "years.2024=x")
    tap.equal(content(a), "---\ntitle: A\ncount: '1234567890123456'\nnew: 2024-05-06\nwhen: 2024-05-06 10:00:00\n"
              "tags:\n  - q\n  - r\nlist:\n  - {k: v}\nyears:\n  '2024': x\n---\nx\n")
    run("set", a, "tags.5=q", status=1)


def names_in_a_string():
    """Jekyll reads several tags or categories from one string; elsewhere it is one name."""
    text = "---\ntitle: A\ntags: ax ay\ncategories: am an\ncategory: p q\n---\nx\n"
    root = folder({"_config.yml": "title: S\n", "Gemfile": "gem 'jekyll'\n", "_posts/2020-01-02-a.md": text})
    a = os.path.join(root, "_posts", "2020-01-02-a.md")
    run("set", a, "--add", "tags=ay", "--add", "categories=am")
    tap.equal(content(a), text)
    run("set", a, "--add", "tags=az", "--remove", "categories=am")
    tap.equal(content(a), text.replace("tags: ax ay", "tags:\n  - ax\n  - ay\n  - az").replace("categories: am an",
                                                                                        "categories: an"))
    b = os.path.join(folder({"b.md": "---\ntags: ax ay\n---\n"}), "b.md")
    run("set", b, "--add", "tags=az")
    tap.equal(content(b), "---\ntags:\n  - ax ay\n  - az\n---\n")


def many_keys():
    keys = ["key%d" % i for i in range(40000)]
    root = folder({"a.md": "---\ntitle: A\n" + "".join(key + ": v\n" for key in keys) + "---\nx\n", "b.md": article("B")})
    start = time.monotonic()
    run("set", os.path.join(root, "a.md"), "title=New")
    run("set", os.path.join(root, "b.md"), *(key + "=v" for key in keys[:8000]))
    run("set", os.path.join(root, "b.md"), *("--remove=" + key for key in keys[:8000]))
    # Well below a second; a comparison of all pairs of keys would take a minute.
    tap.true(time.monotonic() - start < 20, "%.1f s" % (time.monotonic() - start))
    tap.true(content(os.path.join(root, "b.md")).startswith("---\ntitle: B\n---\n"), content(os.path.join(root, "b.md")))


def one_history():
    before = homes()
    root = folder({"c%02d/d%d/%d.md" % (i % 30, i % 3, i): article("A") for i in range(90)})
    run("set", *files_of(root), "title=New")
    tap.equal(home_paths(before), [root])
    # A single file's library is its own folder, unless it is part of a known library.
    run("set", os.path.join(root, "c07", "d1", "7.md"), "title=Newer")
    tap.equal(home_paths(before), [root])


def site_history():
    before = homes()
    root = folder({"_config.yml": "title: x\n", "source/_posts/a.md": article("A"), "source/_posts/b/c.md": article("C")})
    posts = os.path.join(root, "source", "_posts")
    run("set", os.path.join(posts, "a.md"), "title=New")
    run("set", os.path.join(posts, "b", "c.md"), "title=New")
    tap.equal(home_paths(before), [root])


def shared_folders():
    """Changing several files of the home folder does not make it a library."""
    before = homes()
    for name in ("one/a/1.md", "one/b/2.md", "two/3.md"):
        path = os.path.join(home, "texts", name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(article("A"))
    texts = os.path.join(home, "texts")
    env = {"HOME": texts}
    run("set", *files_of(texts), "title=New", env=env)
    tap.equal(home_paths(before), [os.path.join(texts, "one"), os.path.join(texts, "two")])


def taken_over():
    """The history of a library includes earlier changes below it, and no other history hides them."""
    before = homes()
    root = folder({"x/a.md": article("A"), "y/b.md": article("B")})
    a, b = files_of(root)
    run("set", a, "title=New")
    run("set", b, "title=New")
    tap.equal(home_paths(before), [os.path.dirname(a), os.path.dirname(b)])
    run("index", root)
    run("set", b, "title=Newer")
    tap.equal(home_paths(before), [root])
    (name,) = homes() - before
    tap.equal(len(glob.glob(os.path.join(LIBRARIES, name, "journal", "*.step"))), 3)


def interrupted():
    # In memory if there is room, because this tests timing and not the disk.
    place = "/dev/shm" if os.access("/dev/shm", os.W_OK) else scratch.name
    with tempfile.TemporaryDirectory(prefix="broadsheet-set-", dir=place) as root:
        interrupt_in(root)


def interrupt_in(root):
    for i in range(6000):
        os.makedirs(os.path.join(root, "c%d" % (i % 7)), exist_ok=True)
        with open(os.path.join(root, "c%d" % (i % 7), "%d.md" % i), "w", encoding="utf-8") as file:
            file.write(article("A"))
    names = files_of(root)
    for number, wait in ((signal.SIGINT, 0.02), (signal.SIGTERM, 0.1), (signal.SIGHUP, 0.25), (signal.SIGINT, 0.5)):
        title = "New%s" % wait
        with subprocess.Popen([CLI, "set", "--json", *names, "title=" + title], env=environment, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(wait)
            process.send_signal(number)
            out, said = process.communicate(timeout=SECONDS)
        changed = {name for name in names if "title: %s\n" % title in content(name)}
        if process.returncode < 0:
            # Before it received any event.
            tap.equal((out, changed), ("", set()))
            continue
        rows = {row["path"]: row["result"] for row in map(json.loads, out.splitlines())}
        tap.equal(set(rows), set(names))
        tap.equal({path for path, result in rows.items() if result == "changed"}, changed)
        tap.equal(process.returncode, 0 if len(changed) == len(names) else 3, said)
        tap.equal([name for name in os.listdir(os.path.join(root, "c0")) if not name.endswith(".md")], [])


def can_trace():
    if shutil.which("strace") is None:
        return False
    return subprocess.run(["strace", "-o", "/dev/null", "true"], stderr=subprocess.DEVNULL, check=False).returncode == 0


def faults():
    """Whichever call fails, the report for each file is correct, and the change can be undone."""
    if not can_trace():
        raise tap.Skip("strace is not there, or may not trace")
    for n_files in (2, 7):
        root = folder({"%d.md" % i: article("A") for i in range(n_files)})
        names = files_of(root)
        run("set", *names, "title=First")
        for call in ("fsync", "fdatasync", "syncfs", "rename", "renameat2"):
            for when in range(1, 20):
                title = "%s%d" % (call, when)
                log = os.path.join(scratch.name, "trace")
                result = subprocess.run(
                    ["strace", "-f", "-o", log, "-e", "trace=" + call, "-e",
                     "inject=%s:error=EIO:when=%d" % (call, when), CLI, "set", "--json", *names, "title=" + title],
                    env=environment, capture_output=True, text=True, timeout=SECONDS, check=False)
                if "(INJECTED)" not in content(log):
                    break
                changed = {name for name in names if "title: %s\n" % title in content(name)}
                rows = {row["path"]: row["result"] for row in map(json.loads, result.stdout.splitlines())}
                what = "%s, %d files: %s %s" % (title, n_files, result.stdout, result.stderr)
                tap.equal(set(rows), set(names), what)
                tap.equal({path for path, row in rows.items() if row == "changed"}, changed, what)
                tap.true(result.returncode in (0, 1, 3), what)
                tap.true(not changed or "not made" not in result.stderr, what)
                tap.true(len(changed) == n_files or result.returncode != 0, what)


tap.run([
    ("/cli-set/values", values),
    ("/cli-set/names-in-a-string", names_in_a_string),
    ("/cli-set/many-keys", many_keys),
    ("/cli-set/one-history", one_history),
    ("/cli-set/site-history", site_history),
    ("/cli-set/shared-folders", shared_folders),
    ("/cli-set/taken-over", taken_over),
    ("/cli-set/interrupted", interrupted),
    ("/cli-set/faults", faults),
])

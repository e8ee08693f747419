#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Commands that change, keep and follow a library, as scripts use them."""

import contextlib
import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys

SOURCE = os.path.abspath(os.environ["BROADSHEET_SOURCE"])
sys.path.insert(0, os.path.join(SOURCE, "tests", "support"))
import tap  # noqa: E402
from cli import CLI, FULL, SECONDS, Watching, article, environment, folder, home, run, run_json, scratch  # noqa: E402


def content(*path):
    with open(os.path.join(*path), "rb") as file:
        return file.read().decode()


def set_values():
    root = folder({"a.md": FULL, "b.md": article("B")})
    a, b = os.path.join(root, "a.md"), os.path.join(root, "b.md")
    tap.equal(run("set", a, "author=It is: {me}", "nested.deep.k=no", "comments=true", "count=13"), ("", ""))
    expected = FULL.replace("author: 某报", "author: 'It is: {me}'")
    expected = expected.replace("{k: v}", "{k: 'no'}").replace("comments: false", "comments: true")
    tap.equal(content(a), expected.replace("count: 12", "count: 13"))

    tap.equal(run("set", a, b, "--add", "tags=three", "--remove", "author"), ("", ""))
    tap.true("tags: [one, two, three]\n" in content(a) and "author" not in content(a), content(a))
    tap.true("tags:\n  - three\n" in content(b), content(b))
    run("set", b, "--remove", "tags=three", "a\\.b=x=y")
    tap.true("tags: []\na.b: x=y\n" in content(b), content(b))

    out, said = run("set", a, b, "title=A & B &#123;braces&#125;", "--json")
    tap.equal(said, "")
    tap.equal([json.loads(line) for line in out.splitlines()],
              [{"path": b, "result": "changed"}, {"path": a, "result": "unchanged"}])


def set_refuses():
    broken = "---\ntitle: a: b\n---\n"
    root = folder({"a.md": article("A"), "b.md": broken, "c.txt.c": "x"})
    a, b, c = (os.path.join(root, name) for name in ("a.md", "b.md", "c.txt.c"))
    out, said = run("set", a, b, c, "title=New", status=1)
    tap.equal(out, "")
    tap.true(b + ": error: " in said and "Line 2" in said and c + ": error: " in said, said)
    tap.equal(content(b), broken)
    tap.true("title: New\n" in content(a), content(a))
    out, said = run("set", b, "title=New", "--json", status=1)
    row = json.loads(out)
    tap.equal((row["path"], row["result"]), (b, "failed"))
    tap.true("Line 2" in row["reason"], row["reason"])
    tap.equal(sorted(os.listdir(root)), ["a.md", "b.md", "c.txt.c"])

    run("set", os.path.join(root, "none.md"), "title=x", status=3)
    run("set", a, status=2)
    run("set", "title=x", status=2)
    run("set", a, "=x", status=2)
    run("set", a, "--add", "tags", status=2)
    run("set", status=2)


def links_lead_nowhere():
    """The target of a link outside the library is read but never written."""
    top = folder({"home/bashrc.md": article("Mine"), "away/b.md": article("B"), "lib/a.md": article("A")})
    root = os.path.join(top, "lib")
    os.symlink("../home/bashrc.md", os.path.join(root, "notes.md"))
    os.symlink("../away", os.path.join(root, "linked"))
    os.symlink("/nowhere", os.path.join(root, "dangling"))
    os.symlink("a.md", os.path.join(root, "alias.md"))
    with open(os.path.join(root, "seed.md"), "w", encoding="utf-8") as file:
        file.write(article("Seed"))
    run("set", os.path.join(root, "seed.md"), "title=x")

    out, said = run("set", os.path.join(root, "notes.md"), os.path.join(root, "linked", "b.md"), "title=New", status=1)
    tap.true("“notes.md” is a link to “%s/home/bashrc.md”" % top in said, said)
    tap.true("“linked” is a link to “%s/away”" % top in said, said)
    tap.equal(content(top, "home", "bashrc.md"), article("Mine"))
    tap.equal(content(top, "away", "b.md"), article("B"))

    # A link inside the library works like its target and stays a link.
    run("set", os.path.join(root, "alias.md"), "title=New")
    tap.equal((content(root, "a.md"), os.path.islink(os.path.join(root, "alias.md"))), (article("New"), True))

    # The same for an import, which also reports it in advance.
    sources = folder({"linked/one.md": article("One") + "One.", "dangling/two.md": article("Two") + "Two."})
    for options in (["--dry-run"], []):
        out, said = run("import", *options, root, sources, status=1)
        tap.true("“linked” is a link to “%s/away”" % top in said, said)
        tap.true("“dangling” is a link to “/nowhere”" in said, said)
    tap.equal(os.listdir(os.path.join(top, "away")), ["b.md"])
    tap.true(not os.path.exists("/nowhere"), "a folder was made where a link leads")


def a_site_is_written_where_it_is():
    """A site's own content folder may be a link to any place."""
    top = folder({"site/_config.yml": "title: x\n", "site/source/about.txt": "x", "posts/a.md": article("A"), "in.md": article("In") + "In."})
    os.symlink("../../posts", os.path.join(top, "site", "source", "_posts"))
    run("set", os.path.join(top, "site", "source", "_posts", "a.md"), "title=New")
    tap.equal(content(top, "posts", "a.md"), article("New"))
    run("import", os.path.join(top, "site"), os.path.join(top, "in.md"))
    tap.equal(content(top, "posts", "in.md"), article("In") + "In.")
    # But not the target of a link inside it.
    os.symlink("../in.md", os.path.join(top, "posts", "out.md"))
    out, said = run("set", os.path.join(top, "site", "source", "_posts", "out.md"), "title=New", status=1)
    tap.true("source/_posts/out.md” is a link to “%s/in.md”" % top in said, said)


def others_bytes_come_back():
    """Another program's version from an interrupted change is restored, and this is reported."""
    root = folder({"a.md": article("A"), "new.md": article("New") + "New."})
    data = os.path.join(home, "broadsheet", "libraries")
    before = set(os.listdir(data)) if os.path.isdir(data) else set()
    run("set", os.path.join(root, "a.md"), "title=x")
    [mine] = [name for name in set(os.listdir(data)) - before if os.path.isdir(os.path.join(data, name, "journal"))]

    def interrupt():
        os.makedirs(os.path.join(data, mine, "writing"), exist_ok=True)
        lines = ["%016x %016x 5 %s\n" % (1, 2, os.path.join(root, name)) for name in ("gone.md", "a.md")]
        with open(os.path.join(data, mine, "writing", "writing-0123456789abcdef"), "w", encoding="utf-8") as file:
            file.write("".join(lines) + "commit\n")
        for number in range(2):
            with open(os.path.join(root, ".broadsheet-0123456789abcdef-%d.tmp" % number), "w", encoding="utf-8") as file:
                file.write("Theirs %d.\n" % number)

    duplicate = ["import", root, os.path.join(root, "new.md")]
    for command, status in (["set", os.path.join(root, "a.md"), "title=y"], 0), (duplicate, 1):
        interrupt()
        there = content(root, "a.md")
        out, said = run(*command, status=status)
        tap.true("gone.md”" in said and "has been restored" in said, said)
        [copy] = [name for name in os.listdir(root) if name.startswith("a (Broadsheet's conflicted copy ")]
        tap.true(copy in said, said)
        tap.equal((content(root, "gone.md"), content(root, copy)), ("Theirs 0.\n", "Theirs 1.\n"))
        if command[0] == "import":
            tap.equal(content(root, "a.md"), there)
        for name in ("gone.md", copy):
            os.unlink(os.path.join(root, name))
        tap.equal(sorted(os.listdir(root)), ["a.md", "new.md"])


def set_keeps_a_history():
    root = folder({"a.md": article("A"), "below/b.md": article("B")})
    data = os.path.join(home, "broadsheet", "libraries")
    before = set(os.listdir(data)) if os.path.isdir(data) else set()
    run("set", os.path.join(root, "a.md"), "title=x")
    made = set(os.listdir(data)) - before
    tap.equal(len(made), 1)
    # A folder opened as a library keeps its own history.
    run("set", os.path.join(root, "below", "b.md"), "title=x")
    tap.equal(set(os.listdir(data)) - before, made)
    steps = [name for name in os.listdir(os.path.join(data, made.pop(), "journal")) if name.endswith(".step")]
    tap.equal(len(steps), 2)


def nothing_is_written():
    root = folder({"a.md": FULL, "b.md": article("B", date="x\ndate: y")})

    def look():
        return sorted(
            (folder_path, name, os.stat(os.path.join(folder_path, name)).st_mtime_ns)
            for top in (root, home)
            for folder_path, _, names in os.walk(top)
            for name in names + [""]
        )

    before = look()
    run("list", root)
    run("categories", root)
    run("check", root, status=1)
    run("show", os.path.join(root, "a.md"))
    tap.equal(look(), before)


def index():
    root = folder({"a.md": FULL, "b.md": article("B", date="x\ndate: y")})
    files = {name: open(os.path.join(root, name), "rb").read() for name in os.listdir(root)}
    without = run_json("list", root)
    for arguments in ([], [], ["--rebuild"]):
        [told] = run_json("index", *arguments, root)
        tap.equal(sorted(told), ["articles", "bytes", "list_ms", "problems", "search_ms"])
        tap.equal((told["articles"], told["problems"]), (2, 1))
        tap.true(0 <= told["list_ms"] <= told["search_ms"], told)
        tap.true(told["bytes"] > 0, told)
        tap.equal(run_json("list", root), without, "with an index")
    out, said = run("index", root)
    tap.true(out.startswith("2 articles, 1 needs repair, "), out)
    tap.equal({name: open(os.path.join(root, name), "rb").read() for name in os.listdir(root)}, files)
    run("index", os.path.join(root, "nothing"), status=3)

    # Too deep to be opened by any user.
    place = os.open(root, os.O_RDONLY)
    for number in range(20):
        os.mkdir("d" * 250, dir_fd=place)
        below = os.open("d" * 250, os.O_RDONLY, dir_fd=place)
        os.close(place)
        place = below
    os.close(place)
    complaint = run("list", root, status=3)[1]
    tap.true("cannot be read" in complaint, complaint)
    for arguments in ([], ["--json"], ["--rebuild"]):
        tap.equal(run("index", *arguments, root, status=3)[1], complaint)
    shutil.rmtree(os.path.join(root, "d" * 250))

    cache = os.path.join(home, "broadsheet")
    lock = next(os.path.join(path, name) for path, _, names in os.walk(cache) for name in names if name == "index.db.lock")
    with open(lock) as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        out, said = run("index", "--rebuild", root, status=3)
        tap.true("window" in said, said)
        [told] = run_json("index", root)
        tap.equal((sorted(told), told["articles"]), (["articles", "bytes", "list_ms", "problems", "search_ms"], 2))
        tap.equal(run_json("list", root), without, "while someone writes")

        # Waits for articles that are not indexed yet, until the process that keeps the index ends and we take over.
        with open(os.path.join(root, "c.md"), "w", encoding="utf-8") as file:
            file.write(article("C"))
        waiting = subprocess.Popen([CLI, "index", root], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
        with contextlib.suppress(subprocess.TimeoutExpired):
            waiting.wait(2)
        tap.equal(waiting.returncode, None, "what is missing is not waited for")
    out, said = waiting.communicate(timeout=SECONDS)
    tap.equal(waiting.returncode, 0, said)
    tap.true(out.decode().startswith("3 articles, 1 needs repair, "), out)


def full_disk():
    root = folder({"a.md": article("A")})
    if not os.path.exists("/dev/full"):
        raise tap.Skip("there is no /dev/full")
    with open("/dev/full", "wb") as full:
        out, said = run("list", root, status=3, stdout=full)
    tap.true("No space left" in said, said)


def broken_pipe():
    root = folder({"%d.md" % number: article("x" * 2000) for number in range(200)})
    process = subprocess.Popen([CLI, "list", root, "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
    process.stdout.readline()
    process.stdout.close()
    said = process.stderr.read()
    process.wait(SECONDS)
    tap.equal(said, b"")


def put(root, name, text):
    path = os.path.join(root, name)
    with open(path + ".tmp", "w", encoding="utf-8") as file:
        file.write(text)
    os.rename(path + ".tmp", path)


def watch_events():
    root = folder({"a.md": article("A"), "sub/b.md": article("B")})
    with Watching(root, "--json") as watching:
        tap.equal(watching.event(), {"event": "ready", "articles": 2})
        put(root, "c.md", article("C"))
        tap.equal(watching.event(), {"event": "added", "path": "c.md"})
        put(root, "a.md", article("A changed"))
        tap.equal(watching.event(), {"event": "changed", "path": "a.md"})
        os.rename(os.path.join(root, "c.md"), os.path.join(root, "sub", "d.md"))
        tap.equal(watching.event(), {"event": "moved", "path": "sub/d.md", "from": "c.md"})
        os.unlink(os.path.join(root, "sub", "b.md"))
        tap.equal(watching.event(), {"event": "removed", "path": "sub/b.md"})
        watching.end(signal.SIGTERM)


def watch_text():
    root = folder({"a.md": article("A")})
    with Watching(root) as watching:
        tap.equal(watching.line(), "ready: 1 article")
        put(root, "b.md", article("B"))
        tap.equal(watching.line(), "added: b.md")
        watching.end(signal.SIGINT)


def watch_folder_gone():
    root = folder({"a.md": article("A")})
    with Watching(root, "--json") as watching:
        tap.equal(watching.event()["event"], "ready")
        os.rename(root, root + "-away")
        said = watching.line(watching.process.stderr)
        tap.true(": error: " in said, said)
        os.rename(root + "-away", root)
        tap.true("back" in watching.line(watching.process.stderr), "not said to be back")
        watching.end(signal.SIGTERM)
    run("watch", os.path.join(scratch.name, "nowhere"), status=3)


tap.run(
    [
        ("/broadsheet/cli/set/values", set_values),
        ("/broadsheet/cli/set/refuses", set_refuses),
        ("/broadsheet/cli/set/history", set_keeps_a_history),
        ("/broadsheet/cli/set/recovery", others_bytes_come_back),
        ("/broadsheet/cli/set/links", links_lead_nowhere),
        ("/broadsheet/cli/set/site-link", a_site_is_written_where_it_is),
        ("/broadsheet/cli/nothing-is-written", nothing_is_written),
        ("/broadsheet/cli/index", index),
        ("/broadsheet/cli/full-disk", full_disk),
        ("/broadsheet/cli/broken-pipe", broken_pipe),
        ("/broadsheet/cli/watch/events", watch_events),
        ("/broadsheet/cli/watch/text", watch_text),
        ("/broadsheet/cli/watch/folder-gone", watch_folder_gone),
    ]
)

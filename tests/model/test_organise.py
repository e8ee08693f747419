#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands that organise a library: the files they write, the preview they show, and the requests they refuse."""

import os
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.join(os.environ["BROADSHEET_SOURCE"], "tests", "support"))
import tap  # noqa: E402
from cli import article, folder, run, run_json  # noqa: E402


def read_all(root):
    found = {}
    for place, _, names in os.walk(root):
        for name in names:
            with open(os.path.join(place, name), "rb") as file:
                found[os.path.relpath(os.path.join(place, name), root)] = file.read().decode("utf-8", "surrogateescape")
    return found


FILES = {
    "a.md": article("A", categories="[技术, Linux, 内核]"),
    "b.md": "---\r\ntitle: 'B'   # kept\r\ncategories:\r\n - 技术 # top\r\n - \"Linux\"\r\n---\r\nText.  ",
    "c.md": article("C", categories="[[技术, Linux], [生活]]"),
    "d.md": article("D", categories="[Linux]", tags="[x, y]"),
    "e.md": article("E", categories="[技术, 网络]", tags="y"),
    "broken.md": "---\ntitle: a: b\ncategories: [技术, Linux]\n---\nText.\n",
}


def rename_category():
    root = folder(FILES)
    rows = run_json("rename-category", root, "技术/Linux", "技术/系统", status=1)
    tap.equal(
        sorted((row["path"], row["result"]) for row in rows),
        [("a.md", "changed"), ("b.md", "changed"), ("broken.md", "failed"), ("c.md", "changed")],
    )
    expected = {name: text.replace("技术, Linux", "技术, 系统").replace('"Linux"', '"系统"') for name, text in FILES.items()}
    expected["broken.md"] = FILES["broken.md"]
    tap.equal(read_all(root), expected)
    tap.equal(
        [row["count"] for row in run_json("categories", root) if row["path"] == ["技术", "系统"]], [3], "articles of the new one"
    )


def dry_run():
    """The preview is a patch that gives the written file."""
    root, copy = folder(FILES), folder(FILES)
    out, said = run("rename-category", "--dry-run", root, "技术", "科技", status=1)
    tap.true(os.path.join(root, "broken.md") + ": error: " in said, said)
    tap.equal(read_all(root), FILES)
    if shutil.which("patch") is None:
        raise tap.Skip("patch is not installed")
    subprocess.run(["patch", "-s", "-p1", "--binary", "-d", copy], input=out.encode(), check=True)
    run("rename-category", root, "技术", "科技", status=1)
    tap.equal(read_all(root), read_all(copy))


def merge_category():
    root = folder(FILES)
    said = run("rename-category", root, "Linux", "生活", status=3)[1]
    tap.true("merge-category" in said, said)
    said = run("merge-category", root, "Linux", "nowhere", status=3)[1]
    tap.true("rename-category" in said, said)
    tap.equal(read_all(root), FILES)
    run("merge-category", root, "技术/Linux", "生活", status=1)
    tap.equal(read_all(root)["c.md"], FILES["c.md"].replace("[[技术, Linux], [生活]]", "[[生活]]"))
    tap.equal(read_all(root)["a.md"], FILES["a.md"].replace("技术, Linux, 内核", "生活, 内核"))


def tags():
    root = folder(FILES)
    tap.equal(run_json("tags", root), [{"tag": "y", "count": 2}, {"tag": "x", "count": 1}])
    run("rename-tag", root, "y", "x")
    tap.equal(run_json("tags", root), [{"tag": "x", "count": 2}])
    tap.equal(read_all(root)["d.md"], FILES["d.md"].replace("[x, y]", "[x]"))
    tap.equal(read_all(root)["e.md"], FILES["e.md"].replace("tags: y", "tags: x"))


def refused():
    root = folder(FILES)
    for arguments, status in (
        (("rename-category", root, "nothing", "x"), 3),
        (("rename-category", root, "技术", ""), 2),
        (("rename-category", root, "技术", "a//b"), 2),
        (("rename-category", root, "技术"), 2),
        (("rename-tag", root, "nothing", "x"), 3),
        (("rename-tag", os.path.join(root, "nowhere"), "a", "b"), 3),
    ):
        tap.true(run(*arguments, status=status)[1], "nothing said of %s" % (arguments,))
    tap.equal(read_all(root), FILES)


def sites():
    """Jekyll and Hugo have names instead of paths; Jekyll's string stays a string."""
    jekyll = folder({"_config.yml": "title: x\n", "_posts/2024-01-02-a.md": article("A", categories="a/b c")})
    run("rename-category", jekyll, "a/b", "d")
    tap.equal(read_all(jekyll)["_posts/2024-01-02-a.md"], article("A", categories="d c"))
    hugo = folder({"hugo.toml": "title='x'\n", "content/a.md": '+++\ntitle = "A"\ncategories = ["a", "b"]\n+++\nText.\n'})
    run("rename-category", hugo, "a", "c/d")
    tap.true("categories = [\"c/d\", \"b\"]\n" in read_all(hugo)["content/a.md"], read_all(hugo)["content/a.md"])


tap.run(
    [
        ("/broadsheet/organise/rename-category", rename_category),
        ("/broadsheet/organise/dry-run", dry_run),
        ("/broadsheet/organise/merge-category", merge_category),
        ("/broadsheet/organise/tags", tags),
        ("/broadsheet/organise/refused", refused),
        ("/broadsheet/organise/sites", sites),
    ]
)

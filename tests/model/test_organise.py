#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands that organise a library: the files they write, the preview they show, and the requests they refuse."""

import os
import re
import shutil
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.environ["BROADSHEET_SOURCE"], "tests", "support"))
import tap  # noqa: E402
from cli import CLI, article, environment, folder, run, run_json  # noqa: E402


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


def foresee(root, *arguments):
    """What a command reports, after a dry run has reported the same and written nothing."""
    before = read_all(root)
    shown = sorted(run_json(*arguments, "--dry-run", status=1), key=str)
    tap.equal(read_all(root), before)
    tap.equal(sorted(run_json(*arguments, status=1), key=str), shown)
    return shown


def foreseen():
    """A dry run says of each file what then becomes of it, also where the file itself may not be written."""
    root = folder({"a.md": article("A", tags="[x]"), "locked.md": article("L", tags="[x]"), "b.md": article("B", tags="[z]")})
    other = folder({"o.md": article("O", tags="[x]")})
    os.symlink("a.md", os.path.join(root, "link.md"))
    os.link(os.path.join(root, "a.md"), os.path.join(root, "twin.md"))
    os.symlink(os.path.join(other, "o.md"), os.path.join(root, "outside.md"))
    os.chmod(os.path.join(root, "locked.md"), 0o444)
    rows = foresee(root, "rename-tag", root, "x", "y")
    tap.equal([row["result"] for row in rows].count("changed"), 1, "files that change")
    tap.equal(sorted(row["path"] for row in rows if row["result"] == "failed"), ["locked.md", "outside.md"])
    tap.equal(run("rename-tag", root, "z", "w", "--dry-run")[0].count("+++ "), 1, "diffs")
    run("rename-tag", root, "z", "w")
    os.chmod(os.path.join(root, "b.md"), 0o444)
    rows = foresee(root, "undo", root)
    tap.equal([row["result"] for row in rows], ["failed"], "undo")
    rows = foresee(root, "trash", os.path.join(root, "b.md"))
    tap.equal([row["result"] for row in rows], ["failed"], "trash")


def folders_back():
    """Undoing a move removes the folders that it made, doing it again those that it removed, and neither any other."""
    root = folder({"_config.yml": "title: x\n", "source/_posts/x/a.md": article("A", categories="[x]") + "![](a/p.png)\n",
                   "source/_posts/x/a/p.png": "P", "source/_posts/x/sub/b.md": article("B", categories="[x, sub]")})
    os.makedirs(os.path.join(root, "source/_posts/empty"))
    before = [place for place, _, _ in os.walk(root)]
    run("rename-category", root, "x", "n/y", "--move-files")
    after = sorted(place for place, _, _ in os.walk(root))
    for command, expected in (((), before), (("--redo",), after), ((), before)):
        run("undo", root, *command)
        tap.equal(sorted(place for place, _, _ in os.walk(root)), sorted(expected))
    run("rename-category", root, "x", "empty", "--move-files")
    (step,) = [row["step"] for row in run_json("history", root) if not row["undone"]]
    run("set", os.path.join(root, "source/_posts/empty/a.md"), "n=1")
    run("undo", root, "--step", str(step), "--keep-changed", status=1)
    run("undo", root)
    run("undo", root)
    run("undo", root)
    tap.equal(sorted(place for place, _, _ in os.walk(root)), sorted(before))


def foreseen_links():
    """A move says beforehand which links it cannot write."""
    root = folder({"_config.yml": "title: x\n", "source/_posts/x/a.md": article("A", categories="[x]"),
                   "source/_posts/y/b.md": article("B", categories="[y]") + "[a](../x/a.md)\n"})
    os.chmod(os.path.join(root, "source/_posts/y/b.md"), 0o444)
    arguments = ("rename-category", root, "x", "z", "--move-files")
    for rest in (("--dry-run",), ()):
        rows = run_json(*arguments, *rest, status=1)
        tap.equal([row["path"] for row in rows if row["result"] == "failed"], ["source/_posts/y/b.md"])


def locked():
    """The preview counts what is then done, and says how much is left."""
    for arguments in (["rename-category"], ["rename-category", "--move-files"]):
        root = folder({f"Linux/{name}.md": article(name, categories="[Linux]") for name in "abcd"})
        os.chmod(os.path.join(root, "Linux", "a.md"), 0o444)
        expected = read_all(root)
        said = run(*arguments, root, "Linux", "系统", "--dry-run", status=1)[1]
        tap.true("Linux/a.md: error: " in said and "permissions" in said, said)
        tap.true("in 3 articles\n" in said and "1 file cannot be changed." in said, said)
        tap.equal(read_all(root), expected)
        said = run(*arguments, root, "Linux", "系统", status=1)[1]
        tap.true("in 3 articles\n" in said and "1 file was not changed." in said, said)
        tap.equal(read_all(root)["Linux/a.md"], expected["Linux/a.md"])
        tap.equal(run_json("history", root)[0]["name"], "Rename “Linux” to “系统” in 3 articles")
    root = folder({f"{name}.md": article(name, categories="[Linux]") for name in "ab"})
    os.chmod(root, 0o555)
    said = run("rename-category", root, "Linux", "系统", "--dry-run", status=1)[1]
    tap.true("in 0 articles\n" in said and "2 files cannot be changed." in said, said)
    expected = read_all(root)
    run("rename-category", root, "Linux", "系统", status=1)
    tap.equal(read_all(root), expected)
    os.chmod(root, 0o755)


def merge_category():
    root = folder(FILES)
    said = run("rename-category", root, "Linux", "生活", status=3)[1]
    tap.true("merge-category" in said, said)
    said = run("merge-category", root, "Linux", "nowhere", status=3)[1]
    tap.true("rename-category" in said, said)
    tap.true("below it" in run("merge-category", root, "技术", "技术/Linux", status=3)[1], "a merge into a part of itself")
    tap.equal(read_all(root), FILES)
    run("merge-category", root, "技术/Linux", "生活", status=1)
    tap.equal(read_all(root)["c.md"], FILES["c.md"].replace("[[技术, Linux], [生活]]", "[[生活]]"))
    tap.equal(read_all(root)["a.md"], FILES["a.md"].replace("技术, Linux, 内核", "生活, 内核"))


MIRRORED = {
    "posts/Linux/a.md": article("A", categories="[Linux]") + "[b](b.md) ![](pic.png) [c](../c.md)\n",
    "posts/Linux/b.md": article("B", categories="[Linux, 内核]") + "[a](a.md)\n",
    "posts/Linux/pic.png": "x",
    "posts/c.md": article("C", categories="[生活]") + "[a](Linux/a.md) ![](Linux/pic.png) [gone](Linux/no.md)\n",
}


def move_files():
    """Files in a folder with the name of a category move with it, if that is asked for."""
    root = folder(MIRRORED)
    said = run("rename-category", root, "Linux", "系统", "--dry-run")[1]
    tap.true("2 articles are in a folder with this name" in said, said)
    out = run("rename-category", root, "Linux", "系统", "--dry-run", "--move-files")[0]
    tap.true("rename from posts/Linux/a.md\nrename to posts/系统/a.md\n" in out, out)
    tap.equal(read_all(root), MIRRORED)
    run("rename-category", root, "Linux", "系统", "--move-files")
    expected = {
        name.replace("Linux", "系统"): text.replace("[Linux", "[系统").replace("(Linux/a.md", "(系统/a.md").replace("(Linux/p", "(系统/p")
        for name, text in MIRRORED.items()
    }
    tap.equal(read_all(root), expected)
    tap.true(not os.path.exists(os.path.join(root, "posts", "Linux")), "the old folder is gone")
    run("undo", root)
    tap.equal(read_all(root), MIRRORED)


def merge_files():
    """A file of the same name stays where it is, and is reported."""
    files = dict(MIRRORED, **{"posts/生活/a.md": article("A", categories="[生活]")})
    root = folder(files)
    said = run("merge-category", root, "Linux", "生活", "--move-files", status=1)[1]
    tap.true("posts/Linux/a.md: error: " in said and "posts/生活/a.md" in said, said)
    found = read_all(root)
    tap.equal(found["posts/生活/a.md"], files["posts/生活/a.md"])
    tap.equal(found["posts/生活/b.md"], files["posts/Linux/b.md"].replace("[Linux", "[生活").replace("(a.md", "(../Linux/a.md"))


def refused_once():
    """An article that cannot move and refers to one that does is reported once, and shown once."""
    root = folder({
        "a/one.md": article("One", categories="[a]"),
        "a/two.md": article("Two", categories="[a]") + "[1](one.md)\n",
        "b/two.md": article("Other"),
    })
    for options in (("--dry-run",), ()):
        rows = run_json("rename-category", root, "a", "b", "--move-files", *options, status=1)
        failed = [row for row in rows if row["path"] == "a/two.md"]
        tap.equal([row["result"] for row in failed], ["failed"], str(rows))
        if options:
            out, _ = run("rename-category", root, "a", "b", "--move-files", "--dry-run", status=1)
            tap.true("already exists" in out.split("+++ b/a/two.md")[0].split("one.md")[-1], out)
    tap.true("[1](../b/one.md)" in read_all(root)["a/two.md"], "the reference")


def foreseen_targets():
    """A dry run knows where no file can be created."""
    root = folder({"x/a.md": article("A", categories="[x]"), "y/b.md": article("B")})
    before = read_all(root)
    os.chmod(os.path.join(root, "y"), 0o555)
    for options in (("--dry-run",), ()):
        rows = run_json("rename-category", root, "x", "y", "--move-files", *options, status=1)
        tap.equal([(row["path"], row["result"]) for row in rows], [("x/a.md", "failed")])
        tap.true("permissions of its folder" in rows[0]["reason"], rows[0]["reason"])
    os.chmod(os.path.join(root, "y"), 0o755)
    os.chmod(root, 0o555)
    for options in (("--dry-run",), ()):
        _, said = run("new", root, "--title", "N", *options, status=3)
        tap.true("permissions of its folder" in said, said)
    os.chmod(root, 0o755)
    tap.equal(read_all(root), before)


def linked_article():
    """A link to an article that is renamed changes with it, and is not edited a second time."""
    root = folder({"a.md": article("A", categories="[x]"), "x/b.md": article("B", categories="[x]")})
    os.symlink("a.md", os.path.join(root, "0.md"))
    os.symlink("a.md", os.path.join(root, "l.md"))
    before = read_all(root)
    for options in (("--dry-run",), ()):
        rows = {row["path"]: row["result"] for row in run_json("rename-category", root, "x", "z", "--move-files", *options)}
        tap.equal((rows["a.md"], rows["0.md"], rows["l.md"]), ("changed", "unchanged", "unchanged"))
    tap.equal(read_all(root)["l.md"], article("A", categories="[z]"))
    run("undo", root)
    tap.equal(read_all(root), before)


def folder_category():
    """A category of Jekyll that comes from a folder is renamed with the folder, or not at all."""
    files = {
        "_config.yml": "title: x\n",
        "linux/_posts/2024-01-02-b.md": article("B", categories="tech linux"),
        "_posts/2024-01-01-a.md": article("A") + "{% post_url 2024-01-02-b %} {% link linux/_posts/2024-01-02-b.md %}\n",
    }
    root = folder(files)
    said = run("rename-category", root, "linux", "systems", status=1)[1]
    tap.true("because of its folder “linux”" in said, said)
    tap.equal(read_all(root), files)
    run("rename-category", root, "linux", "systems", "--move-files")
    tap.equal(
        read_all(root),
        {
            "_config.yml": "title: x\n",
            "systems/_posts/2024-01-02-b.md": files["linux/_posts/2024-01-02-b.md"].replace("linux", "systems"),
            "_posts/2024-01-01-a.md": files["_posts/2024-01-01-a.md"].replace("link linux", "link systems"),
        },
    )


KILLS = 16


def killed_move():
    """Wherever a move or its undo is killed, each file is at its old or its new place, and undo brings every byte back."""
    files = {
        "Linux/%03d.md" % i: article("T %d" % i, categories="[Linux]") + "[next](%03d.md) [x](../top.md)\n" % (i + 1)
        for i in range(120)
    }
    files["Linux/pic.png"] = "x" * 100
    files["top.md"] = article("Top") + "".join("[%d](Linux/%03d.md)\n" % (i, i) for i in range(120))
    command = ["rename-category", None, "Linux", "deep/系统", "--move-files"]

    def start(root, arguments):
        environment_here = dict(environment, XDG_DATA_HOME=os.path.join(root + "-data"))
        return subprocess.Popen([CLI] + [root if a is None else a for a in arguments], env=environment_here,
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def finish(root, arguments):
        process = start(root, arguments)
        return process.wait(60)

    def check(root):
        found = read_all(root)
        for name, text in files.items():
            new = name.replace("Linux", "deep/系统")
            there = [found[place] for place in (name, new) if place in found]
            tap.true(there, name + " is missing")
            for content in there:
                tap.true(content.splitlines()[:2] == text.splitlines()[:2], name + " is not whole")
        return found

    root = folder(files)
    begun = time.monotonic()
    tap.equal(finish(root, command), 0)
    whole = time.monotonic() - begun
    moved = check(root)
    tap.true("deep/系统/pic.png" in moved and "Linux/pic.png" not in moved, "all has moved")
    tap.equal(finish(root, ["undo", None]), 0)
    tap.equal(read_all(root), files)
    for i in range(KILLS):
        root = folder(files)
        is_undo = i % 4 == 3
        if is_undo:
            tap.equal(finish(root, command), 0)
        process = start(root, ["undo", None] if is_undo else command)
        try:
            process.wait(whole * (i + 1) / (KILLS + 1))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        check(root)
        # What was not written at all has nothing to undo. Its temporary files are removed by the next change.
        finish(root, ["undo", None])
        left = {name: text for name, text in read_all(root).items() if not os.path.basename(name).startswith(".broadsheet-")}
        tap.equal(left, files, "kill %d" % i)


def tags():
    root = folder(FILES)
    tap.equal(run_json("tags", root), [{"tag": "y", "count": 2}, {"tag": "x", "count": 1}])
    run("rename-tag", root, "y", "x")
    tap.equal(run_json("tags", root), [{"tag": "x", "count": 2}])
    tap.equal(read_all(root)["d.md"], FILES["d.md"].replace("[x, y]", "[x]"))
    tap.equal(read_all(root)["e.md"], FILES["e.md"].replace("tags: y", "tags: x"))
    # A tag is read without the spaces around it.
    root = folder({"a.md": article("A", tags="[x, y]", categories="[a]")})
    run("rename-tag", root, " x", "y ")
    run("rename-category", root, "a", " b / c ")
    tap.equal(read_all(root)["a.md"], article("A", tags="[y]", categories="[b, c]"))


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


def texts(*names):
    return {name: article(name[0].upper()) for name in names}


def set_found():
    """What a query finds is changed, and nothing else; shown beforehand it is a patch."""
    root = folder({"a.md": article("Apple", tags="[x]"), "b.md": article("Pear", tags="[x]"), "c.md": article("Plum")})
    before = read_all(root)
    out, _ = run("set", "--dry-run", "--query", "tag:x", root, "draft=true")
    tap.equal([line for line in out.splitlines() if line.startswith("+++")], ["+++ b/a.md", "+++ b/b.md"])
    tap.equal(read_all(root), before)
    rows = run_json("set", "--query", "tag:x", root, "draft=true")
    tap.equal(rows, [{"path": "a.md", "result": "changed"}, {"path": "b.md", "result": "changed"}])
    tap.equal(read_all(root)["a.md"], before["a.md"].replace("tags: [x]\n", "tags: [x]\ndraft: true\n"))
    tap.equal(read_all(root)["c.md"], before["c.md"])
    run("set", "--query", "tag:x", os.path.join(root, "a.md"), os.path.join(root, "b.md"), "draft=true", status=2)
    # One by one, and shown beforehand too.
    out, _ = run("set", "--dry-run", os.path.join(root, "c.md"), "draft=true")
    tap.true("+draft: true\n" in out, out)
    tap.equal(read_all(root)["c.md"], before["c.md"])


def history():
    root = folder(texts("a.md", "b.md"))
    before = read_all(root)
    tap.equal(run_json("history", root), [])
    tap.true(run("undo", root, status=3)[1], "nothing said where there is nothing to undo")
    run("set", "--query", "", root, "draft=true")
    changed = read_all(root)
    run("set", os.path.join(root, "b.md"), "title=New")
    rows = run_json("history", root)
    tap.equal(
        [(row["name"], row["created"], row["changed"], row["removed"], row["undone"]) for row in rows],
        [("Set title of 1 article", 0, 1, 0, False), ("Set draft of 2 articles", 0, 2, 0, False)],
    )
    tap.true(all(row["size"] > 0 and row["date"].endswith("Z") for row in rows), rows)
    out, said = run("undo", "--dry-run", root)
    tap.true("-title: New\n" in out and "Set title of 1 article" in said, out + said)
    tap.equal([row["result"] for row in run_json("undo", root)], ["changed"])
    tap.equal(read_all(root), changed)
    tap.true("Set draft of 2 articles" in run("undo", root)[1], "what was undone is not said")
    tap.equal(read_all(root), before)
    tap.equal([row["undone"] for row in run_json("history", root)], [True, True])
    run("undo", "--redo", root)
    tap.equal(read_all(root), changed)


def undo_changed():
    """What someone has changed since is not undone, unless one says so."""
    root = folder(texts("a.md", "b.md"))
    before = read_all(root)
    run("set", "--query", "", root, "draft=true")
    with open(os.path.join(root, "b.md"), "a", encoding="utf-8") as file:
        file.write("More.\n")
    changed = read_all(root)
    for arguments, status in (((), 3), (("--keep-changed",), 1)):
        rows = run_json("undo", root, *arguments, "--dry-run", status=status)
        tap.equal([row["result"] for row in rows].count("changed"), len(arguments), "foreseen")
        out, said = run("undo", root, *arguments, "--dry-run", status=status)
        tap.equal(out.count("+++ "), len(arguments), out)
    tap.equal(read_all(root), changed)
    out, said = run("undo", root, status=3)
    tap.true("b.md" in said and "has been changed since" in said, said)
    tap.equal(read_all(root), changed)
    run("undo", "--keep-changed", root, status=1)
    tap.equal(read_all(root), {"a.md": before["a.md"], "b.md": changed["b.md"]})


def undo_changed_move():
    """What was changed after it was moved is not taken away, and a dry run takes nothing away at all."""
    root = folder({"_config.yml": "title: x\n", "source/_posts/x/a.md": article("A", categories="[x]"),
                   "source/_posts/x/b.md": article("B", categories="[x]")})
    run("rename-category", root, "x", "y", "--move-files")
    with open(os.path.join(root, "source/_posts/y/a.md"), "a", encoding="utf-8") as file:
        file.write("More.\n")
    changed = read_all(root)
    for rest in (("--dry-run",), ()):
        out, said = run("undo", root, *rest, status=3)
        tap.true("y/a.md" in said and "has been changed since" in said, said)
        tap.equal((out, read_all(root)), ("", changed))
    run("undo", root, "--keep-changed", status=1)
    tap.equal(read_all(root)["source/_posts/y/a.md"], changed["source/_posts/y/a.md"])
    tap.equal(sorted(read_all(root))[-2:], ["source/_posts/x/b.md", "source/_posts/y/a.md"])
    # A new article that was changed goes to the trash, but only when it is undone.
    (row,) = run_json("new", root, "--title", "N")
    with open(os.path.join(root, row["path"]), "a", encoding="utf-8") as file:
        file.write("More.\n")
    changed = read_all(root)
    run("undo", root, "--dry-run")
    tap.equal(read_all(root), changed)


def undo_step():
    """Any step can be undone whose files are as it left them, and that can be undone as well."""
    root = folder(texts("a.md", "b.md"))
    before = read_all(root)
    run("set", os.path.join(root, "a.md"), "title=First")
    run("set", os.path.join(root, "b.md"), "title=Second")
    step = run_json("history", root)[1]["step"]
    run("undo", "--step", str(step), root)
    tap.equal(read_all(root)["a.md"], before["a.md"])
    tap.true("title: Second" in read_all(root)["b.md"], "the step between was undone")
    run("undo", root)
    tap.true("title: First" in read_all(root)["a.md"], "undoing was not undone")
    run("set", os.path.join(root, "a.md"), "title=Third")
    now = read_all(root)
    run("undo", "--step", str(step), root, status=3)
    run("undo", "--step", "12", root, status=3)
    run("undo", "--step", "x", root, status=2)
    tap.equal(read_all(root), now)


def one_history():
    """Whatever changes a file, and whatever folder is named, it is one history."""
    root = folder({"_config.yml": "title: x\n", "source/_posts/a.md": article("A", tags="[x]")})
    posts = os.path.join(root, "source", "_posts")
    run("set", os.path.join(posts, "a.md"), "title=New")
    run("rename-tag", posts, "x", "z")
    run("rename-tag", root, "z", "y2")
    tap.equal(len(run_json("history", root)), 3)
    tap.equal(run_json("history", posts), run_json("history", root))


def trash():
    root = folder(texts("a.md", "b.md"))
    before = read_all(root)
    a = os.path.join(root, "a.md")
    os.utime(a, (1234567890, 1234567890))
    os.chmod(a, 0o640)
    run("trash", "--dry-run", a)
    tap.equal(read_all(root), before)
    tap.equal(run_json("trash", "--permanently", a), [{"path": a, "result": "changed"}])
    tap.equal(sorted(read_all(root)), ["b.md"])
    tap.equal([row["removed"] for row in run_json("history", root)], [1])
    run("undo", root)
    tap.equal(read_all(root), before)
    tap.equal((os.stat(a).st_mode & 0o777, os.stat(a).st_mtime), (0o640, 1234567890))
    run("trash", os.path.join(root, "nowhere.md"), status=3)
    # Where there is no trash the file stays, and what to do is said.
    result = subprocess.run([CLI, "trash", a], env=environment, capture_output=True, text=True, check=False)
    tap.equal(os.path.exists(a), result.returncode == 1, result.stderr)
    tap.equal("--permanently" in result.stderr, result.returncode == 1, result.stderr)


def too_large():
    """Of a file above the limit, no part is taken for the whole, neither in the trash nor as a copy."""
    root = folder({"a.md": article("A")})
    path = os.path.join(root, "big.md")
    with open(path, "w", encoding="ascii") as file:
        file.write(article("Big"))
        file.truncate(64 * 1024 * 1024 + 2)
    for arguments in (("trash", path), ("trash", path, "--permanently")):
        for rest in (("--dry-run",), ()):
            (row,) = run_json(*arguments, *rest, status=1)
            tap.true("64 MiB" in row["reason"], row)
    tap.equal(os.stat(path).st_size, 64 * 1024 * 1024 + 2)
    tap.equal(run_json("history", root), [])


def new_with_template():
    """The site's own template is filled, not run."""
    hexo = folder({
        "_config.yml": "title: x\nnew_post_name: :year-:title.md\n",
        "source/_posts/one-two.md": article("A"),
        "scaffolds/post.md": "---\ntitle: {{ title }}\ndate: {{ date }}\nlayout: {{ layout }}\nby: '{{ author }}'\n---\nOn {{ title }}.\n",
    })
    before = read_all(hexo)
    out, said = run("new", hexo, "--title", "My: New  Post", "--category", "a/b", "--dry-run")
    tap.true("{{ author }}" in said, said)
    tap.equal(read_all(hexo), before)
    (row,) = run_json("new", hexo, "--title", "My: New  Post", "--category", "a/b")
    tap.equal((row["result"], row["removed"]), ("created", ["{{ author }}"]))
    tap.true(re.fullmatch(r"source/_posts/20\d\d-my-new-post\.md", row["path"]), row)
    tap.true("+++ b/" + row["path"] in out, out)
    text = re.sub(r"date: 20\d\d-\d\d-\d\d \d\d:\d\d:\d\d\n", "date: D\n", read_all(hexo)[row["path"]])
    tap.equal(text, "---\ntitle: 'My: New  Post'\ndate: D\nlayout: post\nby: ''\ncategories:\n  - a\n  - b\n---\nOn My: New  Post.\n")
    (again,) = run_json("new", hexo, "--title", "My: New  Post")
    tap.equal(again["path"], row["path"].replace(".md", "-2.md"))
    run("undo", hexo)
    run("undo", hexo)
    tap.equal(read_all(hexo), before)

    hugo = folder({
        "hugo.toml": "title='x'\n",
        "content/posts/one-two.md": article("A"),
        "archetypes/default.md": '+++\ntitle = "{{ replace .Name "-" " " | title }}"\ndate = {{ .Date }}\ndraft = true\nslug = "{{ .Name }}"\n+++\n{{< toc >}}\n',
    })
    (row,) = run_json("new", hugo, "--title", 'A "quoted" title')
    tap.equal((row["path"], row["removed"]), ("content/posts/a-quoted-title.md", []))
    (listed,) = [one for one in run_json("list", hugo) if one["path"] == row["path"]]
    tap.equal((listed["title"], listed["draft"], listed["problems"]), ('A "quoted" title', True, []))
    tap.true('slug = "a-quoted-title"\n+++\n{{< toc >}}\n' in read_all(hugo)[row["path"]], read_all(hugo)[row["path"]])


def new_names():
    """A new article has a name that lists it, whatever its title is, and the site's pattern."""
    for title in ("|", "#", "?:", "<<", ".", "-"):
        root = folder({"a-b.md": article("A")})
        (row,) = run_json("new", root, "--title=" + title)
        tap.equal([one["title"] for one in run_json("list", root) if one["path"] == row["path"]], [title])
    for pattern, path in ((":title", r"v1\.0\.md"), (":year/:title", r"20\d\d/v1\.0\.md"), (":hash-:title.html", r"[0-9a-f]{12}-v1\.0\.html")):
        root = folder({"_config.yml": "new_post_name: %s\n" % pattern, "source/_posts/a.md": article("A")})
        (row,) = run_json("new", root, "--title", "v1.0")
        tap.true(re.fullmatch("source/_posts/" + path, row["path"]), row)


def new_like_others():
    jekyll = folder({
        "_config.yml": "title: x\n",
        "_posts/2024-01-02-a-b.md": article("A", layout="post", categories="c", tags="[x]", by="me"),
        "_posts/2024-01-03-c.md": article("C", layout="post", categories="c", tags="[y]", by="you", extra="1"),
        "_posts/2024-01-03-d.md": article("D", layout="page", categories="d", other="1"),
    })
    (row,) = run_json("new", jekyll, "--title", "中文 标题", "--category", "c")
    tap.true(re.fullmatch(r"_posts/20\d\d-\d\d-\d\d-中文-标题\.md", row["path"]), row)
    lines = read_all(jekyll)[row["path"]].split("---\n")[1].splitlines()
    tap.equal(sorted(lines), sorted(["title: 中文 标题", "layout: post", "categories:", "  - c", "tags: []", "by:"]))
    mirrored = folder({"a/b/%d.md" % i: article("A%d" % i, categories="[a, b]") for i in range(3)})
    (row,) = run_json("new", mirrored, "--title", "X", "--category", "a/new")
    tap.equal(row["path"], "a/new/x.md")
    tap.equal([one["removed"] for one in run_json("history", mirrored)], [0])
    run("new", mirrored, status=2)
    run("new", mirrored, "--title", "", status=2)
    run("new", mirrored, "--title", "X", "--category", "a//b", status=2)
    run("new", os.path.join(mirrored, "nowhere"), "--title", "X", status=3)


def replace():
    root = folder({
        "a.md": "---\ntitle: old one # kept\ntags: [old, 'old new', x]\nn: 12\n---\nAn old text.\r\nolder  \n",
        "b.md": article("B", tags="[y]"),
        "latin.md": "---\ntitle: L\n---\nUn vieil \xe9l\xe9phant old, d\xe9j\xe0 vu \xe0 l'\xe9cole.\n".encode("latin-1"),
        "head.md": "old\ntitle: x\n---\n",
    })
    before = read_all(root)
    run("replace", root, "old", "new", "--field", "tags")
    tap.equal(read_all(root)["a.md"], before["a.md"].replace("[old, 'old new', x]", "[new, 'new new', x]"))
    run("undo", root)
    run("replace", root, "^old", "the \\\\0".replace("\\\\", "\\"), "--regex", "--field", "title")
    tap.equal(read_all(root)["a.md"], before["a.md"].replace("title: old one", "title: the old one"))
    run("undo", root)
    out, _ = run("replace", root, r"o(ld)\b", r"k\1", "--regex", "--field", "body", "--query", "text", "--dry-run")
    tap.true("-An old text.\r\n+An kld text.\r\n" in out, out)
    tap.equal(read_all(root), before)
    rows = {row["path"]: row["result"] for row in run_json("replace", root, "old", "young", "--field", "body", status=1)}
    tap.equal((rows["a.md"], rows["b.md"], rows["latin.md"]), ("changed", "unchanged", "failed"))
    tap.equal(read_all(root)["a.md"], before["a.md"].replace("An old text.\r\nolder", "An young text.\r\nyounger"))
    tap.equal(read_all(root)["latin.md"], before["latin.md"])
    run("undo", root)
    tap.equal(read_all(root), before)
    # What becomes front matter was not asked for.
    run("replace", root, "old", "---", "--field", "body", "--query", "title:x", status=1)
    tap.equal(read_all(root), before)
    for arguments in (("(", "x", "--regex"), ("", "x"), ("(*LIMIT_MATCH=1)a", "x", "--regex"), ("a", "\\", "--regex")):
        run("replace", root, *arguments, "--field", "body", status=2)
    run("replace", root, "a", "b", status=2)
    run("replace", root, "a", "b", "--field", "", status=2)


def replace_names():
    """Replacing names leaves none twice, none empty, and every other item as it is."""
    tags = "---\ntags:\n  - ab # one\n  - 'a' # two\n  - b\nauthors: [ab, c]\nimages: [ab, a]\n---\n"
    for site, place in (({"_config.yml": "title: x\n", "source/_posts/o.md": article("O")}, "source/_posts/a.md"),
                        ({"hugo.toml": "title = 'x'\n"}, "content/a.md")):
        root = folder({**site, place: tags})
        for field, to, after in (("tags", "a", tags.replace("  - ab # one\n", "")),
                                 ("tags", "b", tags.replace("  - ab # one\n", "")),
                                 ("tags", "", tags.replace("  - ab # one\n", "")),
                                 ("authors", "", tags.replace("[ab, c]", "[c]")),
                                 ("images", "a", tags.replace("[ab, a]", "[a, a]"))):
            run("replace", root, "ab", to, "--field", field)
            tap.equal(read_all(root)[place], after, "%s in %s" % (field, place))
            run("undo", root)
    # A path of Hexo may have a name twice. Braces are written as the file writes them.
    path = "---\ntitle: a &#123;b&#125;\ncategories: [ab, a]\n---\n&#123;\n"
    root = folder({"a.md": path})
    run("replace", root, "ab", "a", "--field", "categories")
    tap.equal(read_all(root)["a.md"], path.replace("[ab, a]", "[a, a]"))
    run("replace", root, "a ", "{x} ", "--field", "title")
    tap.equal(read_all(root)["a.md"], path.replace("[ab, a]", "[a, a]").replace("title: a", "title: '&#123;x&#125;").replace(
        "&#123;b&#125;\n", "&#123;b&#125;'\n", 1))


def no_name_twice():
    """No change leaves a name or a path twice. One that was twice before and is not meant stays."""
    hexo = {"_config.yml": "title: x\n", "source/_posts/o.md": article("O")}
    jekyll = {"_config.yml": "title: x\n", "_posts/2020-01-02-o.md": article("O"), "_layouts/x.html": ""}
    for others, place, key, value, arguments, after in (
        (hexo, "source/_posts/a.md", "categories", "[[a], [b]]", ("replace", "b", "a"), "[[a]]"),
        (hexo, "source/_posts/a.md", "categories", "[[b], [a], c]", ("replace", "b", "a"), "[[a], c]"),
        (hexo, "source/_posts/a.md", "categories", "[[b], a, c]", ("replace", "b", "a"), "[[a], c]"),
        (hexo, "source/_posts/a.md", "categories", "[[x, a], [x, b]]", ("replace", "b", "a"), "[[x, a]]"),
        (hexo, "source/_posts/a.md", "categories", "[[x], [x], [b]]", ("replace", "b", "x"), "[[x], [x]]"),
        (hexo, "source/_posts/a.md", "categories", "[[x], [x], [b]]", ("replace", "b", "c"), "[[x], [x], [c]]"),
        (hexo, "source/_posts/a.md", "categories", "[[x], [b]]", ("replace", "b", ""), "[[x]]"),
        (hexo, "source/_posts/a.md", "categories", "[[a, b], [c]]", ("replace", "b", "a"), "[[a, a], [c]]"),
        (hexo, "source/_posts/a.md", "categories", "[[a], [b]]", ("--add", "categories=a"), None),
        (hexo, "source/_posts/a.md", "categories", "[[a], [b]]", ("categories.1=a",), "[[a]]"),
        (hexo, "source/_posts/a.md", "categories", "[[a], [b]]", ("categories.1.0=a",), "[[a]]"),
        (hexo, "source/_posts/a.md", "categories", "[[a], [a]]", ("categories.1.0=a",), None),
        (hexo, "source/_posts/a.md", "categories", "[[a], b, c]", ("--remove", "categories.0"), "[[b], c]"),
        (hexo, "source/_posts/a.md", "tags", "[a, {name: b}]", ("replace", "b", "a"), "[a]"),
        (hexo, "source/_posts/a.md", "tags", "[{name: a}, b]", ("--add", "tags=a"), None),
        (hexo, "source/_posts/a.md", "tags", "[a, b]", ("tags.1=a",), "[a]"),
        (jekyll, "_posts/2020-01-01-a.md", "tags", "a b c", ("replace", "b", "a"), "a c"),
        (jekyll, "_posts/2020-01-01-a.md", "tags", "x x b", ("replace", "b", "c"), "x x c"),
        (jekyll, "_posts/2020-01-01-a.md", "tags", "[[a], [b]]", ("replace", "b", "a"), "[[a]]"),
    ):
        before = "---\ntitle: A\n%s: %s\n---\nText.\n"
        root = folder({**others, place: before % (key, value)})
        if arguments[0] == "replace":
            run("replace", root, *arguments[1:], "--field", key)
        else:
            run("set", os.path.join(root, place), *arguments)
        tap.equal(read_all(root)[place], before % (key, after or value), "%s: %s" % (value, " ".join(arguments)))


def empty_names():
    """Every command that takes the path of a category refuses one with an empty name, and changes nothing."""
    root = folder({"a.md": article("A", categories="[A, B]"), "b.md": article("B", tags="t")})
    source = folder({"x.md": article("X")})
    before = read_all(root)
    for name in ("A//B", "/A", "A/", "A/ /B", "A/\u3000", "", " ", "\u200b", b"A/\xff"):
        for arguments in (
            ("import", root, source, "--category", name),
            ("new", root, "--title", "N", "--category", name),
            ("rename-category", root, "A/B", name),
            ("rename-category", root, name, "C"),
            ("merge-category", root, name, "A"),
        ):
            run(*arguments, status=2)
    for name in ("", " ", "\u3000"):
        run("rename-tag", root, "t", name, status=2)
    tap.equal(read_all(root), before)
    # Names are written as they are read: without spaces around them, on one line.
    run("rename-category", root, "A/ B ", "A\u3000/ C\nD")
    tap.equal(read_all(root)["a.md"], article("A", categories="[A, C D]"))
    hugo = folder({"hugo.toml": "title = 'x'\n", "content/posts/a.md": article("A") + "Another text.\n"})
    run("import", hugo, source, "--category", "A/B")
    (made,) = [text for path, text in read_all(hugo).items() if path.endswith("x.md")]
    tap.true('["A/B"]' in made or "[A/B]" in made or "- A/B\n" in made, made)


def replace_in_time():
    """A pattern that would take for ever ends."""
    root = folder({"a.md": article("A") + "a" * 30000 + "\n"})
    before = read_all(root)
    start = time.monotonic()
    run("replace", root, "(a+)+[bc]", "x", "--regex", "--field", "body", status=1)
    run("replace", root, "(a|aa)+[bc]$", "x", "--regex", "--field", "body", status=1)
    tap.true(time.monotonic() - start < 20, "it took %.1f s" % (time.monotonic() - start))
    tap.equal(read_all(root), before)


tap.run(
    [
        ("/broadsheet/organise/rename-category", rename_category),
        ("/broadsheet/organise/dry-run", dry_run),
        ("/broadsheet/organise/foreseen", foreseen),
        ("/broadsheet/organise/folders-back", folders_back),
        ("/broadsheet/organise/foreseen-links", foreseen_links),
        ("/broadsheet/organise/locked", locked),
        ("/broadsheet/organise/merge-category", merge_category),
        ("/broadsheet/organise/move-files", move_files),
        ("/broadsheet/organise/merge-files", merge_files),
        ("/broadsheet/organise/refused-once", refused_once),
        ("/broadsheet/organise/linked-article", linked_article),
        ("/broadsheet/organise/foreseen-targets", foreseen_targets),
        ("/broadsheet/organise/folder-category", folder_category),
        ("/broadsheet/organise/killed-move", killed_move),
        ("/broadsheet/organise/tags", tags),
        ("/broadsheet/organise/refused", refused),
        ("/broadsheet/organise/sites", sites),
        ("/broadsheet/organise/set-found", set_found),
        ("/broadsheet/organise/history", history),
        ("/broadsheet/organise/undo-changed", undo_changed),
        ("/broadsheet/organise/undo-changed-move", undo_changed_move),
        ("/broadsheet/organise/undo-step", undo_step),
        ("/broadsheet/organise/one-history", one_history),
        ("/broadsheet/organise/trash", trash),
        ("/broadsheet/organise/too-large", too_large),
        ("/broadsheet/organise/replace", replace),
        ("/broadsheet/organise/replace-names", replace_names),
        ("/broadsheet/organise/no-name-twice", no_name_twice),
        ("/broadsheet/organise/empty-names", empty_names),
        ("/broadsheet/organise/replace-in-time", replace_in_time),
        ("/broadsheet/organise/new-with-template", new_with_template),
        ("/broadsheet/organise/new-names", new_names),
        ("/broadsheet/organise/new-like-others", new_like_others),
    ]
)

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The figures about a library, as `broadsheet-cli health` shows them."""

import os
import sys

SOURCE = os.path.abspath(os.environ["BROADSHEET_SOURCE"])
sys.path.insert(0, os.path.join(SOURCE, "tests", "support"))
import tap  # noqa: E402
from cli import folder, run, run_json  # noqa: E402


def page(title, body="正文。", **keys):
    return "\n".join(["---", "title: " + title] + ["%s: %s" % item for item in keys.items()] + ["---", "", body, ""])


def health(root, *arguments):
    answer, = run_json("health", root, *arguments)
    return answer


def counts(figures, key):
    return {figure[key]: figure["count"] for figure in figures}


def figures():
    root = folder({
        "a.md": page("甲", date="2024-05-01", author="某报"),
        "b.md": page("乙", date="2024-05-31 23:59:59", author="某报"),
        "c.md": page("丙", "English words only, and not many of them.", date="2023-01-01", lang="en-GB"),
        "d.md": page("丁", "日本語のテキストです。これはひらがなが多い。"),
        "e.md": "---\ntitle: a: b\n---\n" + "字" * 30000,
        "f.md": "",
    })
    found = health(root)
    tap.equal(found["articles"], 6)
    tap.equal(found["bytes"], sum(os.path.getsize(os.path.join(root, name)) for name in os.listdir(root)))
    tap.equal([(m["month"], m["count"]) for m in found["months"]], [("2023-01", 1), ("2024-05", 2), (None, 3)])
    tap.equal([(s["source"], s["count"]) for s in found["sources"]], [(None, 4), ("某报", 2)])
    tap.equal(counts(found["languages"], "language"), {"zh": 3, "ja": 1, "en-GB": 1, None: 1})
    tap.equal(counts(found["problems"], "kind")["colon"], 1)
    sizes = counts(found["sizes"], "from")
    tap.equal((sizes[0], sizes[1], sizes[65536]), (1, 4, 1))
    # Each number leads to its articles: by a search, and by their paths.
    for section in ("months", "sources", "problems"):
        for figure in found[section]:
            if figure["query"]:
                tap.equal(len(run_json("search", root, figure["query"])), figure["count"], figure["query"])
    paths = health(root, "--paths")
    tap.equal([m["paths"] for m in paths["months"]][:2], [["c.md"], ["a.md", "b.md"]])
    out, said = run("health", root)
    tap.true("某报" in out and "2024-05" in out and said == "", out + said)


def links_and_images():
    root = folder({
        "notes/a.md": page("甲", "\n\n".join([
            "[乙](b.md)", "[无](gone.md)", "[上](../c.md#x)", "[网](https://example.org/x.md)", "[信](mailto:a@b.c)",
            "[位](#here)", "[[b]]", "[[没有这篇]]", "![图](../img/a.png)", "![图](../img/gone.png)",
            "![网图](https://example.org/b.png)", "[文件](../img)", "`[码](code.md)`"])),
        "notes/b.md": page("乙", '<img src="../img/b%20b.jpg">', cover="../img/c.webp"),
        "c.md": page("丙"),
        "img/a.png": b"x", "img/b b.jpg": b"x", "img/c.webp": b"x", "img/unused.gif": b"x", ".hidden/d.png": b"x",
    })
    found = health(root)
    tap.equal([(l["path"], l["line"], l["link"]) for l in found["dead_links"]],
              [("notes/a.md", 7, "gone.md"), ("notes/a.md", 19, "没有这篇")])
    tap.equal([(l["path"], l["image"]) for l in found["missing_images"]], [("notes/a.md", "../img/gone.png")])
    tap.equal([image["path"] for image in found["unused_images"]], ["img/unused.gif"])
    tap.equal(found["left_out"], [])


def left_out():
    root = folder({
        "_config.yml": "title: x\npermalink: /:title/\n",
        "_posts/2024-01-01-a.md": page("A"),
        "_posts/sub/2024-02-02-a.md": page("A"),
        "_posts/2999-01-01-b.md": page("B"),
        "_posts/2024-01-03-c.md": page("C", published="false"),
        "_drafts/d.md": page("D"),
        "notes/e.md": page("E"),
        "_site/x.html": "<p>x</p>",
    })
    found = {entry["path"]: (entry["reason"], entry.get("other")) for entry in health(root)["left_out"]}
    tap.equal(found, {
        "_posts/sub/2024-02-02-a.md": ("same-address", "_posts/2024-01-01-a.md"),
        "_posts/2999-01-01-b.md": ("future", None),
        "_posts/2024-01-03-c.md": ("draft", None),
        "_drafts/d.md": ("draft", None),
        "notes/e.md": ("outside", None),
    })


tap.run([("/broadsheet/health/" + case.__name__.replace("_", "-"), case)
         for case in (figures, links_and_images, left_out)])

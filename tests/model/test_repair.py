#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`repair`: each kind of fix gives the right bytes, files that are broken on purpose get their values back, and undo
gives each its bytes."""

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile

SOURCE = os.path.abspath(os.environ["BROADSHEET_SOURCE"])
sys.path.insert(0, os.path.join(SOURCE, "tests", "support"))
import tap  # noqa: E402
from cli import run, scratch  # noqa: E402

BODY = "\nText of it.\n"

# The name, the options, the file, and the file as it is repaired; None if it must stay.
CASES = [
    ("colon", [], "---\ntitle: a: b\n---\n", "---\ntitle: 'a: b'\n---\n"),
    ("colon-crlf", [], "---\r\ntitle: a: b\r\nx: 1\r\n---\r\n", "---\r\ntitle: 'a: b'\r\nx: 1\r\n---\r\n"),
    ("quote", [], '---\ntitle: "a "b" c"\n---\n', '---\ntitle: "a \\"b\\" c"\n---\n'),
    ("single-quote", [], "---\ntitle: 'it's'\n---\n", "---\ntitle: 'it''s'\n---\n"),
    ("escape", [], '---\ntitle: "it\\\'s"\n---\n', '---\ntitle: "it\'s"\n---\n'),
    ("at", [], "---\nauthor: @a\n---\n", "---\nauthor: '@a'\n---\n"),
    ("percent", [], "---\ntitle: %a\n---\n", "---\ntitle: '%a'\n---\n"),
    ("backtick", [], "---\ntitle: `a` b\n---\n", "---\ntitle: '`a` b'\n---\n"),
    ("pipe", [], "---\ntitle: |a b\n---\n", "---\ntitle: '|a b'\n---\n"),
    ("comma", [], "---\ntitle: ,a\n---\n", "---\ntitle: ',a'\n---\n"),
    ("star", [], "---\ntitle: **a** b\n---\n", "---\ntitle: '**a** b'\n---\n"),
    ("item", [], "---\ntags:\n- @a\n- b\n---\n", "---\ntags:\n- '@a'\n- b\n---\n"),
    ("tab", [], "---\ntitle: a\ntags:\n\t- a\n\t- b\n---\n", "---\ntitle: a\ntags:\n  - a\n  - b\n---\n"),
    ("space", [], "---\ntitle:a\ndate: 2020-01-01\n---\n", "---\ntitle: a\ndate: 2020-01-01\n---\n"),
    ("unclosed", [], "---\ntitle: a\n\nText\n", "---\ntitle: a\n---\n\nText\n"),
    ("junk", [], "---junk\ntitle: a\n---\n", "---\ntitle: a\n---\n"),
    ("brace", [], "{---\ntitle: a\n---\n", "---\ntitle: a\n---\n"),
    ("dashes", [], "———\ntitle: a\n—-\n", "---\ntitle: a\n---\n"),
    ("nul", [], "---\ntitle: a\n---\nx\0y\n", "---\ntitle: a\n---\nxy\n"),
    ("list", [], "---\ntitle: a\ntags: - x\ndraft: no\n---\n", "---\ntitle: a\ntags:\n  - x\ndraft: no\n---\n"),
    ("indent", [], "---\nmap:\n  a: 1\n   b: 2\nx: 3\n---\n", "---\nmap:\n  a: 1\n  b: 2\nx: 3\n---\n"),
    ("two", [], "---\ntitle: a: b\nauthor: @c\n---\n", "---\ntitle: 'a: b'\nauthor: '@c'\n---\n"),
    ("toml", [], '+++\ntitle = "a\nx = 1\n+++\n', '+++\ntitle = "a"\nx = 1\n+++\n'),
    ("duplicate", [], "---\na: 1\na: 2\n---\n", None),
    ("first", ["--choose", "duplicate-key=first"], "---\na: 1\nb: 3\na:\n - 2\n---\n", "---\na: 1\nb: 3\n---\n"),
    ("last", ["--choose", "duplicate-key=last"], "---\na: 1\nb: 3\na:\n - 2\n---\n", "---\nb: 3\na:\n - 2\n---\n"),
    ("both", ["--choose", "duplicate-key=both"], "---\ntags: [a, b]\nd: 1\ntags:\n  - c\n  - a\n---\n", "---\ntags: [a, b, c]\nd: 1\n---\n"),
    ("both-block", ["--choose", "duplicate-key=both"], "---\ntags:\n  - a\nd: 1\ntags: b # x\n---\n", "---\ntags:\n  - a\n  - b\nd: 1\n---\n"),
    ("both-text", ["--choose", "duplicate-key=both"], "---\ntitle: a\ntitle: 'b: c'\n---\n", "---\ntitle: 'a b: c'\n---\n"),
    ("both-same", ["--choose", "duplicate-key=both"], "---\nlayout: a\nx:\nx: 1\nlayout: a\n---\n", "---\nlayout: a\nx: 1\n---\n"),
    ("both-dates", ["--choose", "duplicate-key=both"], "---\ndate: 2020-01-01\ndate: 2020-01-02\n---\n", None),
    ("second", [], "---\nx: 1\n---\n\n---\ntitle: b\n---\n", None),
    ("second-first", ["--choose", "second-front-matter=first"], "---\ntitle: a\n---\n\n---\ntitle: b\n---\n", "---\ntitle: a\n---\n\n"),
    ("second-last", ["--choose", "second-front-matter=last"], "---\ntitle: a\n---\n\n---\ntitle: b\n---\n", "---\ntitle: b\n---\n"),
    ("second-both", ["--choose", "second-front-matter=both"], "---\nx: 1\n---\n---\ntitle: b\n---\n", "---\nx: 1\ntitle: b\n---\n"),
    ("second-same", ["--choose", "second-front-matter=both"], "---\ntitle: a\n---\n---\ntitle: a\n---\n", None),
    ("conflict", [], "---\n<<<<<<< a\nt: 1\n=======\nt: 2\n>>>>>>> b\n---\n", None),
    ("ours", ["--choose", "conflict-markers=ours"], "---\n<<<<<<< a\nt: 1\n=======\nt: 2\n>>>>>>> b\n---\n", "---\nt: 1\n---\n"),
    ("theirs-colon", ["--choose", "conflict-markers=theirs"], "---\n<<<<<<< a\nt: 1\n=======\nt: 2: 3\n>>>>>>> b\nu: @v\n---\n", "---\nt: '2: 3'\nu: '@v'\n---\n"),
    ("theirs", ["--choose", "conflict-markers=theirs"], "---\n<<<<<<< a\nt: 1\n=======\nt: 2\n>>>>>>> b\n---\n", "---\nt: 2\n---\n"),
    ("bracket", [], "---\nbad: [\n---\n", None),
    ("codes", [], '---\ntitle: "\\u4e2d "a""\n---\n', None),
    ("note", [], "---\ntitle: a\ndate: Invalid Date\n---\n", ""),
    ("no-date", ["--choose", "date=none"], "---\ntitle: a\ndate: Invalid Date\n---\n", "---\ntitle: a\ndate: \n---\n"),
    ("2017-2-5-name", ["--choose", "date=name"], "---\ndate: Invalid Date # x\n---\n", "---\ndate: 2017-02-05 # x\n---\n"),
    ("2017-2-5-change", ["--choose", "date=name"], "---\nupdated: 'no'\n---\n", None),
    ("unnamed", ["--choose", "date=name"], "---\ndate: Invalid Date\n---\n", None),
    ("odd", [], '---\n"title"  :   "a"   # b\ntags: [ a,b ]\n---\n', ""),
]


def write(path, data):
    with open(path, "wb") as file:
        file.write(data)


def read(path):
    with open(path, "rb") as file:
        return file.read()


def kinds():
    for name, options, before, after in CASES:
        with tempfile.TemporaryDirectory(dir=scratch.name) as folder:
            path = os.path.join(folder, name + ".md")
            old = (before + BODY).encode()
            write(path, old)
            shown, _ = run("repair", path, "--dry-run", *options, status=1 if after is None else 0)
            tap.equal(read(path), old, name + ": a dry run")
            tap.equal(bool(shown), bool(after), name + ": the diff")
            run("repair", path, *options, status=1 if after is None else 0)
            tap.equal(read(path), (after + BODY).encode() if after else old, name)
            if after:
                new = read(path)
                run("repair", path, *options)
                tap.equal(read(path), new, name + ": a second time")
                run("undo", folder)
                tap.equal(read(path), old, name + ": undone")


def encoding():
    path = os.path.join(scratch.name, "gbk.md")
    text = "---\ntitle: 水墨山水画的历史\n---\n这是一篇关于水墨画的文章，作者是一位老师。\n"
    write(path, text.encode("gbk"))
    run("repair", path)
    tap.equal(read(path), text.encode("gbk"), "without a choice")
    said, _ = run("repair", path, "--json", "--choose", "encoding=utf-8")
    tap.equal(read(path), text.encode(), "converted")
    row = json.loads(said)
    tap.equal((row["line"], row["after"]), (2, "title: 水墨山水画的历史"))
    tap.true("水墨" not in row["before"] and row["before"].startswith("title: "), "the other reading")


def dates():
    """A file's time is written so that every reader gets the same instant."""
    import yaml  # noqa: PLC0415
    path = os.path.join(scratch.name, "dated.md")
    write(path, b"---\ndate: '14:000:00'\n---\n")
    os.utime(path, (1600000000, 1600000000))
    run("repair", path, "--choose", "date=file")
    date = yaml.safe_load(read(path).decode().split("---")[1])["date"]
    tap.equal(date.timestamp(), 1600000000)
    tap.true(b"+08:00" in read(path), "not in local time")
    # A site has a time of its own.
    site = os.path.join(scratch.name, "site")
    posts = os.path.join(site, "source", "_posts")
    os.makedirs(posts)
    write(os.path.join(site, "_config.yml"), b"title: x\ntimezone: America/New_York\n")
    path = os.path.join(posts, "dated.md")
    write(path, b"---\ndate: '14:000:00'\n---\n")
    os.utime(path, (1600000000, 1600000000))
    run("repair", path, "--choose", "date=file")
    tap.equal(read(path), b"---\ndate: 2020-09-13T08:26:40-04:00\n---\n")


READER = r"""
const fs = require('fs');
let yaml;
try { yaml = require('js-yaml'); } catch (error) { yaml = require('/usr/share/nodejs/js-yaml'); }
const texts = JSON.parse(fs.readFileSync(0, 'utf8'));
console.log(JSON.stringify(texts.map((text) => {
  try { return yaml.load(text, {schema: yaml.FAILSAFE_SCHEMA}); } catch (error) { return String(error); }
}), (key, value) => value === null ? '' : value));
"""


def compare_readers(heads):
    """js-yaml reads the front matter as PyYAML does."""
    import yaml  # noqa: PLC0415
    try:
        result = subprocess.run(["node", "-e", READER], input=json.dumps(heads).encode(), stdout=subprocess.PIPE,
                                stderr=subprocess.DEVNULL, check=False)
    except FileNotFoundError:
        result = None
    if result is None or result.returncode != 0:
        print("# SKIPPED: js-yaml is missing. Install the package node-js-yaml.")
        return
    for head, theirs in zip(heads, json.loads(result.stdout)):
        # Both leave every value as text.
        tap.equal(theirs, yaml.load(head, yaml.BaseLoader), "js-yaml: " + head)


def traps():
    """Each trap that needs repair has a fix, or a reason why not."""
    unfixed = {
        "05-all-on-opener-line.md", "09-blank-line-before-opener.md", "15-js-front-matter.html",
        "28-hebrew-glued-metadata.md", "30-stray-continuation.md", "36-jekyll-bad-post.md",
        "64-broken-utf8-nbsp.md", "65-cp1252-apostrophe.md",
    }
    choices = ["--choose", "duplicate-key=last", "--choose", "conflict-markers=ours"]
    shared = os.path.join(os.environ.get("BROADSHEET_SHARED", "/nowhere"), "samples", "traps")
    for source in (os.path.join(SOURCE, "tests", "fixtures", "traps"), shared):
        if not os.path.isdir(source):
            continue
        folder = os.path.join(scratch.name, "traps-%d" % len(source))
        os.mkdir(folder)
        for name in os.listdir(source):
            shutil.copyfile(os.path.join(source, name), os.path.join(folder, name))
        run("repair", folder, *choices, status=1)
        said, _ = run("check", folder, "--json", status=1)
        left = {os.path.basename(json.loads(line)["path"]) for line in said.splitlines()}
        tap.equal(left - unfixed, set(), "not repaired")
        _, reasons = run("repair", folder, *choices, status=1)
        tap.equal({name for name in left if name not in reasons}, set(), "without a reason")
        fixed = [read(os.path.join(folder, name)) for name in os.listdir(folder)
                 if read(os.path.join(folder, name)) != read(os.path.join(source, name))]
        compare_readers([text.decode().replace("\r\n", "\n").split("---\n")[1] for text in fixed
                         if text.startswith(b"---")])


def told():
    path = os.path.join(scratch.name, "told.md")
    write(path, b"---\ntitle: a: b\n---\n")
    said, _ = run("repair", path, "--json", "--dry-run")
    rows = [json.loads(line) for line in said.splitlines()]
    wanted = {"path": path, "kind": "colon", "safe": True, "line": 2, "before": "title: a: b", "after": "title: 'a: b'"}
    tap.equal(rows, [wanted])
    run("repair", path, "--kind", "dashes")
    tap.equal(read(path), b"---\ntitle: a: b\n---\n", "another kind")
    run("repair", path, "--kind", "nothing", status=2)
    run("repair", path, "--choose", "date=never", status=2)


def left_over():
    """What stays is told of problem by problem, each time, and nothing is written for it."""
    files = {
        "empty.md": (b"", [("empty", 0)]),
        "cut.md": (b'---\ntitle: "abc', [("cut-off", 2)]),
        "a.sync-conflict-20200101-010101-ABCDEFG.md": (b"---\ntitle: a\n---\nx\n", [("conflicted-copy", 0)]),
        "b.sync-conflict-20200101-010101-ABCDEFG.md": (b"---\ntitle: a: b\n---\nx\n", [("conflicted-copy", 0)]),
        "two.md": (b"---\na: 1\na: 2\nb: 1\nb: 2\n---\n", [("duplicate-key", 3), ("duplicate-key", 5)]),
        "half.md": (b"---\ntitle: b\nx: 1\nx: 2\n---\nx\0y\n", [("duplicate-key", 4)]),
        "good.md": (b"---\ntitle: b\n---\nx\n", []),
    }
    with tempfile.TemporaryDirectory(dir=scratch.name) as folder:
        for name, (data, _) in files.items():
            write(os.path.join(folder, name), data)
        wanted = sorted((name, kind, line) for name, (_, problems) in files.items() for kind, line in problems)
        for options in (["--dry-run"], [], []):
            said, _ = run("repair", folder, "--json", *options, status=1)
            rows = [row for row in map(json.loads, said.splitlines()) if "reason" in row]
            tap.equal(sorted((row["path"], row["kind"], row["line"]) for row in rows), wanted, "told in JSON")
        before = {name: read(os.path.join(folder, name)) for name in files}
        tap.true(b"\0" not in before["half.md"] and b"'a: b'" in before["b.sync-conflict-20200101-010101-ABCDEFG.md"], "the others are fixed")
        _, reasons = run("repair", folder, status=1)
        tap.equal({name: read(os.path.join(folder, name)) for name in files}, before, "a second time")
        for name, kind, line in wanted:
            place = os.path.join(folder, name) + (":%d:" % line if line else ": warning: ")
            tap.equal(sum(said.startswith(place) for said in reasons.splitlines()), 1, place)
        tap.true("Choose how with --choose duplicate-key=" in reasons, "what to do")
        run("repair", os.path.join(folder, "empty.md"), status=1)
        run("repair", folder, "--kind", "dashes")


# How good files are broken. Each gets the lines of the front matter, with its delimiters, and changes them.
def broken(lines, way, number):
    title = "%s的%d" % ("水墨画" * (number % 3 + 1), number)
    values = {"title": title}
    key = lambda value: lines.__setitem__(1, "title: " + value)
    if way == "colon":
        values["title"] = title + ": x"
        key(values["title"])
    elif way == "quote":
        values["title"] = '他说"%s"吧' % title
        key('"%s"' % values["title"])
    elif way == "apostrophe":
        values["title"] = "What's %s" % title
        key("'%s'" % values["title"])
    elif way == "escape":
        values["title"] = "It's " + title
        key('"It\\\'s %s"' % title)
    elif way == "indicator":
        values["title"] = "@%`|,*&"[number % 7] + title + " x"
        key(values["title"])
        if values["title"][0] == "&":
            values["title"] = "@" + title
            key(values["title"])
    elif way == "space":
        lines[1] = "title:" + title
    elif way == "tab":
        key(title)
        lines[:] = [line.replace("  - ", "\t- ") for line in lines]
    elif way == "unclosed":
        key(title)
        del lines[-1]
    elif way == "junk":
        key(title)
        lines[0] += "x%d" % number
    elif way == "brace":
        key(title)
        lines[0] = "{---"
    elif way == "dashes":
        key(title)
        lines[0] = random.Random(number).choice(("———", "—-"))
    elif way == "list":
        key(title)
        lines[3:5] = []
        lines[2] = "tags: - 甲%d" % number
        values["tags"] = ["甲%d" % number]
    return values


WAYS = ("colon", "quote", "apostrophe", "escape", "indicator", "space", "tab", "unclosed", "junk", "brace", "dashes", "list")


def breaking():
    import yaml  # noqa: PLC0415
    count = int(os.environ.get("BROADSHEET_REPAIRS", "2000"))
    wanted, before = {}, {}
    with tempfile.TemporaryDirectory(dir=scratch.name) as folder:
        for number in range(count):
            way = WAYS[number % len(WAYS)]
            lines = ["---", "", "tags:", "  - 甲", "  - 乙%d" % number, "author: 某人", "n: %d" % number, "---"]
            values = {"tags": ["甲", "乙%d" % number], "author": "某人", "n": number}
            values.update(broken(lines, way, number))
            path = os.path.join(folder, "%04d-%s.md" % (number, way))
            body = "\n<p>第%d段</p>\n" % number
            wanted[path] = (way, values, body)
            before[path] = ("\n".join(lines) + "\n" + body).encode()
            write(path, before[path])
        run("repair", folder, "--json", status=None)
        fixed, wrong, left, heads = 0, [], [], []
        for path, (way, values, body) in wanted.items():
            text = read(path).decode()
            if read(path) == before[path]:
                left.append(way)
                continue
            head, _, rest = text[4:].partition("\n---\n")
            if not text.startswith("---\n") or rest != body or yaml.safe_load(head) != values:
                wrong.append((os.path.basename(path), text[:200]))
            fixed += 1
            heads.append(head + "\n")
        tap.equal(wrong[:3], [], "fixed wrongly")
        compare_readers(heads)
        tap.true(fixed >= 0.95 * count, "Only %d of %d were fixed; not %s" % (fixed, count, sorted(set(left))))
        run("undo", folder)
        tap.equal([path for path in before if read(path) != before[path]], [], "not undone")


tap.run([
    ("/repair/kinds", kinds),
    ("/repair/encoding", encoding),
    ("/repair/dates", dates),
    ("/repair/traps", traps),
    ("/repair/told", told),
    ("/repair/left-over", left_over),
    ("/repair/breaking", breaking),
])

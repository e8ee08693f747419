#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line is a contract with scripts: every key, every exit status, and the stream for each output."""

import contextlib
import ctypes
import ctypes.util
import json
import os
import sqlite3
import subprocess
import sys
import tempfile

SOURCE = os.path.abspath(os.environ["BROADSHEET_SOURCE"])
sys.path.insert(0, os.path.join(SOURCE, "tests", "support"))
import tap  # noqa: E402
from cli import CLI, FULL, article, folder, run, run_json, scratch, titles  # noqa: E402

SHARED = os.environ.get("BROADSHEET_SHARED", "")
LIST_KEYS = ["path", "title", "date", "categories", "tags", "authors", "image", "draft", "body", "problems"]

# The file that marks-file.c creates for a library that was opened before.
MARKS = """
CREATE TABLE IF NOT EXISTS article (id INTEGER PRIMARY KEY, content INTEGER NOT NULL, body INTEGER NOT NULL,
  marks INTEGER NOT NULL, changed INTEGER NOT NULL, gone INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS article_gone ON article (content) WHERE gone > 0;
CREATE INDEX IF NOT EXISTS article_changed ON article (changed) WHERE changed > 0;
CREATE TABLE IF NOT EXISTS place (id INTEGER PRIMARY KEY, path BLOB NOT NULL, position TEXT, fraction REAL);
CREATE TABLE IF NOT EXISTS state (complete INTEGER NOT NULL);
DELETE FROM state; INSERT INTO state VALUES (1);
PRAGMA user_version = 1;
"""


def usage():
    root = folder({"a.md": article("A")})
    for arguments in (
        [], ["nonsense"], ["--nonsense"], ["list"], ["list", root, root], ["list", root, "--sort", "size"],
        ["list", root, "--limit", "-1"], ["list", root, "--limit", "x"],
        ["list", root, "--nonsense"], ["categories"], ["show"], ["show", "a", "b"], ["show", "a", "--as", "pdf"],
        ["show", "a", "--as", "html", "--json"], ["check"], ["watch"], ["search", root], ["search", root, "x", "--limit", "-1"],
    ):
        out, said = run(*arguments, status=2)
        tap.equal(out, "", "standard output of a wrong call")
        tap.true("broadsheet-cli" in said and "--help" in said, "does not say how it is called: " + said)


def helps():
    out, said = run("--help")
    for command in ("list", "search", "categories", "show", "check", "index", "watch", "import", "export", "set", "repair", "duplicates",
                    "health"):
        tap.true("\n  %s " % command in out, "%s is not in --help" % command)
        own, said = run(command, "--help")
        tap.true(("broadsheet-cli %s [" % command) in own, "not its own help: " + own)
        tap.equal(run(command, "--version")[0], run("--version")[0])
    tap.equal(run("--version")[0], "broadsheet-cli %s\n" % os.environ["BROADSHEET_VERSION"])


def list_keys():
    root = folder({"posts/full.md": FULL, "bare.md": "Nothing but text.\n"})
    rows = run_json("list", root, "--sort", "path")
    for row in rows:
        tap.equal(list(row), LIST_KEYS)
        for problem in row["problems"]:
            tap.equal(list(problem), ["line", "column", "severity", "message"])
    tap.equal(
        rows[1],
        {
            "path": "posts/full.md", "title": "A & B {braces}", "date": "2022-05-17T23:51:20Z",
            "categories": [["金融", "新浪", "要闻"]], "tags": ["one", "two"], "authors": ["某报"], "image": "a.png",
            "draft": False, "body": "markdown", "problems": [],
        },
    )
    bare = rows[0]
    tap.equal((bare["date"], bare["categories"], bare["tags"], bare["authors"], bare["image"]), (None, [], [], [], None))
    tap.equal(bare["problems"][0]["severity"], "note")


def list_dates():
    root = folder({
        "local.md": article("L", date="2021-09-08 08:09:09"),
        "invalid.md": article("I", date="Invalid Date"),
        "2017-2-5-name.md": article("N"),
        "zone.md": article("Z", date="2022-01-01T00:00:00+05:30"),
    })
    found = {row["title"]: row["date"] for row in run_json("list", root)}
    tap.equal(found["L"], "2021-09-08T00:09:09Z")
    tap.equal(found["I"], None)
    tap.equal(found["N"], "2017-02-04T16:00:00Z")
    tap.equal(found["Z"], "2021-12-31T18:30:00Z")


def list_site_timezone():
    root = folder({
        "_config.yml": "title: x\ntimezone: America/New_York\n",
        "source/_posts/a.md": article("A", date="2021-07-01 00:00:00"),
    })
    tap.equal(run_json("list", root)[0]["date"], "2021-07-01T04:00:00Z")


def list_path_bytes():
    name = b"caf\xe9 %.md"
    root = folder({name: article("Bytes"), "caf\u00e9.md": article("UTF-8")})
    rows = {row["title"]: row for row in run_json("list", root)}
    tap.equal(list(rows["Bytes"]), ["path", "path_bytes"] + LIST_KEYS[1:])
    tap.equal(rows["Bytes"]["path"], "caf\ufffd %.md")
    tap.equal(rows["Bytes"]["path_bytes"], "caf%E9%20%25.md")
    tap.true("path_bytes" not in rows["UTF-8"], "path_bytes where the path is UTF-8")


def list_sorts():
    root = folder({
        "b.md": article("Zebra", date="2020-01-01"), "a.md": article("apple", date="2022-01-01"),
        "c.md": article("Banana", date="2021-01-01"),
    })
    tap.equal(titles(run_json("list", root)), ["apple", "Banana", "Zebra"])
    tap.equal(titles(run_json("list", root, "--reverse")), ["Zebra", "Banana", "apple"])
    tap.equal(titles(run_json("list", root, "--sort", "title", env={"LC_ALL": "en_US.UTF-8"})), ["apple", "Banana", "Zebra"])
    tap.equal(titles(run_json("list", root, "--sort", "path")), ["apple", "Zebra", "Banana"])
    tap.equal(titles(run_json("list", root, "--sort", "path", "--reverse")), ["Banana", "Zebra", "apple"])
    tap.equal(titles(run_json("list", root, "--limit", "2")), ["apple", "Banana"])
    tap.equal(titles(run_json("list", root, "--limit", "0")), [])


def list_filters():
    root = folder({
        "1.md": article("deep", categories="[A, B, C]", tags="[x]"),
        "2.md": article("middle", categories="[A, B]"),
        "3.md": article("other", categories="[A, BB]", tags="[x, y]"),
        "4.md": article("slash", categories="[A, 'B / C']"),
        "5.md": article("broken", date="2020-01-01\ndate: 2021-01-01"),
        "6.md": "No front matter.\n",
    })

    def found(*arguments):
        return sorted(titles(run_json("list", root, *arguments)))

    tap.equal(found("--category", "A/B"), ["deep", "middle"])
    tap.equal(found("--category", "A/B/C"), ["deep"])
    tap.equal(found("--category", "A"), ["deep", "middle", "other", "slash"])
    tap.equal(found("--category", "A/B / C"), ["slash"])
    tap.equal(found("--category", "a"), [])
    tap.equal(found("--category", "B"), [])
    tap.equal(found("--tag", "x"), ["deep", "other"])
    tap.equal(found("--tag", "x", "--category", "A/BB"), ["other"])
    tap.equal(found("--problems"), ["broken"])


def list_text():
    root = folder({"a.md": article('"red \\e[31m\\n text"', categories="[A, B]", date="2022-05-17 10:00")})
    out, said = run("list", root)
    tap.equal(len(out.splitlines()), 1)
    tap.true("\x1b" not in out, "an escape sequence reached the terminal")
    for piece in ("2022-05-17 10:00", "red", "A › B", "a.md"):
        tap.true(piece in out, "%s is not in %r" % (piece, out))


def fields():
    """What an article is written in and holds, and any key that occurs; the same with an index and without."""
    root = folder({
        "english.md": "---\ntitle: English\ndate: 2020-01-01\nlang: en\nmood: happy\ncount: 12\n---\n\n```c\nint x;\n```\n",
        "中文.md": "---\ntitle: 中文\ndate: 2021-01-01\nmood: sad\n---\n\n这是中文正文。\n\n$$x^2$$\n",
        "video.html": "---\ntitle: Film\ndate: 2022-01-01\nmood: [happy, calm]\n---\n<video src=x.mp4></video>\n",
        "none.md": "---\ntitle: None\ndate: Invalid Date\n---\nThe price is $5 or $6; `code` in a line.\n",
    })
    for _ in range(2):
        for query, found in (
            ("lang:zh", ["中文"]), ("lang:en", ["English"]), ("语言:zh", ["中文"]), ("has:code", ["English"]), ("has:math", ["中文"]),
            ("has:video", ["Film"]), ("has:note", ["None"]), ("mood:happy", ["Film", "English"]), ("mood:sad", ["中文"]),
            ("count:12", ["English"]), ("mood:nothing", []), ("-has:code has:math", ["中文"]),
            ("has:code OR lang:zh", ["中文", "English"]), ("mood:happy -lang:en", ["Film"]),
        ):
            tap.equal(titles(run_json("search", root, query)), found, query)
        # What is no key of this library is text before a colon.
        tap.equal(run("search", root, "10:30")[1], "")
        run("index", root)
    with open(os.path.join(root, "none.md"), "w", encoding="utf-8") as file:
        file.write(article("None", mood="sad"))
    tap.equal(titles(run_json("search", root, "mood:sad")), ["中文", "None"])
    tap.equal(titles(run_json("search", root, "has:note")), [])


def search():
    root = folder({
        "apple.md": "---\ntitle: 苹果\ndate: 2020-01-01\n---\n无\n",
        "old.md": "---\ntitle: Old\ndate: 2021-01-01\ntags: [t]\n---\n一个苹果，两个苹果，三个苹果。\n",
        "new.md": "---\ntitle: New\ndate: 2022-01-01\ncategories: [a, b]\n---\n<p>苹<b>果</b></p><p>an e-mail</p>\n",
        "none.md": "---\ntitle: None\ndate: 2023-01-01\n---\n苹。果\n",
    })
    rows = run_json("search", root, "苹果")
    tap.equal(titles(rows), ["苹果", "Old", "New"])
    for row in rows:
        tap.equal(list(row), LIST_KEYS + ["snippet"])
    tap.equal(rows[1]["snippet"], "一个苹果，两个苹果，三个苹果。")
    tap.equal(rows[2]["snippet"], "苹果 an e-mail")
    for query, found in (
        ("email", ["New"]), ("苹果 -tag:t", ["苹果", "New"]), ("category:a/b", ["New"]), ("before:2021-06 苹果", ["苹果", "Old"]),
        ("title：苹果", ["苹果"]), ("", ["None", "New", "Old", "苹果"]), ("“苹果", ["苹果", "Old", "New"]), ("nothing", []),
        ("苹果 OR 无", ["苹果", "Old", "New"]), ("苹果 is:draft", []), ("date:2021", ["Old"]), ("#t OR (苹果 an)", ["New", "Old"]),
        ("is:undated", []), ("in:x", []), ("after:2022 before:2023", ["New"]),
    ):
        tap.equal(titles(run_json("search", root, query)), found)
    hair = folder({"old.md": "---\ntitle: 頭髮\n---\nx\n", "new.md": "---\ntitle: N\n---\n他的头发。\n"})
    tap.equal(titles(run_json("search", hair, "头发")), ["頭髮", "N"])
    run("index", hair)
    tap.equal(titles(run_json("search", hair, '="头发"')), ["N"])
    tap.equal(titles(run_json("search", hair, '="頭髮"')), ["頭髮"])
    out, said = run("search", root, "before:yesterdy 苹果", status=1)
    tap.true("“yesterdy” is not a date" in said, said)
    tap.true("苹果" in out, "the rest of the search is not done")
    run_json("list", root, "--query", "is:strange", status=1)
    tap.true("“tile:” is not a field" in run("search", root, "tile:苹果")[1], "an unknown field is not reported")
    tap.equal(run("search", root, "http://苹果")[1], "")
    run("set", "--query", "before:yesterdy", root, "draft=true", status=3)
    tap.equal(titles(run_json("search", root, "is:draft")), [], "articles were changed for a search that is not understood")
    tap.equal(titles(run_json("search", root, "--limit", "1", "苹果")), ["苹果"])
    tap.equal(titles(run_json("list", root, "--query", "苹果")), ["New", "Old", "苹果"])
    tap.equal(list(run_json("list", root, "--query", "email")[0]), LIST_KEYS)
    tap.equal(titles(run_json("list", root, "--query", "苹果", "--tag", "t")), ["Old"])
    tap.equal(json.loads(run("search", "--json", root, "--", "-苹果")[0])["title"], "None")
    tap.true("\n    一个苹果" in run("search", root, "苹果")[0], "no snippet below the line")
    for arguments in (["-苹果"], ["-苹果", "--limit", "2"], ["--limit=2", "-苹果"]):
        tap.equal(titles(run_json("search", root, *arguments)), ["None"], "a query that begins with a dash")
    tap.equal(titles(run_json("search", root, "--苹果", "--limit", "0")), [])
    tap.equal(run("search", "--json", "--", root, "--json")[0], "", "an option behind --")
    for arguments in (["x", "--limit"], ["x", "--limit", "-1"], ["-x", "-y"]):
        run("search", root, *arguments, status=2)
    tap.true("--limit" in run("search", "--help")[0], "no help")
    run("search", os.path.join(root, "missing"), "x", status=3)


def search_facts():
    """The files alone, their index, and the index with files that are newer find the same."""
    root = folder({
        "a.md": "---\ntitle: A\nlang: en\nmood: Happy days\nrating: 5\naliases: [Foo Bar, baz]\n---\n"
                "text <iframe src=\"https://www.youtube.com/embed/x\"></iframe>\n\n```c\nint main\n```\n",
        "b.md": "---\ntitle: B\nsource: 新华社\n---\n这是一个测试文章，有公式 $$a+b$$。\n",
        "c.md": "---\ntitle: C\nmathjax: true\nrating: 15\n---\nformula $x^2$ and {% youtube abc %}\n",
        "d.md": "---\ntitle: D\nsource: no\n---\ncosts $5 and $6, mood happy, `$$a$$`\n\n    echo $$ a $$\n",
        "e.html": "<p>這是一個測試文章來說</p><pre>x</pre><video src=a.mp4></video>",
        "f.md": "---\ntitle: F\n%s---\nx\n" % "".join("k%d: %s\n" % (i, "v" * 40) for i in range(200)) + "```math\nx\n```\n",
    })
    cases = (
        ("has:code", "ADe"), ("has:video", "ACe"), ("has:math", "BCF"), ("has:note", "e"), ("lang:zh", "Be"), ("lang:en", "A"),
        ("lang:zh-hant", "e"), ("lang:ja", ""), ("-lang:zh -has:code", "CF"), ("mood:happy", "A"), ("MOOD:days", "A"),
        ("mood:hap", ""), ("mood:hap*", "A"), ("rating:5", "A"), ("rating:5 OR source:新华", "AB"), ("aliases:bar", "A"),
        ('aliases:"foo bar"', "A"), ('aliases:"bar baz"', ""), ("k199:vvv*", "F"), ("xyzzy:happy", ""), ("http://x", ""),
        ("(lang:zh has:math) OR mood:happy", "AB"), ("测试 lang:zh", "Be"), ("text has:code", "A"),
    )

    def check(state):
        for query, found in cases:
            said = run("search", "--json", "--", root, query)
            tap.equal((state, query, "".join(sorted(json.loads(line)["title"] for line in said[0].splitlines()))),
                      (state, query, "".join(sorted(found))))
            tap.equal(said[1], "")

    check("files")
    run("index", root)
    check("index")
    with open(os.path.join(root, "g.md"), "w", encoding="utf-8") as file:
        file.write("---\ntitle: G\nlang: ja\nnewkey: w\n---\nx\n")
    tap.equal(titles(run_json("search", root, "lang:ja")), ["G"])
    tap.equal(titles(run_json("search", root, "newkey:w")), ["G"])
    tap.equal(titles(run_json("search", root, "lang:ja OR has:note")), ["e", "G"])
    tap.true("“modo:” is not a field" in run("search", root, "modo:happy")[1], "a misspelt key is not reported")
    tap.true("is not a language" in run("search", root, "lang:?", status=1)[1], "a wrong language is not reported")


def hash_path(path):
    """The key under which an article's marks are stored."""
    hasher = ctypes.CDLL(ctypes.util.find_library("xxhash")).XXH3_64bits
    hasher.restype, hasher.argtypes = ctypes.c_int64, [ctypes.c_char_p, ctypes.c_size_t]
    return hasher(os.fsencode(path), len(os.fsencode(path)))


def search_marks():
    """Marks set in a window count on the command line, which only reads them."""
    root = folder({
        "read.md": article("Read", date="2020-01-01"), "new/unread.md": article("Unread", date="2021-01-01"),
        "starred.md": article("Starred", date="2022-01-01"), "both.md": article("Both", date="2023-01-01"),
    })
    own = tempfile.mkdtemp(dir=scratch.name)
    env = {"XDG_CACHE_HOME": own, "XDG_DATA_HOME": own}

    def find(query):
        rows = [json.loads(line) for line in run("search", "--json", root, "--", query, env=env)[0].splitlines()]
        tap.equal(titles(run_json("list", root, "--query=" + query, env=env)), titles(rows), query)
        return titles(rows)

    for query, found in (("is:read", 4), ("is:unread", 0), ("is:starred", 0)):
        tap.equal(len(find(query)), found, "%s without any marks" % query)
    run("index", root, env=env)
    place = [path for path, _, names in os.walk(own) if "folder" in names
             and os.path.realpath(root) in open(os.path.join(path, "folder"), encoding="utf-8").read()]
    tap.equal(len(place), 1)
    marks = os.path.join(place[0], "marks.db")
    with contextlib.closing(sqlite3.connect(marks)) as database, database:
        database.executescript(MARKS)
        for name, value in (("read.md", 0), ("new/unread.md", 1), ("starred.md", 2), ("both.md", 3)):
            database.execute("INSERT OR REPLACE INTO article VALUES (?, 0, 0, ?, 0, 0)", (hash_path(name), value))

    def look():
        return sorted((name, os.stat(os.path.join(place[0], name)).st_mtime_ns)
                      for name in os.listdir(place[0])
                      if not name.endswith(("-shm", "-wal")))  # the file that processes with the index open share

    before = look()
    for query, found in (
        ("is:unread", ["Both", "Unread"]), ("is:read", ["Starred", "Read"]), ("is:starred", ["Both", "Starred"]),
        ("is:unread is:starred", ["Both"]), ("-is:unread -is:starred", ["Read"]), ("is:unread OR title:read", ["Both", "Unread", "Read"]),
    ):
        tap.equal(find(query), found, query)
    with open(os.path.join(root, "later.md"), "w", encoding="utf-8") as file:
        file.write(article("Later", date="2024-01-01"))
    tap.equal(find("is:unread"), ["Later", "Both", "Unread"])
    tap.equal(look(), before, "what is kept of the library")
    with open(marks, "wb") as file:
        file.write(b"noise" * 5000)
    tap.equal(len(find("is:read")), 5)


def output_is_always_json():
    """Whatever the bytes are: the output is UTF-8, and each line an object. run() decodes strictly."""
    head = b"---\ntitle: a\xc2b\x92 \x00 \x1b[0m\ncategories: [x\xff, \"q\\\"\"]\ntags: [\xed\xa0\x80]\nk\xfe: v\xfe\n---\nx\n"
    root = folder({"a.md": head, "b.md": bytes(range(256)) * 20, "c.md": b"\xff\xfe" + "---\ntitle: \ud83d\n---\n".encode("utf-16-le", "surrogatepass")})
    tap.equal(len(run_json("list", root)), 3)
    run_json("categories", root)
    run_json("check", "--notes", root, status=1)
    # A file that is not text is not shown.
    run("show", os.path.join(root, "b.md"), status=3)
    for name in ("a.md", "c.md"):
        run_json("show", os.path.join(root, name))
        run("show", os.path.join(root, name), "--as", "html")
        run("show", os.path.join(root, name), "--as", "text")


def list_without_utf8():
    root = folder({"目录/文.md": article("题", categories="[甲, 乙]")})
    rows = run_json("list", os.path.join(root, "目录"), "--category", "甲/乙", env={"LC_ALL": "C"})
    tap.equal(titles(rows), ["题"])
    tap.true("题" in run("list", root, env={"LC_ALL": "C"})[0], "the text is not UTF-8")


def list_fails():
    out, said = run("list", os.path.join(scratch.name, "nowhere"), status=3)
    tap.true("nowhere: error: " in said and out == "", "no reason: " + said)
    root = folder({"a.md": article("A")})
    out, said = run("list", os.path.join(root, "a.md"), status=3)
    tap.true("a.md: error: " in said, "no reason: " + said)
    tap.equal(run("list", folder({}), "--json"), ("", ""))


def list_where_the_folder_is_gone():
    gone = tempfile.mkdtemp()
    script = 'cd "$1" && rmdir "$1" && exec "$2" list .'
    result = subprocess.run(["sh", "-c", script, "sh", gone, CLI], capture_output=True, timeout=60)
    tap.equal((result.returncode, result.stdout), (3, b""))
    tap.true(b"No such file" in result.stderr, "the reason is told")


def list_says_what_is_left_out():
    root = folder({"_config.yml": "title: x\n", "source/_posts/a.md": article("A"), "README.md": "# Read\n", "public/a.md": "x\n"})
    out, said = run("list", root)
    tap.equal(len(out.splitlines()), 1)
    tap.true("2 files are not part of the site" in said, said)


def categories():
    root = folder({
        "1.md": article("1", categories="[A, B, C]"),
        "2.md": article("2", categories="[[A, B], [A, D], E]"),
        "3.md": article("3", categories="[[A], [A]]"),
        "4.md": article("4"),
    })
    rows = run_json("categories", root)
    tap.equal([list(row) for row in rows], [["path", "count"]] * len(rows))
    tap.equal(
        [(row["path"], row["count"]) for row in rows],
        [(["A"], 3), (["A", "B"], 2), (["A", "B", "C"], 1), (["A", "D"], 1), (["E"], 1)],
    )
    tap.equal(run("categories", root)[0], "A (3)\n  B (2)\n    C (1)\n  D (1)\nE (1)\n")
    run("categories", os.path.join(scratch.name, "nowhere"), status=3)


def categories_deep():
    """One path of very many names: neither the stack nor the output may grow quadratically."""
    root = folder({"1.md": article("1", categories="\n" + "".join("- n%d\n" % number for number in range(50000)))})
    rows = run_json("categories", root)
    tap.true(0 < len(rows) <= 64, "%d nodes" % len(rows))
    tap.equal(len(run_json("list", root)), 1)


def show_front_matter():
    root = folder({"posts/full.md": FULL, "none.md": "Text.\n"})
    out, said = run("show", os.path.join(root, "posts/full.md"), "--as", "front-matter")
    tap.equal(len(out.splitlines()), 1)
    tap.equal(out, run("show", os.path.join(root, "posts/full.md"), "--json")[0])
    found = json.loads(out)
    tap.equal(list(found), LIST_KEYS + ["keys"])
    tap.equal(found["path"], "full.md")
    keys = found["keys"]
    tap.equal(
        list(keys),
        ["title", "date", "categories", "tags", "author", "headimg", "comments", "count", "ratio", "code", "octal", "big",
         "nothing", "quoted", "nested"],
    )
    tap.equal(keys["title"], "A & B &#123;braces&#125;")
    tap.equal((keys["comments"], keys["count"], keys["nothing"], keys["quoted"]), (False, 12, None, "12"))
    tap.true('"ratio":1.50,' in out and '"big":123456789012345678901234567890,' in out, "a number lost its digits")
    tap.equal((keys["code"], keys["octal"]), ("007", "0o17"))
    tap.equal(keys["date"], "Tue, 17 May 2022 23:51:20 GMT")
    tap.equal(keys["categories"], ["金融", "新浪", "要闻"])
    tap.equal(keys["nested"]["list"][0], 1)
    tap.equal(keys["nested"]["list"][2], "x")
    tap.equal(keys["nested"]["deep"], {"k": "v"})
    tap.equal(json.loads(run("show", os.path.join(root, "none.md"), "--json")[0])["keys"], {})


def show_duplicate_keys():
    root = folder({"a.md": article("A", date="2020-01-01\ndate: 2021-01-01")})
    out, said = run("show", os.path.join(root, "a.md"), "--json")
    tap.equal(out.count('"date":"2021-01-01"'), 1)
    tap.true('"date":"2020-01-01"' not in out, "the first of two keys is written")


def show_page():
    root = folder({
        "a.md": "---\ntitle: T\n---\n\n<div>\n<p>first</p>\n\n\n                <p>second</p>\n</div>\n            ",
        "m.md": article("M") + "\n*soft* <script>alert(1)</script>\n",
    })
    page, said = run("show", os.path.join(root, "a.md"), "--as", "html")
    tap.true("first" in page and "second" in page and "<pre" not in page, "the archive's body: " + page)
    text, said = run("show", os.path.join(root, "a.md"))
    tap.true("first" in text and "second" in text and "<p" not in text, text)
    tap.equal(text, run("show", os.path.join(root, "a.md"), "--as", "text")[0])
    page, said = run("show", os.path.join(root, "m.md"), "--as", "html")
    tap.true("<em>soft</em>" in page and "<script" not in page, page)


def show_fails():
    root = folder({"a.md": article("A")})
    for path in (os.path.join(root, "b.md"), root):
        out, said = run("show", path, status=3)
        tap.true(": error: " in said and out == "", "no reason: " + said)


def check_prints():
    root = folder({
        "good.md": article("Good"),
        "sub/double.md": article("Double", date="2020-01-01\ndate: 2021-01-01"),
        "note.md": "No front matter.\n",
    })
    good = os.path.join(root, "good.md")
    double = os.path.join(root, "sub", "double.md")
    tap.equal(run("check", good), ("", ""))
    out, said = run("check", root, status=1)
    tap.equal(len(out.splitlines()), 1)
    tap.true(out.startswith(double + ":4:1: warning: "), out)
    tap.equal(said, "")
    tap.equal(run("check", good, double, status=1)[0], out)
    tap.equal(run("check", os.path.join(root, "note.md"))[0], "")
    out, said = run("check", "--notes", os.path.join(root, "note.md"))
    tap.true(": note: " in out, out)
    tap.equal(len(run("check", root, "--notes", status=1)[0].splitlines()) > 1, True)
    rows = run_json("check", root, status=1)
    tap.equal([list(row) for row in rows], [["path", "line", "column", "severity", "message"]])
    tap.equal((rows[0]["path"], rows[0]["line"], rows[0]["severity"]), (double, 4, "warning"))
    run("check", good, os.path.join(root, "nowhere.md"), status=3)


def sample():
    root = os.path.join(SOURCE, "data", "sample")
    rows = run_json("list", root)
    names = [name for _, _, files in os.walk(root) for name in files if not name.endswith((".png", ".jpg"))]
    tap.equal(len(rows), len(names))
    by_title = {row["title"]: row for row in rows}
    for title, path in (
        ("报纸的来历：从官府抄件到街头叫卖", ["文化", "印刷", "报纸史"]),
        ("月亮走了二十九天半", ["文化", "历法"]),
        ("活字：一个字一个字地印", ["文化", "印刷"]),
        ("What a Bicycle Lane Is For", ["Living", "Cities"]),
        ("The Broadsheet and the Fold", ["History", "Newspapers"]),
    ):
        tap.equal(by_title[title]["categories"], [path], title)
    repair = [row["title"] for row in rows if any(problem["severity"] != "note" for problem in row["problems"])]
    tap.equal(repair, ["同一个键写了两次"])
    tap.equal([row["title"] for row in rows if row["draft"]], ["没写完的稿子"])
    messages = [problem["message"] for row in rows for problem in row["problems"] if "icture" in problem["message"]]
    tap.equal(messages, [], "pictures that are not there")


def seed():
    path = os.path.join(SHARED, "samples", "seed.md")
    if not SHARED or not os.path.exists(path):
        raise tap.Skip("the real files do not lie beside this checkout")
    found = json.loads(run("show", "--as", "front-matter", path)[0])
    tap.equal(found["title"], "工信部副部长：强对中小企业数字化转型资金扶持")
    tap.equal(found["categories"], [["金融", "新浪财经", "新浪财经－国內"]])
    tap.equal(found["authors"], ["新浪财经"])
    tap.equal(found["date"], "2022-05-17T23:51:20Z")
    tap.equal(found["problems"], [])
    tap.equal(found["body"], "html")
    tap.equal(found["keys"]["comments"], False)
    tap.true(found["keys"]["headimg"] == found["keys"]["thumbnail"] == found["image"], "the picture's keys")
    page = run("show", "--as", "html", path)[0]
    tap.true("如何破解中小企业数字化转型之难" in page and "<pre" not in page and "<code" not in page, "its page")


tap.run(
    [
        ("/broadsheet/cli/usage", usage),
        ("/broadsheet/cli/help", helps),
        ("/broadsheet/cli/list/keys", list_keys),
        ("/broadsheet/cli/list/dates", list_dates),
        ("/broadsheet/cli/list/site-timezone", list_site_timezone),
        ("/broadsheet/cli/list/path-bytes", list_path_bytes),
        ("/broadsheet/cli/list/sorts", list_sorts),
        ("/broadsheet/cli/list/filters", list_filters),
        ("/broadsheet/cli/list/text", list_text),
        ("/broadsheet/cli/search", search),
        ("/broadsheet/cli/fields", fields),
        ("/broadsheet/cli/search-facts", search_facts),
        ("/broadsheet/cli/search-marks", search_marks),
        ("/broadsheet/cli/output-is-always-json", output_is_always_json),
        ("/broadsheet/cli/list/without-utf8", list_without_utf8),
        ("/broadsheet/cli/list/fails", list_fails),
        ("/broadsheet/cli/list/folder-gone", list_where_the_folder_is_gone),
        ("/broadsheet/cli/list/left-out", list_says_what_is_left_out),
        ("/broadsheet/cli/categories/tree", categories),
        ("/broadsheet/cli/categories/deep", categories_deep),
        ("/broadsheet/cli/show/front-matter", show_front_matter),
        ("/broadsheet/cli/show/duplicate-keys", show_duplicate_keys),
        ("/broadsheet/cli/show/page", show_page),
        ("/broadsheet/cli/show/fails", show_fails),
        ("/broadsheet/cli/check", check_prints),
        ("/broadsheet/cli/sample", sample),
        ("/broadsheet/cli/seed", seed),
    ]
)

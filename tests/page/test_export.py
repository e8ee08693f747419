#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Exports: books that a strict reader takes, pages that load nothing, archives with the same bytes."""

import base64
import os
import random
import re
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml
import zipfile
import zlib

SOURCE = os.environ["BROADSHEET_SOURCE"]
sys.path.insert(0, os.path.join(SOURCE, "tests", "support"))
import tap  # noqa: E402
from cli import CLI, article, environment, folder, run, run_json, scratch  # noqa: E402

EPUBCHECK = "/usr/share/java/epubcheck.jar"
XHTML = "{http://www.w3.org/1999/xhtml}"
NAMES = 'a abbr address article b bdo blockquote br caption center cite code col dd del details dfn dl dt em figcaption' \
    ' figure font footer h1 h3 header hr i iframe img input ins li math menu nav ol p picture pre q rb rp rt rtc ruby' \
    ' section span sub summary sup svg table tbody td tfoot th thead time tr u ul video wbr xmp'
ATTRIBUTES = ['id="x"', 'id="1 2"', 'id="中文"', 'id="a:b"', 'lang="zh-Hans"', 'lang="1"', 'lang="x-toolonglonglong"',
              'dir="rtl"', 'title="a&b<"', 'href="#x"', 'href="http://例子.com/a b|c?q=<>"', 'href="http://[::1"',
              'href="https://a.b/%zz"', 'href="mailto:a b@c"', 'href="javascript:alert(1)"', 'src="picture.png"',
              'src="http://x.y/z.png"', 'alt="pic & <b>"', 'start="-3"', 'value="7"', 'reversed', 'colspan="0"',
              'rowspan="2"', 'scope="row"', 'datetime="yesterday"', 'open', 'align="center"', 'width="50%"', 'name="n1"',
              'href="#n1"', 'onclick="x()"', 'style="color:red"', 'span=3']
TEXTS = ["文字", "text & more", "<", "&nbsp;", "\x01ctrl", "\ufffe", "  \n ", '"quote"', "&#x1F600;", "&#0;", ""]


def png():
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = b"".join(b"\0" + b"\x20\x40\x80" * 8 for _ in range(8))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def soup(chance, depth=0):
    """Any elements in any order."""
    out = []
    for _ in range(chance.randint(1, 6)):
        if chance.random() < 0.35 or depth > 7:
            out.append(chance.choice(TEXTS))
            continue
        name = chance.choice(NAMES.split())
        attributes = " ".join(chance.sample(ATTRIBUTES, chance.randint(0, 3)))
        end = "</%s>" % name if chance.random() < 0.9 else ""
        out.append("<%s %s>%s%s" % (name, attributes, soup(chance, depth + 1), end))
    return "".join(out)


MATH = 'annotation maction merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace' \
    ' msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none semantics menclose mlabeledtr b p svg'
MATH_ATTRIBUTES = ['mathcolor="red"', 'mathcolor="x"', 'mathvariant="bold"', 'displaystyle="true"', 'scriptlevel="+1"',
                   'stretchy="false"', 'width="1em"', 'width="50%"', 'height="auto"', 'columnalign="left right"',
                   'rowspacing="0.16em"', 'linethickness="0px"', 'lspace="thin"', 'id="x"', 'href="#x"', 'accent="true"']


def formula(chance, depth=0):
    """Any elements of MathML in any order."""
    out = []
    for _ in range(chance.randint(0, 4)):
        if chance.random() < 0.3 or depth > 6:
            out.append(chance.choice(["x", "1", " ", "&lt;", "文", "\x01"]))
            continue
        name = chance.choice(MATH.split())
        out.append("<%s %s>%s</%s>" % (name, " ".join(chance.sample(MATH_ATTRIBUTES, chance.randint(0, 3))),
                                       formula(chance, depth + 1), name))
    return "".join(out)


FORMULAS = """---
title: 公式 $x$
math: true
---
行内 $E = mc^2$ 与 \\(\\alpha_i\\)

$$\\left\\{ \\begin{matrix} a \\\\ b \\end{matrix} \\right. \\tag{1}$$

```math
\\sqrt[3]{\\mathbb{R}} + \\overbrace{a}^{b} + \\underset{x}{\\lim} + \\boxed{c} + \\color{red} d \\\\ \\text{其他}
```

$\\foo$ $a < b$ and $\\begin{aligned}a &= b\\end{aligned}$
"""


CHART = """<?xml version="1.0" encoding="utf-8"?>
<!-- Made by a program -->
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="120" height="60" onload="alert(1)">
<script>alert(1)</script><image href="https://example.org/tracker.png" width="9" height="9"/><use xlink:href="file:///etc/passwd#x"/>
<rect width="60" height="60" fill="#2080c0"/><text x="4" y="40">词 words</text></svg>
"""
LAUGHS = "<!DOCTYPE svg [<!ENTITY a0 'ha'>%s]><svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><text>&a9;</text></svg>" % (
    "".join("<!ENTITY a%d '%s'>" % (i, "&a%d;" % (i - 1) * 10) for i in range(1, 10)))


def is_chart(data):
    """A PNG of the chart: its own size, with transparency."""
    return data[:8] == b"\x89PNG\r\n\x1a\n" and struct.unpack(">IIBB", data[16:26]) == (120, 60, 8, 6)


def library():
    files = {
        "水墨.md": "---\ntitle: 'A & B < C > \"D\"'\ndate: 2024-05-01\ncategories: [艺术, 绘画]\ntags: [墨, \"a&b\"]\n---\n"
                 "# Heading\n\nText with [the other](notes/second.md#part) and [a site](https://example.org/?a=1&b=2).\n\n"
                 "![A picture](picture.png)\n\n![Not there](missing.png)\n\n![Far](https://example.org/far.png)\n\n"
                 "![A chart](images/chart.svg)\n\n![Too funny](images/laughs.svg)\n",
        "notes/second.md": article("第二篇", date="2024-05-02", categories="艺术"),
        "picture.png": png(),
        "images/chart.svg": CHART,
        "images/laughs.svg": LAUGHS,
        "hostile.md": "---\ntitle: hostile\n---\n" + open(os.path.join(SOURCE, "tests/fixtures/hostile-page.html"),
                                                          encoding="utf-8").read(),
        "long.md": article("长" * 300000),
        "rtl.md": article("مقالة", lang="ar"),
    }
    chance = random.Random(7)
    files["formulas.md"] = FORMULAS
    files["formulas.html"] = ("---\ntitle: formulas\n---\n" + "".join(
        "<p>a<math>%s</math>b</p>" % formula(chance) for _ in range(300))).encode()
    for i in range(60):
        files["soup/%d.html" % i] = ("---\ntitle: soup %d\n---\n" % i + soup(chance) + soup(chance)).encode(
            "utf-8", "surrogatepass")
    for name in sorted(os.listdir(os.path.join(SOURCE, "tests/fixtures/traps"))):
        with open(os.path.join(SOURCE, "tests/fixtures/traps", name), "rb") as file:
            files["traps/" + name] = file.read()
    return folder(files)


def output(name):
    return os.path.join(tempfile.mkdtemp(dir=scratch.name), name)


def read_book(path):
    with zipfile.ZipFile(path) as book:
        tap.equal(book.testzip(), None, "a damaged entry")
        first = book.infolist()[0]
        tap.equal((first.filename, first.compress_type, first.extra, first.header_offset),
                  ("mimetype", zipfile.ZIP_STORED, b"", 0), "the first entry")
        return {name: book.read(name) for name in book.namelist()}


def epub():
    path = output("book.epub")
    run("export", library(), "--to", "epub", "--output", path, "--title", "剪报 & <co>")
    entries = read_book(path)
    tap.equal(entries["mimetype"], b"application/epub+zip")
    pages = {name: xml.fromstring(data) for name, data in entries.items() if name.endswith(".xhtml")}
    for name, page in pages.items():
        for element in page.iter():
            tap.true(element.tag != XHTML + "script", "a script in " + name)
            if "src" in element.attrib:
                tap.true(re.match(r"[a-z]+(-\d+)?\.(png|svg|jpg)$", element.get("src")), "%s loads %s" % (name, element.get("src")))
            tap.true(not any(key.startswith("on") or key == "style" for key in element.attrib), "code in " + name)
        if name.startswith("EPUB/article"):
            headings = page.findall(".//%sh1" % XHTML)
            tap.true("".join(headings[0].itertext()) != "" or "traps" in name, "no title in " + name)
    tap.true(any(len(page.findall(".//{http://www.w3.org/1998/Math/MathML}msqrt")) == 1 or
                 len(page.findall(".//{http://www.w3.org/1998/Math/MathML}mroot")) == 1 for page in pages.values()), "formulas")
    contents = pages["EPUB/contents.xhtml"]
    links = [link.get("href") for link in contents.findall(".//%snav[1]//%sa" % (XHTML, XHTML))]
    spans = ["".join(span.itertext()) for span in contents.iter(XHTML + "span")]
    tap.true("艺术" in spans and "绘画" in spans, "categories in the contents: %s" % spans)
    tap.true(spans.index("艺术") < spans.index("绘画"), "nested")
    shown = next(page for page in pages.values() if "A & B < C" in "".join(page.itertext()) and page.find(".//%simg" % XHTML) is not None)
    second = next(name for name, page in pages.items() if name.startswith("EPUB/article") and "第二篇" in "".join(page.find(".//%sh1" % XHTML).itertext()))
    targets = [link.get("href") for link in shown.iter(XHTML + "a")]
    tap.true(os.path.basename(second) in targets, "a link to the other article: %s" % targets)
    tap.true("https://example.org/?a=1&b=2" in targets, "a link to the web: %s" % targets)
    picture = shown.find(".//%simg" % XHTML).get("src")
    tap.equal(entries["EPUB/" + picture], png(), "the picture")
    chart = [image.get("src") for image in shown.iter(XHTML + "img") if image.get("alt") == "A chart"]
    tap.true(len(chart) == 1 and is_chart(entries["EPUB/" + chart[0]]), "the chart: %s" % chart)
    tap.true(not any(b"alert(1)</script>" in data or b"tracker.png" in data for data in entries.values()), "parts of a drawing")
    words = "".join(shown.itertext())
    tap.true("Not there" in words and "Far" in words and "Too funny" in words, "captions of pictures that are not there")
    tap.true(len(links) == len([name for name in pages if name.startswith("EPUB/article")]), "all articles are in the contents")
    if shutil.which("java") is None or not os.path.exists(EPUBCHECK):
        raise tap.Skip("epubcheck is not installed")
    check = subprocess.run(["java", "-jar", EPUBCHECK, path], capture_output=True, text=True, check=False)
    tap.equal(check.returncode, 0, check.stdout + check.stderr)
    tap.true("0 errors / 0 warnings" in check.stdout + check.stderr, check.stdout + check.stderr)


def page():
    path = output("page.html")
    run("export", library(), "--to", "html", "--output", path)
    with open(path, encoding="utf-8") as file:
        html = file.read()
    tap.true("<script" not in html and "default-src 'none'" in html, "not only words and pictures")
    for source in re.findall(r'\ssrc="([^"]*)"', html):
        tap.true(source.startswith("data:image/png;base64,"), "loads " + source)
    pictures = [base64.b64decode(data) for data in re.findall(r'src="data:image/png;base64,([^"]*)"', html)]
    tap.true(png() in pictures and any(is_chart(picture) for picture in pictures), "no picture")
    tap.true("tracker.png" not in html, "parts of a drawing")
    tap.true(re.search(r'href="#article-\d+">the other</a>', html), "no link between articles")
    tap.true("Not there" in html, "no caption")
    # A later export takes its place, but other files stay.
    run("export", library(), "--to", "html", "--output", path)
    with open(path, "w", encoding="utf-8") as file:
        file.write("my own page")
    said = run("export", library(), "--to", "html", "--output", path, status=3)[1]
    tap.true("page.html" in said and "exists" in said, said)
    with open(path, encoding="utf-8") as file:
        tap.equal(file.read(), "my own page")
    tap.equal(os.listdir(os.path.dirname(path)), ["page.html"], "a file was left behind")


def archive():
    root = library()
    # Somebody's own archive stays.
    for kind in ("zip", "epub"):
        own = output("own." + kind)
        with zipfile.ZipFile(own, "w") as files:
            files.writestr("mine.txt", "mine" * 100)
        run("export", root, "--to", kind, "--output", own, status=3)
        with zipfile.ZipFile(own) as files:
            tap.equal(files.namelist(), ["mine.txt"], "replaced")
    path = output("files.zip")
    tap.equal(run_json("export", root, "--to", "zip", "--output", path)[0]["articles"] > 60, True)
    run("export", root, "--to", "zip", "--output", path)
    with zipfile.ZipFile(path) as files:
        tap.equal(files.testzip(), None)
        names = files.namelist()
        tap.true("水墨.md" in names and {"picture.png", "images/chart.svg", "notes/second.md"} <= set(names), str(names))
        for name in names:
            with open(os.path.join(root, name), "rb") as file:
                tap.equal(files.read(name), file.read(), name)
    again = [line["result"] for line in run_json("import", root, path, status=1)]
    tap.equal(set(again) - {"failed"}, {"duplicate"}, "imported again")


def files_of(root):
    found = {}
    for folder_path, _, names in os.walk(os.fsencode(root)):
        for name in names:
            path = os.path.join(folder_path, name)
            with open(path, "rb") as file:
                found[os.path.relpath(path, os.fsencode(root))] = file.read()
    return found


def again():
    """An archive of ours, imported into an empty library, gives the same paths and bytes."""
    root = library()
    for name, content in {
        "no-head.md": "Only words.\n", "empty.md": "", "twin.md": "same\n", "notes/twin.md": "same\n",
        "ends in a space /a dot./ title .md": article("odd"),
        "page.html": "<p>no head</p>", "page_files/beside.md": article("beside a page"), "quo\"te?.md": article("quote"),
        "2020-01-01-dated.md": article("dated", category="elsewhere"), "CON.md": article("reserved"),
        "a/shared.md": "![one](../p/one.png) ![two](</p/two 2.png>)\n", "b/shared.md": "![one](../p/one.png)\n",
        "p/one.png": png(), "p/two 2.png": png(), "zero.md": b"a\0b\xff\xfe", b"latin-\xe9.md": article("latin"),
        "x" * 240 + ".md": article("long"),
    }.items():
        path = os.path.join(os.fsencode(root), os.fsencode(name))
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
    path = output("again.zip")
    run("export", root, "--to", "zip", "--output", path)
    with zipfile.ZipFile(path) as archived:
        exported = len(archived.namelist())
    before = files_of(root)
    empty = folder({})
    tap.equal({line["result"] for line in run_json("import", empty, path)}, {"imported"}, "into an empty library")
    after = files_of(empty)
    tap.equal(len(after), exported, "files")
    for name, content in after.items():
        tap.true(name in before, "a new path: %r" % name)
        tap.equal(content, before[name], "the bytes of %r" % name)
    tap.equal({line["result"] for line in run_json("import", empty, path, status=1)}, {"duplicate"}, "into the same library")
    tap.equal({line["result"] for line in run_json("import", root, path, status=1)}, {"duplicate"}, "into the library it is from")
    tap.equal(files_of(empty), after, "after the second import")
    # What only says that it is ours leads nowhere else.
    forged = output("forged.zip")
    with zipfile.ZipFile(forged, "w") as file:
        file.writestr("../up.md", "up")
        file.writestr("/root.md", "root")
        file.writestr(".hidden.md", "hidden")
        link = zipfile.ZipInfo("link.md")
        link.external_attr = 0o120777 << 16
        file.writestr(link, "/etc/passwd")
        file.writestr("good.md", "good")
        file.comment = b"Written by Broadsheet"
    other = folder({})
    run("import", other, forged, status=1)
    tap.equal(list(files_of(other)), [b"good.md"], "from a forged archive")


def selection():
    root = library()
    path = output("found.epub")
    tap.equal(run_json("export", root, "--query", "category:艺术", "--to", "epub", "--output", path)[0]["articles"], 2)
    path = output("one.epub")
    one = os.path.join(root, "notes", "second.md")
    tap.equal(run_json("export", one, "--to", "epub", "--output", path)[0]["articles"], 1)
    package = read_book(path)["EPUB/package.opf"].decode()
    tap.true("<dc:title>第二篇</dc:title>" in package, package)
    for arguments in (["--to", "odt", "--output", path], ["--to", "epub"], ["--output", path]):
        run("export", root, *arguments, status=2)
    run("export", one, "--query", "x", "--to", "epub", "--output", path, status=2)
    run("export", root, "--query", "nothing-has-this-word", "--to", "epub", "--output", output("none.epub"), status=3)
    run("export", root, "--query", "before:yesterdy", "--to", "epub", "--output", output("none.epub"), status=1)
    said = run("export", root, "--to", "epub", "--output", os.path.join(root, "no such folder", "x.epub"), status=3)[1]
    tap.true("no such folder" in said, said)


def link_outside():
    """No file from outside the library, and none that an article only calls a picture."""
    secret = folder({"secret.png": png(), "secret.md": article("secret words")})
    root = folder({"a.md": "---\ntitle: a\n---\n![leads out](out.png) ![too](folder/secret.png) ![none](diary.md) ![none](.env)"
                           " ![no](file://%s/secret.png) ![no](../%s/secret.png)\n" % (secret, os.path.basename(secret)),
                   "diary.md": article("my diary"), ".env": "KEY=private", "unseen.svg": "<svg/>"})
    os.symlink(os.path.join(secret, "secret.png"), os.path.join(root, "out.png"))
    os.symlink(os.path.join(secret, "secret.md"), os.path.join(root, "out.md"))
    os.symlink(secret, os.path.join(root, "folder"))
    for kind in ("epub", "zip", "html"):
        path = output("book." + kind)
        said = run("export", root, "--to", kind, "--output", path, status=1)[1]
        tap.true("out.md" in said and "outside the library" in said, said)
        if kind == "html":
            with open(path, encoding="utf-8") as file:
                page = file.read()
            tap.true("secret words" not in page and "data:image" not in page, page)
            continue
        with zipfile.ZipFile(path) as files:
            names = files.namelist()
            tap.true(not any(name.endswith("out.png") or "picture-" in name for name in names), str(names))
            tap.true(all(b"secret words" not in files.read(name) for name in names), kind)
            if kind == "zip":
                tap.equal(sorted(names), ["a.md", "diary.md"])
    # Only what is exported itself.
    path = output("one.zip")
    run("export", os.path.join(root, "a.md"), "--to", "zip", "--output", path)
    with zipfile.ZipFile(path) as files:
        tap.equal(files.namelist(), ["a.md"])
    # A site may keep its articles elsewhere.
    site = folder({"_config.yml": "title: Site\n", "source/x": ""})
    os.symlink(secret, os.path.join(site, "source", "_posts"))
    path = output("site.zip")
    run("export", site, "--to", "zip", "--output", path)
    with zipfile.ZipFile(path) as files:
        tap.equal(files.namelist(), ["source/_posts/secret.md"])


def other_types():
    """Browsers show what the helper may not know on this computer; a damaged picture is its caption."""
    webp = base64.b64decode("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA")
    root = folder({"a.md": "---\ntitle: a\n---\n![modern](w.webp)\n\n![damaged](d.png)\n", "w.webp": webp, "d.png": png()[:40]})
    path = output("page.html")
    run("export", root, "--to", "html", "--output", path)
    with open(path, encoding="utf-8") as file:
        html = file.read()
    tap.true(re.search(r'<img src="data:image/(webp|png);base64,[^"]*" alt="modern"', html), html)
    tap.true("<img" in html and html.count("<img") == 1 and "damaged" in html, html)


def interrupted():
    root = folder({"%d.md" % i: article("title %d" % i) + "word " * 5000 for i in range(300)})
    path = output("book.epub")
    for _ in range(5):
        process = subprocess.Popen([CLI, "export", root, "--to", "epub", "--output", path], env=environment,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        # The partial file appears once it writes.
        while process.poll() is None and not any(name.startswith(".broadsheet-export") for name in os.listdir(os.path.dirname(path))):
            pass
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
        if process.returncode != 0:
            break
        os.unlink(path)
    tap.true(process.returncode != 0, "was never interrupted")
    tap.equal(os.listdir(os.path.dirname(path)), [], "left behind")


tap.run([
    ("/broadsheet/export/epub", epub),
    ("/broadsheet/export/html", page),
    ("/broadsheet/export/zip", archive),
    ("/broadsheet/export/again", again),
    ("/broadsheet/export/selection", selection),
    ("/broadsheet/export/link-outside", link_outside),
    ("/broadsheet/export/other-types", other_types),
    ("/broadsheet/export/interrupted", interrupted),
])

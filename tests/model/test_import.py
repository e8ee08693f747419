#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Imports on the command line: every kind, every kind of duplicate, every fault, with real files."""

import io
import json
import os
import shutil
import signal
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile

SOURCE = os.path.abspath(os.environ["BROADSHEET_SOURCE"])
sys.path.insert(0, os.path.join(SOURCE, "tests", "support"))
import tap  # noqa: E402

CLI = os.environ["BROADSHEET_CLI"]
SECONDS = 60

scratch = tempfile.TemporaryDirectory(prefix="broadsheet-import-")
environment = dict(os.environ, TZ="Asia/Shanghai", LC_ALL="C.UTF-8")
for number, name in enumerate(("HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")):
    environment[name] = os.path.join(scratch.name, "home%d" % number)
    os.mkdir(environment[name])

PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>The Story - The Site</title>
<meta property="og:site_name" content="The Site">
<meta name="description" content="Short &amp; good">
<link rel="canonical" href="https://example.org/story?id=7&amp;utm_source=x#top">
<script type="application/ld+json">{"@context":"x","@graph":[{"@type":"NewsArticle","headline":"The Story",
"author":{"@type":"Person","name":"Ann Writer"},"datePublished":"2021-03-04T05:06:07Z"}]}</script></head>
<body><nav><a href="/x">Navigation</a></nav><article><h1>The Story</h1>
<p>A first paragraph with <b>bold</b>, {{ braces }} and a <a href="/more">link</a>, which is long enough to be taken for
an article, or so one would hope, if only it goes on for a little while longer than this.</p>
<p><img src="page_files/a%20b.png" onerror="alert(1)"><img src="../outside.png"></p><script>alert(2)</script>
<form>no</form></article><footer>Footer</footer></body></html>
"""


def write(path, content, modified=None):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content.encode() if isinstance(content, str) else content)
    if modified is not None:
        os.utime(path, (modified, modified))


def folder(files):
    root = tempfile.mkdtemp(dir=scratch.name)
    for name, content in files.items():
        write(os.path.join(root, name), content)
    return root


def article(title, body=None, **keys):
    lines = ["---", "title: " + title] + ["%s: %s" % item for item in keys.items()]
    return "\n".join(lines + ["---", body if body is not None else "The text of %s." % title, ""])


def run(library, *sources, status=0, options=(), env=None):
    result = subprocess.run(
        [CLI, "import", library, *sources, "--json", *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        check=False, timeout=SECONDS, env=dict(environment, **(env or {})), stdin=subprocess.DEVNULL,
    )
    tap.equal(result.returncode, status, "status (%s)" % result.stderr.decode("utf-8", "backslashreplace"))
    return [json.loads(line) for line in result.stdout.decode().splitlines()]


def read(*path):
    with open(os.path.join(*path), "rb") as file:
        return file.read()


def files_below(root):
    found = set()
    for at, folders, names in os.walk(root):
        folders[:] = [name for name in folders]
        found |= {os.path.relpath(os.path.join(at, name), root) for name in names}
    return found


def results(lines):
    return {os.path.basename(line["source"]): line["result"] for line in lines}


def mirrored():
    files = {}
    for number in range(3):
        files["News/China/a%d.md" % number] = article("A%d" % number, categories="[News, China]", date="2022-05-1%d" % number)
        files["Tech/b%d.md" % number] = article("B%d" % number, categories="[Tech]", date="2022-06-1%d" % number)
    return folder(files)


def article_as_it_is():
    library = folder({})
    source = folder({})
    content = b"\n--- \ntitle: 'A: b'   # remark\r\ndate: 2022-05-17\n---\nbody \xff bytes\n            "
    write(os.path.join(source, "odd name.md"), content, modified=1500000000.25)
    (line,) = run(library, os.path.join(source, "odd name.md"))
    tap.equal(line, {"source": os.path.join(source, "odd name.md"), "result": "imported", "path": "odd name.md"})
    tap.equal(read(library, "odd name.md"), content)
    tap.equal(os.stat(os.path.join(library, "odd name.md")).st_mtime, 1500000000.25)
    tap.equal(read(source, "odd name.md"), content)


def category_is_set():
    library = mirrored()
    source = folder({"x.md": "---\ntitle: X   # kept\ntags: [a]\n---\nText.\n"})
    (line,) = run(library, source, options=("--category", "News/China"))
    tap.equal(line["path"], "News/China/x.md")
    text = read(library, "News/China/x.md").decode()
    tap.true("title: X   # kept\n" in text and "tags: [a]\n" in text and text.endswith("---\nText.\n"), text)
    listed = subprocess.run([CLI, "list", library, "--category", "News/China", "--json"], stdout=subprocess.PIPE,
                            env=environment, check=True)
    titles = [json.loads(one)["title"] for one in listed.stdout.decode().splitlines()]
    tap.true("X" in titles, str(titles))


def new_category_beside_others():
    library = mirrored()
    source = folder({"x.md": article("X"), "y.md": article("Y", categories="[Tech]")})
    paths = {line["source"]: line["path"] for line in run(library, source)}
    tap.equal(sorted(paths.values()), ["Tech/y.md", "x.md"])
    (line,) = run(library, os.path.join(folder({"z.md": article("Z")}), "z.md"), options=("--category", "News/What: else?"))
    tap.equal(line["path"], "News/What_ else_/z.md")


def markdown_and_text():
    library = folder({})
    source = folder({"one.md": "# A heading\n\n*Text*.\n", "two.txt": "First line\nsecond {line}\n\nParagraph <x>\n"})
    lines = run(library, source)
    tap.equal(sorted(line["path"] for line in lines), ["one.md", "two.txt"])
    text = read(library, "one.md").decode()
    tap.true(text.startswith("---\ntitle: A heading\ndate: ") and text.endswith("---\n# A heading\n\n*Text*.\n"), text)
    text = read(library, "two.txt").decode()
    tap.true(text.startswith("---\ntitle: two\ndate: ") and
             text.endswith("---\nFirst line\nsecond {line}\n\nParagraph <x>\n"), text)
    tap.equal(show_text(library, "two.txt"), "First line\nsecond {line}\n\nParagraph <x>\n\n")


TRICKY = """# no heading
- no list
1. no list either
> no quotation
no *emphasis*, no _other_ one, no `code`, no [link](x), no ![image](y.png), no | table | here
| a | b |
|---|---|
no rule below
===
a_b <b>no tag</b> &amp; ~~not struck~~ $x$ {{ x }} {% raw %} back\\slash
    no code

: no definition
+ plus
中文 *一行*
"""


def show_text(library, name):
    """The body; title and date are before it."""
    text = subprocess.run([CLI, "show", os.path.join(library, name), "--as", "text"], stdout=subprocess.PIPE,
                          env=environment, check=True).stdout.decode()
    return text.split("\n\n", 1)[1]


def text_in_a_site():
    """A site's generator does not read plain text: what is imported shows the same lines as Markdown."""
    library = folder({"_config.yml": "title: x\n", "source/_posts/x.md": article("X")})
    source = folder({"poem.txt": TRICKY})
    (line,) = run(library, source)
    tap.equal(line["path"], "source/_posts/poem.md")
    shown = [line.strip().replace("\u00a0", " ").strip() for line in show_text(library, line["path"]).splitlines()]
    tap.equal([line for line in shown if line], [line.strip() for line in TRICKY.splitlines() if line.strip()])
    tap.equal({line["result"] for line in run(library, source, status=1)}, {"duplicate"})


def page():
    library = folder({})
    hidden = PAGE.replace('src="../outside.png"', 'src=".hidden/secret.png"')
    source = folder({"page.html": hidden, "page_files/a b.png": b"PICTURE", "page_files/frame.html": PAGE,
                     ".hidden/secret.png": b"SECRET"})
    write(os.path.join(source, "..", "outside.png"), b"SECRET")
    lines = run(library, source)
    tap.equal([line["result"] for line in lines], ["imported"])
    text = read(library, "The Story.html").decode()
    for part in ("title: The Story\n", "date: 2021-03-04T05:06:07Z\n", "author: Ann Writer\n", "site: The Site\n",
                 "lang: en\n", "description: Short & good\n", "source: https://example.org/story?id=7", "<b>bold</b>",
                 "&#123;&#123; braces &#125;&#125;", 'href="https://example.org/more"'):
        tap.true(part in text, "%r is not in %s" % (part, text))
    for part in ("Navigation", "Footer", "alert", "onerror", "<form", "<h1"):
        tap.true(part not in text, "%r is in %s" % (part, text))
    (picture,) = [name for name in files_below(library) if name.endswith(".png")]
    tap.equal(read(library, picture), b"PICTURE")
    tap.true(picture.replace(" ", "%20") in text, "%s is not linked in %s" % (picture, text))


def page_and_hidden_folders():
    """A malicious page must not cause hidden files below it to be copied."""
    library = folder({})
    text = "<p>%s</p>" % ("Many words stand here, and they say what it is about. " * 20)
    names = [".secret/a.png", "x/.secret/b.png", "./.c.png", "x/../.secret/a.png", "%2esecret/a.png", "linked/a.png", "x/d.png"]
    images = "".join('<p><img src="%s"></p>' % name for name in names)
    source = folder({
        "page.html": "<html><head><title>P</title></head><body><article>%s%s</article></body></html>" % (text, images),
        ".secret/a.png": b"SECRET", "x/.secret/b.png": b"SECRET", ".c.png": b"SECRET", "x/d.png": b"PICTURE",
    })
    os.symlink(".secret", os.path.join(source, "linked"))
    lines = run(library, os.path.join(source, "page.html"))
    tap.equal([line["result"] for line in lines], ["imported"])
    pictures = [name for name in files_below(library) if name.endswith(".png")]
    tap.equal([read(library, name) for name in pictures], [b"PICTURE"])


def page_without_article():
    library = folder({})
    text = "<p>%s</p>" % ("Many words stand here, one behind the other, and they say what it is about. " * 5)
    dense = "<html><body><div><ul><li><a href='/'>Menu</a></li></ul></div><div id=x>%s%s</div></body></html>" % (text, text)
    empty = "<html><head><title>Nothing</title></head><body><script>x()</script></body></html>"
    source = folder({"dense.htm": dense, "empty.html": empty})
    lines = run(library, source, status=1)
    tap.equal(results(lines), {"dense.htm": "imported", "empty.html": "failed"})
    (made,) = files_below(library)
    found = read(library, made).decode()
    tap.true("Many words" in found and "Menu" not in found, found)


def archives():
    library = folder({})
    source = folder({})
    with zipfile.ZipFile(os.path.join(source, "a.zip"), "w") as archive:
        archive.writestr("in/one.md", article("One"))
        archive.writestr("in/.hidden.md", article("Hidden"))
        archive.writestr("in/page.html", PAGE)
        archive.writestr("in/page_files/a b.png", b"PICTURE")
        archive.writestr("notes.pdf", b"%PDF")
    with tarfile.open(os.path.join(source, "b.tar.gz"), "w:gz") as archive:
        data = article("Two").encode()
        about = tarfile.TarInfo("two.md")
        about.size = len(data)
        about.mtime = 1400000000
        archive.addfile(about, io.BytesIO(data))
        link = tarfile.TarInfo("link.md")
        link.type = tarfile.SYMTYPE
        link.linkname = "/etc/hostname"
        archive.addfile(link)
    lines = run(library, os.path.join(source, "a.zip"), os.path.join(source, "b.tar.gz"), status=1)
    tap.equal(results(lines), {"one.md": "imported", "page.html": "imported", "two.md": "imported", "link.md": "failed"})
    tap.equal(read(library, "two.md").decode(), article("Two"))
    tap.equal(os.stat(os.path.join(library, "two.md")).st_mtime, 1400000000)
    tap.equal(len([name for name in files_below(library) if name.endswith(".png")]), 1)
    tap.equal(os.listdir(os.path.join(environment["XDG_CACHE_HOME"], "broadsheet")), [])


def hostile_archives():
    library = folder({})
    source = folder({})
    with zipfile.ZipFile(os.path.join(source, "escape.zip"), "w") as archive:
        archive.writestr("../../out.md", article("Out"))
        archive.writestr("/abs.md", article("Absolute"))
        archive.writestr("c:\\win.md", article("Win"))
        archive.writestr("fine.md", article("Fine"))
    with zipfile.ZipFile(os.path.join(source, "bomb.zip"), "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(12):
            archive.writestr("%d.md" % number, b"a" * (20 * 1024 * 1024))
    write(os.path.join(source, "torn.zip"), read(source, "escape.zip")[:120])
    write(os.path.join(source, "noise.tar.gz"), os.urandom(5000))
    lines = run(library, source, status=1)
    tap.equal(sorted(files_below(library)), ["fine.md"])
    told = results(lines)
    for name in ("out.md", "abs.md", "bomb.zip", "noise.tar.gz"):
        tap.equal(told.get(name), "failed", name)
    tap.true(not os.path.exists(os.path.join(scratch.name, "out.md")), "it escaped")
    tap.equal(os.listdir(os.path.join(environment["XDG_CACHE_HOME"], "broadsheet")), [])


def refused_by_name():
    library = folder({})
    source = folder({"a.pdf": b"%PDF", "b.docx": b"PK\3\4", "c.md": b"", "d.md": b"\0\1\2\0" * 100, "e.md": article("E"),
                     "f.jpg": b"picture"})
    lines = run(library, source, os.path.join(source, "f.jpg"), os.path.join(source, "nothing.md"), status=1)
    tap.equal(results(lines), {"c.md": "failed", "d.md": "failed", "e.md": "imported", "f.jpg": "failed",
                               "nothing.md": "failed"})
    tap.true(all(line["reason"] for line in lines if line["result"] == "failed"), "a reason is missing")
    tap.equal(files_below(library), {"e.md"})


def doubles():
    library = folder({
        "bytes.md": article("Bytes"),
        "body.md": article("Body", body="The same body."),
        "address.md": article("Address", source="https://www.example.org/a/?b=1"),
        "title.md": article("Title", date="2022-05-17 10:00:00", body="One version."),
    })
    before = {name: read(library, name) for name in files_below(library)}
    source = folder({
        "1.md": article("Bytes"),
        "2.md": article("Another head", body="The same body.", tags="[x]"),
        "3.md": article("Other title", source="http://example.org/a?b=1&utm_medium=mail#part"),
        "4.md": article("Title", date="2022-05-17 10:00:00", body="Another version."),
        "5.md": article("Title", date="2022-05-18 10:00:00", body="A different day."),
        "6.md": article("Twice in one go"),
        "7.md": article("Twice in one go"),
    })
    lines = run(library, source, status=1)
    told = {os.path.basename(line["source"]): (line["result"], line["path"]) for line in lines}
    tap.equal(told, {
        "1.md": ("duplicate", "bytes.md"), "2.md": ("duplicate", "body.md"), "3.md": ("duplicate", "address.md"),
        "4.md": ("duplicate", "title.md"), "5.md": ("imported", "5.md"), "6.md": ("imported", "6.md"),
        "7.md": ("duplicate", "6.md"),
    })
    tap.equal({name: read(library, name) for name in before}, before)
    again = run(library, source, status=1)
    tap.equal({line["result"] for line in again}, {"duplicate"})


def made_articles_are_known_again():
    library = mirrored()
    source = folder({"page.html": PAGE, "one.md": "# Heading\n\nText.\n", "two.txt": "Just text.\n"})
    for options in ((), ("--category", "Tech")):
        run(library, source, options=options, status=1 if options else 0)
        tap.equal({line["result"] for line in run(library, source, options=options, status=1)}, {"duplicate"})


def names():
    dated = folder({"2022-05-1%d-x%d.md" % (n, n): article("T%d" % n, date="2022-05-1%d" % n) for n in range(4)})
    source = folder({"hello.md": article("Hello", date="2021-02-03 23:00:00"), "2020-01-01-old.md": article("Old"),
                     "page.html": PAGE})
    tap.equal(sorted(line["path"] for line in run(dated, source)),
              ["2020-01-01-old.md", "2021-02-03-hello.md", "2021-03-04-The Story.html"])
    plain = folder({"Same.md": article("Same"), "other.md": article("Other")})
    (line,) = run(plain, os.path.join(folder({"same.md": article("Same, but not")}), "same.md"))
    tap.equal(line["path"], "same-2.md")
    long = "长" * 84 + ".md"
    odd = folder({long: article("Long"), "a:b?*|<>.md": article("Odd"), "con.md": article("Con"), "dot. .md": article("Dot")})
    made = [line["path"] for line in run(plain, odd)]
    tap.true(all(len(os.fsencode(name)) <= 255 for name in made), "too long")
    tap.true("con_.md" in made and "dot.md" in made and "a_b_.md" in made, str(made))
    tap.equal(sorted(os.listdir(odd)), sorted([long, "a:b?*|<>.md", "con.md", "dot. .md"]))


def folders_are_kept_where_nothing_mirrors():
    library = folder({"x.md": article("X")})
    source = folder({"a/b/one.md": article("One"), "two.md": article("Two"), ".git/three.md": article("Three")})
    tap.equal(sorted(line["path"] for line in run(library, source)), ["a/b/one.md", "two.md"])


def dry_run():
    library = folder({"x.md": article("X")})
    source = folder({"y.md": article("Y"), "z.md": article("X")})
    lines = run(library, source, options=("--dry-run",), status=1)
    tap.equal(results(lines), {"y.md": "imported", "z.md": "duplicate"})
    tap.equal(files_below(library), {"x.md"})


def wrong_usage():
    for arguments in (("import",), ("import", scratch.name), ("import", "--category", "", scratch.name, "x")):
        result = subprocess.run([CLI, *arguments], stderr=subprocess.PIPE, env=environment, check=False)
        tap.equal(result.returncode, 2, str(arguments))
    tap.equal(subprocess.run([CLI, "import", os.path.join(scratch.name, "none"), "x"], stderr=subprocess.PIPE,
                             env=environment, check=False).returncode, 3)


def as_nobody(arguments, **options):
    """Permissions do not apply to root, who may run the tests, in a home that no other user can enter."""
    if os.geteuid() != 0:
        return subprocess.run([CLI, *arguments], check=False, **options)
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        return subprocess.run([shutil.copy(CLI, folder), *arguments], check=False, user=65534, group=65534,
                              extra_groups=[], **options)


def without_permission():
    home = tempfile.mkdtemp(dir=scratch.name)
    os.chmod(scratch.name, 0o755)
    os.chmod(home, 0o777)
    env = dict(environment, HOME=home, XDG_CACHE_HOME=home, XDG_DATA_HOME=home, XDG_CONFIG_HOME=home)
    library = folder({"x.md": article("X")})
    source = folder({"y.md": article("Y"), "secret.md": article("Secret")})
    for path in (library, source):
        os.chmod(path, 0o755)
    os.chmod(os.path.join(source, "secret.md"), 0)
    if as_nobody(["--version"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env, cwd="/").returncode != 0:
        raise tap.Skip("another user cannot run the program where it lies")
    result = as_nobody(["import", library, source, "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env,
                       cwd="/")
    told = results([json.loads(line) for line in result.stdout.decode().splitlines()])
    if os.geteuid() == 0:
        tap.equal(told, {"y.md": "failed", "secret.md": "failed"})
    tap.equal(files_below(library), {"x.md"})
    os.chmod(library, 0o777)
    result = as_nobody(["import", library, source, "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env,
                       cwd="/")
    told = results([json.loads(line) for line in result.stdout.decode().splitlines()])
    tap.equal((result.returncode, told), (1, {"y.md": "imported", "secret.md": "failed"}))
    tap.equal(files_below(library), {"x.md", "y.md"})


def full_disk():
    mount = tempfile.mkdtemp(dir=scratch.name)
    if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", mount],
                                           stderr=subprocess.PIPE, check=False).returncode != 0:
        raise tap.Skip("a small disk cannot be mounted")
    try:
        source = folder({"%02d.md" % n: article("T%d" % n, body="x%d" % n * 20000) for n in range(20)})
        result = subprocess.run([CLI, "import", mount, source, "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                env=environment, check=False, timeout=SECONDS)
        tap.true(result.returncode in (1, 3), str(result))
        lines = [json.loads(line) for line in result.stdout.decode().splitlines()]
        tap.equal(len(lines), 20)
        done = {os.path.basename(line["source"]) for line in lines if line["result"] == "imported"}
        tap.equal(files_below(mount), done)
        for name in done:
            tap.equal(read(mount, name), read(source, name))
        tap.true(len(done) < 20, "all of it had room")
    finally:
        subprocess.run(["umount", "-l", mount], check=False)


def two_at_once():
    library = folder({})
    source = folder({"%03d.md" % n: article("T%d" % n) for n in range(300)})
    processes = [subprocess.Popen([CLI, "import", library, source, "--json"], stdout=subprocess.PIPE, env=environment)
                 for _ in range(2)]
    said = [process.communicate(timeout=SECONDS)[0].decode().splitlines() for process in processes]
    tap.true({process.returncode for process in processes} <= {0, 1}, "status")
    imported = [json.loads(line) for lines in said for line in lines if json.loads(line)["result"] == "imported"]
    tap.equal(len(imported), 300)
    tap.equal(len(files_below(library)), 300)


def cancelled():
    library = folder({})
    source = folder({"%04d.md" % n: article("T%d" % n, body="Text %d. " % n * 200) for n in range(3000)})
    process = subprocess.Popen([CLI, "import", library, source, "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               env=environment)
    end = time.monotonic() + SECONDS
    while not files_below(library) and process.poll() is None and time.monotonic() < end:
        time.sleep(0.005)
    process.send_signal(signal.SIGINT)
    lines = [json.loads(line) for line in process.communicate(timeout=SECONDS)[0].decode().splitlines()]
    done = {line["path"] for line in lines if line["result"] == "imported"}
    tap.equal(files_below(library), done)
    for name in done:
        tap.equal(read(library, name), read(source, name))


def library_gone():
    library = folder({"x.md": article("X")})
    shutil.rmtree(library)
    result = subprocess.run([CLI, "import", library, scratch.name], stderr=subprocess.PIPE, env=environment, check=False)
    tap.equal(result.returncode, 3)
    tap.true(not os.path.exists(library), "it was made anew")


def source_in_the_library():
    library = mirrored()
    before = {name: read(library, name) for name in files_below(library)}
    lines = run(library, os.path.join(library, "Tech"), status=1)
    tap.equal({line["result"] for line in lines}, {"duplicate"})
    tap.equal({name: read(library, name) for name in files_below(library)}, before)


PNG = b"\x89PNG\r\n\x1a\n"


def names_in_archives():
    library = folder({})
    source = folder({})
    name = "长" * 80
    with zipfile.ZipFile(os.path.join(source, "a.zip"), "w") as archive:
        for one in (name, "con", "nul", "a:b", "两" * 200):
            archive.writestr(one + ".md", article(one[:3]))
        archive.writestr("two:parts/c?.md", article("Parts"))
    lines = run(library, os.path.join(source, "a.zip"))
    tap.equal({line["result"] for line in lines}, {"imported"})
    made = files_below(library)
    tap.equal(len(made), 6)
    tap.true(all(one.endswith(".md") and len(os.fsencode(one)) <= 255 for one in made), str(made))
    tap.true({"con_.md", "nul_.md", "a_b.md", "two_parts/c_.md"} <= made, str(made))
    tap.true(any(line["source"].endswith("/%s.md" % name) for line in lines), "the name is not the archive's")


def images_come_along():
    library = folder({"x.md": article("X")})
    source = folder({
        "vault/notes/n.md": article("N", body="![[pic one.png|200]]\n\n![b](../attachments/b.png \"t\")\n\n"
                                              "`![no](code.png)`\n\n```\n![no](fence.png)\n```\n"),
        "vault/attachments/pic one.png": PNG + b"1", "vault/attachments/b.png": PNG + b"2",
        "vault/attachments/unused.png": PNG + b"3", "vault/notes/code.png": PNG + b"4",
        "joplin/Book/j.md": "![](../_resources/j%201.png)\n\n<img src='../_resources/h.gif' alt=''>\n",
        "joplin/_resources/j 1.png": PNG + b"5", "joplin/_resources/h.gif": b"GIF",
        "hexo/source/_posts/p.md": article("P", body="{% asset_img in.png %}\n\n![](/images/root.png)\n",
                                           cover="in.png"),
        "hexo/_config.yml": "title: x\n", "hexo/source/_posts/p/in.png": PNG + b"6", "hexo/source/images/root.png": PNG + b"7",
    })
    lines = run(library, *(os.path.join(source, name) for name in ("vault", "joplin", "hexo")))
    tap.true(all("reason" not in line for line in lines), str(lines))
    made = files_below(library)
    tap.equal({name for name in made if not name.endswith(".md")}, {
        "attachments/pic one.png", "attachments/b.png", "_resources/j 1.png", "_resources/h.gif",
        "source/_posts/p/in.png", "images/root.png"})
    tap.equal(read(library, "notes/n.md"), read(source, "vault/notes/n.md"))
    tap.equal(read(library, "source/_posts/p.md"), read(source, "hexo/source/_posts/p.md"))
    tap.equal(read(library, "images/root.png"), PNG + b"7")
    # A second import finds nothing new.
    again = run(library, *(os.path.join(source, name) for name in ("vault", "joplin", "hexo")), status=1)
    tap.equal({line["result"] for line in again}, {"duplicate"})
    tap.equal(files_below(library), made)


def images_whose_names_are_taken():
    library = mirrored()
    bundle = article("%s", body="![x](c.png) [![y](c.png)](big.html) ![z](<c.png> 'z') <img alt=a src=\"c.png\">\n\n"
                                "![r]\n\n[r]: c.png\n\n`![x](c.png)`\n", cover="c.png")
    source = folder({"one/index.md": bundle.replace("%s", "One"),
                     "one/c.png": PNG + b"one", "two/index.md": bundle.replace("%s", "Two").replace("y](", "yy]("),
                     "two/c.png": PNG + b"two", "three/deep/t.md": article("T", body="![up](../../../c.png) ![u](../u.png)"),
                     "three/u.png": PNG + b"u"})
    write(os.path.join(source, "..", "c.png"), b"SECRET")
    lines = run(library, source, options=("--category", "Tech"))
    paths = {os.path.relpath(line["source"], source): line for line in lines}
    first, second = paths["one/index.md"], paths["two/index.md"]
    tap.equal({first["path"], second["path"]}, {"Tech/index.md", "Tech/index-2.md"})
    images = {name for name in files_below(library) if name.endswith(".png")}
    tap.equal({read(library, name) for name in images}, {PNG + b"one", PNG + b"two", PNG + b"u"})
    for line, content in ((first, PNG + b"one"), (second, PNG + b"two")):
        (name,) = [name for name in images if read(library, name) == content]
        text = read(library, line["path"]).decode()
        short = os.path.relpath(name, "Tech")
        tap.equal(text.count(short), 6 + (1 if short == "c.png" else 0), text)
        tap.true("`![x](c.png)`" in text and "(big.html)" in text, "code or a link was changed")
    tap.true("../../../c.png" in paths["three/deep/t.md"]["reason"], str(paths["three/deep/t.md"]))
    tap.true(not any(b"SECRET" in read(library, name) for name in files_below(library)), "an image from outside came in")
    made = files_below(library)
    again = run(library, source, status=1, options=("--category", "Tech"))
    tap.equal({line["result"] for line in again}, {"duplicate"})
    tap.equal(files_below(library), made)


def images_that_are_missing():
    library = folder({})
    source = folder({"a.md": article("A", body="![a](gone.png) ![b](sub/.hidden/h.png) ![c](link.png) "
                                               "![d](https://example.org/x.png) ![e]({{ site.url }}/y.png) [f](z.png)"),
                     "sub/.hidden/h.png": PNG})
    outside = folder({"o.png": b"SECRET"})
    os.symlink(os.path.join(outside, "o.png"), os.path.join(source, "link.png"))
    with zipfile.ZipFile(os.path.join(source, "z.zip"), "w") as archive:
        archive.writestr("b.md", article("B", body="![a](../a.md) ![x](pics/i?.png) ![m](m.png)"))
        archive.writestr("pics/i?.png", PNG)
    lines = {os.path.basename(line["source"]): line for line in run(library, source)}
    for name in ("gone.png", "h.png", "link.png"):
        tap.true(name in lines["a.md"]["reason"], lines["a.md"]["reason"])
    for name in ("x.png", "y.png", "z.png"):
        tap.true(name not in lines["a.md"]["reason"], lines["a.md"]["reason"])
    tap.true("m.png" in lines["b.md"]["reason"] and "a.md" not in lines["b.md"]["reason"], lines["b.md"]["reason"])
    tap.equal(files_below(library), {"a.md", "b.md", "pics/i_.png"})
    tap.true("](pics/i_.png)" in read(library, "b.md").decode(), read(library, "b.md").decode())


def same_titles():
    """A title alone or a file's time does not make two articles duplicates; a written date does."""
    library = folder({"old.md": article("Notes", body="Old.", date="2024-01-01 08:00:00")})
    source = folder({"1/n.md": "# Notes\n\nAlpha.\n", "2/n.md": "# Notes\n\nBeta.\n", "3/n.txt": "Alpha beta.\n"})
    for name in ("1/n.md", "2/n.md", "3/n.txt"):
        os.utime(os.path.join(source, name), (1704067200, 1704067200))
    tap.equal({line["result"] for line in run(library, source)}, {"imported"})
    tap.equal(len(files_below(library)), 4)
    # In one import, the same address or the same title and date do not make duplicates either.
    twins = folder({"a.md": article("T", body="One.", date="2020-01-01", source="https://example.org/"),
                    "b.md": article("T", body="Two.", date="2020-01-01", source="https://example.org/")})
    tap.equal({line["result"] for line in run(library, twins)}, {"imported"})


def skipped():
    library = folder({})
    source = folder({"a.md": article("A"), "conf.json": "{}", "b.pdf": b"%PDF", "sitemap.xml": "<x/>", "LICENSE": "x",
                     "sub/script.js": "", "c.png": PNG})
    lines = run(library, source)
    tap.equal(results(lines), {"a.md": "imported"})
    text = subprocess.run([CLI, "import", folder({}), source], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          env=environment, check=True)
    tap.true(b"6 files" in text.stderr, text.stderr.decode())
    lines = run(folder({}), source, options=("--skipped",))
    tap.equal(results(lines), {"a.md": "imported", "conf.json": "skipped", "b.pdf": "skipped", "sitemap.xml": "skipped",
                               "LICENSE": "skipped", "script.js": "skipped", "c.png": "skipped"})
    # A named input of the wrong kind is an error.
    tap.equal(results(run(folder({}), os.path.join(source, "b.pdf"), status=1)), {"b.pdf": "failed"})


def sites():
    source = folder({
        "hexo/_config.yml": "title: x\n", "hexo/source/_posts/a.md": article("A"), "hexo/source/about/index.md": article("About"),
        "hexo/README.md": "# Read me\n", "hexo/node_modules/m/readme.md": "# M\n", "hexo/themes/t/README.md": "# Theme\n",
        "hugo/hugo.toml": "title='x'\n", "hugo/content/b.md": article("B"), "hugo/themes/t/README.md": "# Theme\n",
        "hugo/public/b/index.html": PAGE, "notes/c.md": article("C"),
    })
    lines = run(folder({}), source)
    tap.equal(results(lines), {"a.md": "imported", "b.md": "imported", "c.md": "imported"})
    lines = run(folder({}), os.path.join(source, "hexo"))
    tap.equal(results(lines), {"a.md": "imported"})


def equal_bodies_of_which_one_fails():
    library = folder({"c": "a file where a folder would have to be"})
    source = folder({"%s/x.md" % name: article(name.upper(), body="All the same.") for name in "abc"})
    lines = {line["source"][-6:-5]: line for line in run(library, source, status=1)}
    tap.equal([lines[name]["result"] for name in "abc"].count("failed"), 1)
    tap.equal(files_below(library), {"c", next(line["path"] for line in lines.values() if line["result"] == "imported")})
    for line in lines.values():
        if line["result"] == "duplicate":
            tap.true(os.path.exists(os.path.join(library, line["path"])), str(line))
    blocked = folder({name: "a file" for name in "abc"})
    tap.equal({line["result"] for line in run(blocked, source, status=1)}, {"failed"})


def cancelled_at_any_moment():
    source = folder({"%04d.md" % n: article("T%d" % n) for n in range(1000)})
    for milliseconds in (5, 15, 25, 40, 60, 80, 120):
        library = folder({})
        process = subprocess.Popen([CLI, "import", library, source, "--json"], stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, env=environment)
        try:
            process.wait(milliseconds / 1000)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGINT)
        out, said = process.communicate(timeout=SECONDS)
        lines = [json.loads(line) for line in out.decode().splitlines()]
        tap.equal({line.get("path") for line in lines if line["result"] in ("imported", "duplicate")}, files_below(library))
        tap.true(b"CRITICAL" not in said, said.decode())


def interrupted_while_it_reports():
    library = folder({})
    source = folder({"%04d.md" % n: article("T%d" % n) for n in range(1000)})
    process = subprocess.Popen([CLI, "import", library, source, "--json"], stdout=subprocess.PIPE,
                               stderr=subprocess.DEVNULL, env=environment)
    first = os.read(process.stdout.fileno(), 1)  # the import is done, and the pipe too small for its report
    process.send_signal(signal.SIGINT)
    rest, _ = process.communicate(timeout=SECONDS)
    lines = [json.loads(line) for line in (first + rest).decode().splitlines()]
    tap.equal({line["path"] for line in lines if line["result"] == "imported"}, files_below(library))
    tap.equal(len(lines), 1000)


def record_cannot_be_created():
    data = tempfile.mkdtemp(dir=scratch.name)
    env = {"XDG_DATA_HOME": data}
    library = folder({})
    source = folder({"%d.md" % n: article("T%d" % n, body="Same.") for n in range(3)})
    run(library, os.path.join(source, "0.md"), env=env)
    (journal,) = [at for at, _, _ in os.walk(data) if os.path.basename(at) == "journal"]
    records = os.path.join(os.path.dirname(journal), "writing")
    shutil.rmtree(records, ignore_errors=True)
    write(records, "")
    other = folder({"b.md": article("B"), "c.md": article("C"), "d.md": article("C")})
    lines = run(library, other, env=env, status=3)
    tap.equal({line["result"] for line in lines}, {"failed"})
    tap.equal(files_below(library), {"0.md"})
    tap.true(all("writing-" not in line["reason"] and data in line["reason"] for line in lines), str(lines))


def unreadable_folder():
    library = folder({})
    source = folder({"a.md": article("A"), "b.md": article("B")})
    if shutil.which("strace") is None:
        raise tap.Skip("strace is not installed")
    result = subprocess.run(["strace", "-f", "-o", "/dev/null", "-P", source, "-e", "inject=getdents64:error=EIO:when=1+",
                             CLI, "import", library, source, "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                            env=environment, check=False, timeout=SECONDS)
    lines = [json.loads(line) for line in result.stdout.decode().splitlines()]
    if not lines:
        raise tap.Skip("strace cannot be used here")
    tap.equal((result.returncode, [line["result"] for line in lines]), (1, ["failed"]))
    tap.true("Input/output error" in lines[0]["reason"], str(lines))


def measure(*arguments):
    """CPU seconds and peak memory in bytes."""
    process = subprocess.Popen([CLI, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    _, _, usage = os.wait4(process.pid, 0)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


def equal_names():
    """Many files with the same name take no longer than many with different ones."""
    many = 3000
    equal = folder({"%d/index.md" % n: article("T%d" % n) for n in range(many)})
    distinct = folder({"%d/i%d.md" % (n, n): article("T%d" % n) for n in range(many)})
    first = measure("import", mirrored(), distinct, "--category", "Tech")[0]
    second = measure("import", mirrored(), equal, "--category", "Tech")[0]
    tap.true(second < 3 * first + 0.5, "%.2f s for equal names, %.2f s for others" % (second, first))


def memory():
    if b"libasan" in subprocess.run(["ldd", CLI], stdout=subprocess.PIPE, check=False).stdout:
        raise tap.Skip("the sanitizer takes memory of its own")
    text = ("Many words in a line of this text, and another one. %d\n" * 100000)
    source = folder({"%02d.md" % n: article("T%d" % n, body=(text % ((n,) * 100000))) for n in range(30)})
    megabytes = measure("import", folder({}), source)[1] / 1024 / 1024
    tap.true(megabytes < 220, "%.0f MB for 30 articles of 5 MB" % megabytes)


tap.run(
    [
        ("/broadsheet/import/article", article_as_it_is),
        ("/broadsheet/import/category", category_is_set),
        ("/broadsheet/import/category/new", new_category_beside_others),
        ("/broadsheet/import/plain", markdown_and_text),
        ("/broadsheet/import/plain/site", text_in_a_site),
        ("/broadsheet/import/page", page),
        ("/broadsheet/import/page/hidden-folders", page_and_hidden_folders),
        ("/broadsheet/import/page/no-article", page_without_article),
        ("/broadsheet/import/archives", archives),
        ("/broadsheet/import/archives/hostile", hostile_archives),
        ("/broadsheet/import/refused", refused_by_name),
        ("/broadsheet/import/doubles", doubles),
        ("/broadsheet/import/doubles/made", made_articles_are_known_again),
        ("/broadsheet/import/names", names),
        ("/broadsheet/import/folders", folders_are_kept_where_nothing_mirrors),
        ("/broadsheet/import/dry-run", dry_run),
        ("/broadsheet/import/usage", wrong_usage),
        ("/broadsheet/import/permission", without_permission),
        ("/broadsheet/import/full-disk", full_disk),
        ("/broadsheet/import/two-at-once", two_at_once),
        ("/broadsheet/import/cancelled", cancelled),
        ("/broadsheet/import/library-gone", library_gone),
        ("/broadsheet/import/source-in-library", source_in_the_library),
        ("/broadsheet/import/archives/names", names_in_archives),
        ("/broadsheet/import/images", images_come_along),
        ("/broadsheet/import/images/taken", images_whose_names_are_taken),
        ("/broadsheet/import/images/missing", images_that_are_missing),
        ("/broadsheet/import/doubles/titles", same_titles),
        ("/broadsheet/import/doubles/failed", equal_bodies_of_which_one_fails),
        ("/broadsheet/import/skipped", skipped),
        ("/broadsheet/import/sites", sites),
        ("/broadsheet/import/cancelled/any-moment", cancelled_at_any_moment),
        ("/broadsheet/import/cancelled/report", interrupted_while_it_reports),
        ("/broadsheet/import/no-record", record_cannot_be_created),
        ("/broadsheet/import/unreadable-folder", unreadable_folder),
        ("/broadsheet/import/equal-names", equal_names),
        ("/broadsheet/import/memory", memory),
    ]
)

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The PDF files that exports write: their text, outline and links, from the command line and by keyboard."""

import http.server
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import xml.etree.ElementTree as xml

SOURCE = os.environ["BROADSHEET_SOURCE"]
sys.path.insert(0, os.path.join(SOURCE, "tests/support"))
import tap  # noqa: E402
from cli import CLI, article, environment, folder, run, run_json, scratch  # noqa: E402

PROGRAM = os.environ["BROADSHEET_PROGRAM"]
# Hundreds of pages, with sanitizers and a slow unwinder.
SECONDS = 300
MARK = b"% Written by Broadsheet"
# What is printed goes here, so that nothing is left behind.
TEMPORARY = os.path.join(scratch.name, "temporary")

# 人 一 首 页 风 have the glyphs of radicals; 户 has that of a radical which stands for another character elsewhere.
WORDS = "人民日报第一版：山高月小，水落石出。首页风力，龙马精神，黑白分明，户口食品，見龍在田，骨肉。"


def need(*programs):
    for program in programs:
        if shutil.which(program) is None:
            raise tap.Skip(program + " is not installed")


def output(name):
    return os.path.join(tempfile.mkdtemp(dir=scratch.name), name)


def export(*arguments, status=0, env=None):
    os.makedirs(TEMPORARY, exist_ok=True)
    said = run("export", *arguments, "--to", "pdf", status=status, env={"TMPDIR": TEMPORARY, **(env or {})}, seconds=SECONDS)
    tap.equal(os.listdir(TEMPORARY), [], "files left behind")
    return said


def text_of(path, *options):
    return subprocess.run(["pdftotext", *(options or ["-raw"]), path, "-"], capture_output=True, check=True).stdout.decode()


def is_han(c):
    return "\u3400" <= c <= "\u9fff" or "\uf900" <= c <= "\ufaff" or ord(c) >= 0x20000


def is_radical(c):
    return "\u2e80" <= c <= "\u2fdf"


def han(text):
    return "".join(c for c in text if is_han(c) or is_radical(c))


def outline_of(path):
    out = subprocess.run(["pdftohtml", "-xml", "-i", "-stdout", path], capture_output=True, check=True).stdout.decode()
    found = re.search(r"<outline>.*</outline>", out, re.S)
    return xml.fromstring(found.group()) if found else None


def library():
    files = {
        "一.md": "---\ntitle: 首页与人\ndate: 2024-05-02\nauthor: 王小明\nlink: https://example.org/origin\n---\n" + WORDS +
                "\n\n## 第一节 & more\n\n" + "文字。" * 400 + "\n\n### 更深\n\nA [link](https://example.org/a?b=1) and [again]"
                "(https://example.org/a?b=1), [mail](mailto:a@example.org), [the other](two.md).\n\n"
                "![no such picture](missing.png)\n\n```\n" + "long line " * 60 + "\n```\n",
        "two.md": article("Second, in English", lang="en") + "\n".join(
            "|" + "|".join("column%d" % i for i in range(30)) + "|" if row != 1 else "|" + "---|" * 30 for row in range(4)),
        "三.html": "---\ntitle: 第三篇\nlang: zh-TW\n---\n<p>見龍在田，戶口。</p><h2>結語</h2><p>完。</p>",
        "hostile.md": "---\ntitle: hostile\n---\n" +
                      open(os.path.join(SOURCE, "tests/fixtures/hostile-page.html"), encoding="utf-8").read(),
    }
    return folder(files)


def whole():
    need("pdftotext", "pdfinfo", "pdftohtml")
    root = library()
    path = output("book.pdf")
    export(root, "--title", "书名 & more", "--output", path)
    with open(path, "rb") as file:
        tap.true(file.read().endswith(MARK), "not marked as ours")
    text = text_of(path)
    tap.true(han(WORDS) in han(text), "the words: " + han(text)[:300])
    tap.true("見龍在田戶口" in han(text), "traditional characters")
    # The order on the page is guessed from the sizes of letters.
    tap.true(han(WORDS) in han(text_of(path, "-enc", "UTF-8")), "the words as they are on the page")
    tap.equal([c for c in text if is_radical(c)], [], "radicals")
    info = subprocess.run(["pdfinfo", path], capture_output=True, check=True).stdout.decode()
    tap.true(re.search(r"Title: +书名 & more\n", info) and "王小明" in info, info)
    titles = [(item.text, int(item.get("page"))) for item in outline_of(path).iter("item")]
    names = [title for title, page in titles]
    for title in ("首页与人", "第一节 & more", "更深", "Second, in English", "第三篇", "結語"):
        tap.true(title in names, "%s is not in the outline: %s" % (title, names))
    pages = text.split("\f")
    for title, page in titles:
        if title in ("首页与人", "Second, in English", "第三篇", "更深"):
            tap.true(title in pages[page - 1], "%s is not on page %d" % (title, page))
    # The number of each page is at its foot, and those of the articles are in the contents.
    pages = text_of(path, "-layout").split("\f")[:-1]
    for number, page in enumerate(pages):
        tap.true(re.search(r"\n +%d ?/ ?%d\s*$" % (number + 1, len(pages)), page), "the foot of page %d: %s" % (number + 1, page[-200:]))
    for title, page in titles:
        if title in ("首页与人", "Second, in English", "第三篇"):
            tap.true(re.search(r"\n *%s +%d\n" % (title, page), pages[0]), "%s is not on page %d in %s" % (title, page, pages[0]))
    plain = re.sub(r"\s", "", text)
    tap.true("link[1]" in plain and "again[1]" in plain and "mail[2]" in plain, "the numbers of links: " + plain[-3000:])
    tap.true("https://example.org/a?b=1" in text and "mailto:a@example.org" in text, "the list of links")
    tap.true("https://example.org/origin" in text, "the address of the article")
    tap.true("column29" in plain, "the last column of a table")
    urls = subprocess.run(["pdfinfo", "-url", path], capture_output=True, check=True).stdout.decode()
    tap.true("https://example.org/a?b=1" in urls, urls)
    # A later export takes its place, but other files stay.
    export(root, "--output", path)
    with open(path, "wb") as file:
        file.write(b"%PDF-1.4 mine")
    export(root, "--output", path, status=3)
    with open(path, "rb") as file:
        tap.equal(file.read(), b"%PDF-1.4 mine")
    tap.equal(os.listdir(os.path.dirname(path)), ["book.pdf"])


def locales():
    need("pdftotext", "localedef")
    root = folder({"a.md": article("首页") + WORDS + "\n", "b.md": article("مقالة") + "نص بالعربية.\n"})
    places = os.path.join(scratch.name, "locales")
    os.mkdir(places)
    made = ["C"]
    for name in ("zh_CN", "ar_EG"):
        place = os.path.join(places, name + ".UTF-8")
        subprocess.run(["localedef", "-i", name, "-f", "UTF-8", place], capture_output=True, check=False)
        if os.path.isdir(place):
            made.append(name + ".UTF-8")
    for name in made:
        path = output("book.pdf")
        export(root, "--output", path, env={"LOCPATH": places, "LC_ALL": name, "LANGUAGE": name[:5]})
        text = text_of(path)
        tap.true(han(WORDS) in han(text), "%s: %s" % (name, han(text)[:200]))
        tap.equal([c for c in text if is_radical(c)], [], "radicals in " + name)
    if len(made) < 3:
        raise tap.Skip("only with these locales: " + ", ".join(made))


def own_radicals():
    """A radical stays where the article has it."""
    need("pdftotext")
    root = folder({"a.md": article("radicals") + "⼈ and ⻚.\n"})
    path = output("book.pdf")
    export(root, "--output", path)
    tap.true("⼈ and ⻚" in text_of(path), text_of(path))


def many_pages():
    need("pdfinfo", "pdftotext")
    root = folder({"long.md": "---\ntitle: long\n---\n" + "".join("Line %d\n\n" % i for i in range(9000))})
    path = output("long.pdf")
    export(root, "--output", path)
    pages = int(re.search(r"Pages: +(\d+)", subprocess.run(["pdfinfo", path], capture_output=True).stdout.decode()).group(1))
    tap.true(pages > 300, "%d pages" % pages)
    found = [int(number) for number in re.findall(r"Line (\d+)", text_of(path))]
    tap.equal(found, list(range(9000)), "lines")


def refused():
    root = folder({"a.md": article("one")})
    path = output("book.pdf")
    said = export(root, "--output", path, status=3, env={"DISPLAY": "", "WAYLAND_DISPLAY": ""})[1]
    tap.true("display" in said, said)
    said = export(root, "--output", path, status=3, env={"BROADSHEET_PROGRAM": "/nonexistent"})[1]
    tap.true("not installed" in said, said)
    said = export(root, "--output", path, status=3, env={"BROADSHEET_PROGRAM": "/bin/false"})[1]
    tap.true("stopped" in said, said)
    tap.equal(os.listdir(os.path.dirname(path)), [])


def interrupted():
    root = folder({"%d.md" % i: article("title %d" % i) + "word " * 20000 for i in range(40)})
    path = output("book.pdf")
    os.makedirs(TEMPORARY, exist_ok=True)
    process = subprocess.Popen([CLI, "export", root, "--to", "pdf", "--output", path], stdout=subprocess.DEVNULL,
                               stderr=subprocess.PIPE, env=dict(environment, TMPDIR=TEMPORARY))
    end = time.monotonic() + SECONDS
    while process.poll() is None and time.monotonic() < end:
        jobs = os.listdir(TEMPORARY)
        if jobs and any(name.endswith(".pdf") for name in os.listdir(os.path.join(TEMPORARY, jobs[0]))):
            break
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    said = process.communicate(timeout=SECONDS)[1].decode()
    tap.equal(process.returncode, 3, said)
    tap.equal(os.listdir(os.path.dirname(path)), [])
    tap.equal(os.listdir(TEMPORARY), [], "files left behind")


def no_requests():
    """Whatever a page names, nothing is asked for."""
    asked = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        do_POST = do_HEAD = do_OPTIONS = do_GET

        def log_message(self, *arguments):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    host = "127.0.0.1:%d" % server.server_address[1]
    with open(os.path.join(SOURCE, "tests/fixtures/hostile-page.html"), encoding="utf-8") as file:
        page = file.read().replace("HOST", host).replace("WEB", "http://" + host).replace("BARE", "http://" + host)
    tap.true(host in page, "the page does not name the server")
    root = folder({"hostile.md": "---\ntitle: hostile\nheadimg: http://%s/head.png\n---\n%s\n\n![x](http://%s/x.png)\n" % (
        host, page, host)})
    export(root, "--output", output("hostile.pdf"))
    tap.equal(asked, [], "requests")
    subprocess.run([sys.executable, "-c", "import urllib.request; urllib.request.urlopen('http://%s/works')" % host], check=True)
    tap.equal(asked, ["/works"], "the server")
    server.shutdown()


def wait(condition, what):
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError("waited in vain: " + what)


def keyboard():
    """In the window, all with keys: the selected article as the format that is suggested."""
    need("xdotool", "pdftotext")
    root = folder({"a.md": article("首页") + WORDS + "\n"})
    place = os.path.dirname(output("x"))

    def find(name):
        found = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", name], capture_output=True).stdout.split()
        return found[0].decode() if found else None

    def press(*keys):
        subprocess.run(["xdotool", "key", *keys], check=True)

    with subprocess.Popen([PROGRAM, root], env=environment, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as program:
        try:
            wait(lambda: find(os.path.basename(root)), "the window")

            def asks():
                press("ctrl+2", "Home", "ctrl+shift+e")
                end = time.monotonic() + 3
                while time.monotonic() < end and not find("^Export$"):
                    time.sleep(0.1)
                return find("^Export$")

            dialog = wait(asks, "the dialog")

            def chooses():
                # Until it is counted how many articles there are, the key does nothing.
                if find("^Export$") == dialog:
                    press("Return")
                end = time.monotonic() + 3
                while time.monotonic() < end and find("^Export$") in (None, dialog):
                    time.sleep(0.1)
                return find("^Export$") not in (None, dialog)

            wait(chooses, "the file chooser")
            # Its name is selected up to the ending.
            subprocess.run(["xdotool", "type", "--delay", "20", os.path.join(place, "typed")], check=True)
            press("Return")
            path = os.path.join(place, "typed.pdf")
            wait(lambda: os.path.exists(path), "the file")
            tap.true(han(WORDS) in han(text_of(path)), "the words")
        finally:
            program.terminate()


tap.run([
    ("/broadsheet/export-pdf/whole", whole),
    ("/broadsheet/export-pdf/locales", locales),
    ("/broadsheet/export-pdf/own-radicals", own_radicals),
    ("/broadsheet/export-pdf/many-pages", many_pages),
    ("/broadsheet/export-pdf/no-requests", no_requests),
    ("/broadsheet/export-pdf/refused", refused),
    ("/broadsheet/export-pdf/interrupted", interrupted),
    ("/broadsheet/export-pdf/keyboard", keyboard),
])

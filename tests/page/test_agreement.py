#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The words of a page and the indexed text are the same for any article: nothing is missing, and nothing is added."""

import glob
import html.parser
import os
import re
import subprocess
import sys
import tempfile
import unicodedata

SOURCE = os.environ["BROADSHEET_SOURCE"]
sys.path.insert(0, os.path.join(SOURCE, "tests", "support"))
import tap  # noqa: E402

VOID = ("br", "col", "hr", "img", "wbr")


class Words(html.parser.HTMLParser):
    """The words of a page, without the boxes for images, and formulas as they are written."""

    def __init__(self):
        super().__init__()
        self.words = []
        self.open = []

    def handle_starttag(self, tag, attributes):
        if tag == "math":
            self.words.append(dict(attributes)["alttext"])
        if tag not in VOID:
            self.open.append(tag == "math" or "bs-picture" in (dict(attributes).get("class") or ""))

    def handle_endtag(self, tag):
        if tag not in VOID and self.open:
            self.open.pop()

    def handle_data(self, data):
        if not any(self.open):
            self.words.append(data)


def normalise(text):
    """Removes spaces, control characters, the back link of a footnote, the sign of an exponent and delimiters of formulas."""
    text = re.sub(r"\$|\\[()\[\]]", "", text)
    return re.sub(r"[\x00-\x1f\x7f-\x9f\ufffd\s\u200b\ufeff^]|↩", "", unicodedata.normalize("NFKC", text))


def run_program(path, *mode):
    command = [os.environ["BROADSHEET_RENDER_PAGE"], path, *mode]
    return subprocess.run(command, check=True, capture_output=True).stdout.decode("utf-8")


def check(path, folder):
    # With a title of its own, so that none is taken from the body.
    article = os.path.join(folder, "article.md")
    with open(path, "rb") as source, open(article, "wb") as file:
        file.write(b"---\ntitle: t\n---\n" + source.read())
    page = run_program(article)
    words = Words()
    words.feed(page[page.index("<main") : page.index("</main>")])
    # The title and the line below it belong to the page.
    text = run_program(article, "text").split("\n\n", 1)[1]
    found, expected = normalise("".join(words.words)), normalise(text)
    tap.true(found == expected, "%s: the page says\n%s\nand the text\n%s" % (os.path.basename(path), found, expected))


def markdown():
    with tempfile.TemporaryDirectory() as folder:
        for path in sorted(glob.glob(os.path.join(SOURCE, "tests", "fuzz", "corpus", "markdown", "*.md"))):
            check(path, folder)


tap.run([("/broadsheet/agreement/markdown", markdown)])

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts the examples of a Markdown specification with the expected result.

Usage: spec-examples.py build/tests/soak/markdown-html FILE... [--show]

A file is CommonMark's or GitHub's spec.txt (npm install commonmark-spec has the former), a spec.json, or one of the
_test/*.txt of goldmark (Debian: golang-github-yuin-goldmark-dev), which has tables, definition lists, footnotes and
addresses.  Attributes of headings and of footnotes are not compared: every program has its own.
"""

import html
import html.parser
import json
import re
import subprocess
import sys

BLOCKS = set("address article blockquote body center dd details div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 "
             "header hr html li main nav ol p pre section table tbody td tfoot th thead tr ul".split())


class Normal(html.parser.HTMLParser):
    """HTML as a normalised list for comparison, as in CommonMark's own test."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.parts = []
        self.pre = 0

    def handle_starttag(self, tag, attributes):
        keep = [] if re.fullmatch("h[1-6]|li|sup|section|div|input|span", tag) else sorted(
            (k, v or "") for k, v in attributes
            if not (tag in ("th", "td") and k == "style") and k not in ("role", "id", "rel") and not (tag == "a" and k == "class"))
        if tag == "input":
            keep = [("checked", "")] if any(k == "checked" for k, v in attributes) else []
        self.strip(tag)
        self.parts.append("<%s%s>" % (tag, "".join(' %s="%s"' % (k, html.escape(v)) for k, v in keep)))
        self.pre += tag == "pre"

    def handle_endtag(self, tag):
        self.pre -= tag == "pre"
        if tag not in ("br", "hr", "img", "input"):
            self.strip(tag)
            self.parts.append("</%s>" % tag)

    def strip(self, tag):
        if tag in BLOCKS and not self.pre and self.parts and not self.parts[-1].startswith("<"):
            self.parts[-1] = self.parts[-1].rstrip()

    def handle_comment(self, data):
        self.parts.append("<!--%s-->" % data)

    def handle_data(self, data):
        if not self.pre:
            data = re.sub(r"\s+", " ", data)
            last = self.parts[-1] if self.parts else "<p>"
            if re.match(r"</?(%s)\b" % "|".join(BLOCKS | {"br"}), last):
                data = data.lstrip()
        if data and self.parts and not self.parts[-1].startswith("<"):
            self.parts[-1] += html.escape(data)
        elif data:
            self.parts.append(html.escape(data))


def normalise(text):
    parser = Normal()
    parser.feed(re.sub(r' align="(\w+)"', r' align="\1"', re.sub(r' style="text-align:\s*(\w+)"', r' align="\1"', text)))
    parser.close()
    return [re.sub(r"%[0-9A-Fa-f]{2}", lambda m: m.group().upper(), part.strip() if "<pre" not in part else part)
            for part in parser.parts if part.strip()]


def read(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    if path.endswith(".json"):
        return [(e["markdown"], e["html"], e.get("section", "")) for e in json.loads(text)]
    if "//= = =" in text:
        rule = r"//- - - - - - - - -//\n"
        return [(m.group(2), m.group(3), "") for m in
                re.finditer(r"^(\d+[^\n]*)\n%s(.*?)\n?%s(.*?)//= = =" % (rule, rule), text, re.S | re.M)]
    found, section = [], ""
    for m in re.finditer(r"^#{1,6} +([^\n]*)$|^`{32} example[^\n]*\n(.*?)^\.\n(.*?)^`{32}$", text, re.S | re.M):
        if m.group(1):
            section = m.group(1)
        else:
            found.append((m.group(2).replace("→", "\t"), m.group(3).replace("→", "\t"), section))
    return found


def decoded(address):
    from urllib.parse import unquote
    return [unquote(part) if part.startswith(("<a", "<img")) else part for part in address]


def main():
    show = "--show" in sys.argv
    program, *paths = [argument for argument in sys.argv[1:] if argument != "--show"]
    for path in paths:
        examples = read(path)
        output = subprocess.run([program], input="\0".join(e[0] for e in examples) + "\0", stdout=subprocess.PIPE,
                                encoding="utf-8", check=True).stdout.split("\0")
        good, bad = 0, []
        for number, ((markdown, expected, section), found) in enumerate(zip(examples, output), 1):
            if decoded(normalise(expected)) == decoded(normalise(found)):
                good += 1
            else:
                bad.append(number)
                if show:
                    print("--- %d %s\n%s\n+++ expected\n%s\n+++ found\n%s" % (number, section, markdown, expected, found))
        print("%s: %d of %d; not %s" % (path, good, len(examples), " ".join(map(str, bad)) or "one fails"))


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Real files beside the checkout render cleanly: no template tags in the text, no code blocks from indented markup, and no
broken characters except those of the file itself."""

import glob
import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.join(os.environ["BROADSHEET_SOURCE"], "tests", "support"))
import tap  # noqa: E402

SAMPLES = os.path.join(os.environ.get("BROADSHEET_SHARED", ""), "samples")
FENCES = (b"```", b"~~~", b"codeblock", b"highlight", b"<pre")


def render(path, mode):
    command = [os.environ["BROADSHEET_RENDER_PAGE"], path] + mode
    page = subprocess.run(command, check=True, capture_output=True).stdout.decode("utf-8")
    return page[page.index("<body>") :]


def text_of(body):
    body = re.sub(r'(?s)<pre.*?</pre>|<code.*?</code>|<span class="bs-template">.*?</span>|<style>.*?</style>', "", body)
    return re.sub(r"<[^>]*>", "", body)


def check(path, mode):
    with open(path, "rb") as file:
        raw = file.read()
    body = render(path, mode)
    text = text_of(body)
    name = os.path.basename(path)
    for tag in ("{%", "%}", "{{", "}}"):
        tap.true(tag not in text, "%s shows “%s”" % (name, tag))
    try:
        raw.decode("utf-8")
        tap.true("\ufffd" not in text or b"\xef\xbf\xbd" in raw or b"\0" in raw, "%s shows a broken character" % name)
    except UnicodeDecodeError:
        pass
    if not any(fence in raw for fence in FENCES):
        for listing in re.findall(r"(?s)<pre[^>]*>(.*?)</pre>", body):
            tap.true(not re.search(r"&lt;/?(div|p|img|span|br)\b", listing), "%s shows its markup as code" % name)


def case(mode):
    def run():
        paths = sorted(glob.glob(os.path.join(SAMPLES, "traps", "*"))) + [os.path.join(SAMPLES, "seed.md")]
        if not os.path.exists(paths[-1]):
            raise tap.Skip("the real files do not lie beside this checkout")
        for path in paths:
            check(path, mode)

    return run


tap.run([("/broadsheet/samples/ours", case([])), ("/broadsheet/samples/original", case(["original"]))])

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The examples of CommonMark and of GitHub's extensions are shown as they should be: what the reader makes of the Markdown
is what it makes of the HTML that the specification gives."""

import importlib.util
import os
import subprocess
import sys

SOURCE = os.environ["BROADSHEET_SOURCE"]
sys.path.insert(0, os.path.join(SOURCE, "tests", "support"))
import tap  # noqa: E402

GOLDMARK = "/usr/share/gocode/src/github.com/yuin/goldmark"
# Of each file, how many examples are known to be shown differently, on purpose or by the parser.
FILES = {
    "_test/spec.json": 17,
    "extension/_test/table.txt": 0,
    "extension/_test/strikethrough.txt": 0,
    "extension/_test/tasklist.txt": 0,
    "extension/_test/linkify.txt": 1,
}

place = importlib.util.spec_from_file_location("examples", os.path.join(SOURCE, "tests", "soak", "spec-examples.py"))
examples = importlib.util.module_from_spec(place)
place.loader.exec_module(examples)


def show(kind, pieces):
    command = [os.environ["BROADSHEET_SANITISE_PIECES"], kind]
    output = subprocess.run(command, input="\0".join(pieces) + "\0", stdout=subprocess.PIPE, encoding="utf-8", check=True)
    return [examples.decoded(examples.normalise(piece)) for piece in output.stdout.split("\0")[: len(pieces)]]


def case(name, most):
    def run():
        path = os.path.join(GOLDMARK, name)
        if not os.path.exists(path):
            raise tap.Skip("golang-github-yuin-goldmark-dev is not installed")
        found = examples.read(path)
        ours = show("markdown", [example[0] for example in found])
        theirs = show("html", [example[1] for example in found])
        alike = [our == their for our, their in zip(ours, theirs)]
        others = [number for number, same in enumerate(alike, 1) if not same]
        print("# %s: %d of %d; not %s" % (name, sum(alike), len(alike), others))
        tap.true(len(others) <= most, "%d of %d examples differ, and %d before: %s" % (len(others), len(alike), most, others))

    return run


tap.run([("/broadsheet/spec/" + os.path.basename(name).split(".")[0], case(name, most)) for name, most in FILES.items()])

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Exports a folder in all formats, and says how long that takes, how much memory, and what the results are worth.

    build/tests/display/run-on-display tests/soak/export-all.py build/src/cli/broadsheet-cli FOLDER

PDF needs BROADSHEET_PROGRAM, pictures BROADSHEET_HELPERS. Every Han character of every article must be in the text of the
PDF, in order; epubcheck must report nothing; the archive must be imported with the same paths and bytes."""

import filecmp
import json
import os
import re
import subprocess
import sys
import tempfile
import time

CLI, ROOT = sys.argv[1:3]
EPUBCHECK = "/usr/share/java/epubcheck.jar"


def tree_bytes(top):
    """The resident memory of a process and of all that it has started."""
    parents, sizes = {}, {}
    for name in os.listdir("/proc"):
        if not name.isdigit():
            continue
        try:
            with open("/proc/%s/stat" % name) as file:
                fields = file.read().rsplit(") ", 1)[1].split()
        except OSError:
            continue
        parents[int(name)] = int(fields[1])
        sizes[int(name)] = int(fields[21]) * os.sysconf("SC_PAGE_SIZE")
    total, wanted = 0, {top}
    for _ in range(6):
        wanted |= {process for process, parent in parents.items() if parent in wanted}
    return sum(sizes.get(process, 0) for process in wanted)


def export(kind, path):
    start = time.monotonic()
    process = subprocess.Popen([CLI, "export", ROOT, "--to", kind, "--output", path, "--json"], stdout=subprocess.PIPE,
                               stderr=subprocess.DEVNULL)
    peak = 0
    while process.poll() is None:
        peak = max(peak, tree_bytes(process.pid))
        time.sleep(0.1)
    seconds = time.monotonic() - start
    said = json.loads(process.stdout.read() or "{}")
    print("%-4s %6d articles %7.1f s %7.1f MB memory %8.1f MB file" % (
        kind, said.get("articles", 0), seconds, peak / 1e6, said.get("bytes", 0) / 1e6), flush=True)
    return process.returncode in (0, 1)


def han(text):
    return "".join(re.findall("[\u2e80-\u2fdf\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]", text))


def is_within(words, text, start):
    """Whether all words are in a text in their order; among them may be captions and numbers."""
    for word in words:
        found = text.find(word, start)
        if found < 0:
            return False
        start = found + 1
    return True


def check_pdf(path):
    text = han(subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True).stdout.decode())
    radicals = len(re.findall("[\u2e80-\u2fdf]", text))
    articles = [json.loads(line) for line in subprocess.run([CLI, "list", ROOT, "--json"], capture_output=True).stdout.splitlines()]
    bad = 0
    for article in articles:
        shown = subprocess.run([CLI, "show", os.path.join(ROOT, article["path"]), "--as", "text"], capture_output=True).stdout
        words = han(shown.decode().split("\n\n", 2)[-1])
        start = max(text.find(words[:20]), 0)
        if not is_within(words, text[:start + 4 * len(words) + 5000], start):
            bad += 1
            print("  not whole: " + article["path"])
    print("  %d Han characters, %d radicals, %d of %d articles not whole" % (len(text), radicals, bad, len(articles)))
    return bad == 0


def check_archive(path):
    with tempfile.TemporaryDirectory() as empty:
        subprocess.run([CLI, "import", empty, path], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wrong = 0
        for folder, _, names in os.walk(empty):
            for name in names:
                one = os.path.join(folder, name)
                other = os.path.join(ROOT, os.path.relpath(one, empty))
                wrong += not (os.path.exists(other) and filecmp.cmp(one, other, shallow=False))
        n_files = sum(len(names) for _, _, names in os.walk(empty))
    print("  %d files imported, %d not the same" % (n_files, wrong))
    return wrong == 0


def check_book(path):
    if not os.path.exists(EPUBCHECK):
        print("  epubcheck is not installed")
        return True
    said = subprocess.run(["java", "-jar", EPUBCHECK, path], capture_output=True, text=True)
    print("  epubcheck: " + ("nothing" if said.returncode == 0 else said.stderr.strip()[-300:]))
    return said.returncode == 0


def main():
    good = True
    with tempfile.TemporaryDirectory() as place:
        for kind, check in (("epub", check_book), ("html", None), ("zip", check_archive), ("pdf", check_pdf)):
            path = os.path.join(place, "export." + kind)
            good = export(kind, path) and (check is None or check(path)) and good
    sys.exit(0 if good else 1)


main()

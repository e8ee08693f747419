#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Creates a folder of articles as crawlers write them, good and broken, and compares the output of `list --json` with
the expected values.

test_corpus.py            a small new one
test_corpus.py N [SEED]   one of N files; releases are tested with 20000
test_corpus.py FOLDER     an existing one, with its answers in FOLDER.manifest.jsonl
"""

import collections
import datetime
import json
import os
import re
import subprocess
import sys
import tempfile
import zoneinfo

SOURCE = os.path.abspath(os.environ["BROADSHEET_SOURCE"])
sys.path.insert(0, os.path.join(SOURCE, "tests", "support"))
import tap  # noqa: E402

CLI = os.environ["BROADSHEET_CLI"]
MAKER = os.path.join(SOURCE, "tests", "bench", "make_corpus.py")
ZONE = "Asia/Shanghai"

# FORMAT's table of severities: for each class the severity, and words that its sentence must contain.
TOLD = {
    "both-quotes-title": ("error", "in quotes"),
    "quote-in-image-url": ("error", "in quotes"),
    "pipe-category": ("error", "in quotes"),
    "unquoted-colon": ("error", "contains “: ”. Put it in quotes"),
    "unclosed": ("error", "is not closed"),
    "cut-in-front-matter": ("error", "ends unexpectedly|is not closed"),
    "cut-in-utf8": ("warning", "could not be read"),
    "zero-bytes": ("warning", "empty"),
    "nul-byte": ("warning", "NUL"),
    "duplicate-key": ("warning", "date.*more than once"),
    "tab-indent": ("warning", "Tabs"),
    "multi-line-title": ("note", "more than one line"),
    "gbk": ("note", "encoded in GB"),
    "utf16": ("note", "encoded in UTF-16"),
    "no-front-matter": ("note", "no front matter"),
    "no-title": ("note", "has no title"),
    "bom-crlf": None,
}
RANK = {"note": 0, "warning": 1, "error": 2}
SHOWN = 12

scratch = tempfile.TemporaryDirectory(prefix="broadsheet-corpus-")


def make(count, seed):
    root = os.path.join(scratch.name, "corpus")
    subprocess.run(
        [sys.executable, MAKER, root, str(count), "--seed", seed, "--malformed", "0.2", "--odd", "0.3", "--jobs", "2"],
        check=True, stdout=subprocess.DEVNULL,
    )
    return root


argument = sys.argv[1] if len(sys.argv) > 1 else "500"
if argument.isdigit():
    ROOT = make(int(argument), sys.argv[2] if len(sys.argv) > 2 else "7")
else:
    ROOT = argument.rstrip("/")
sys.argv[1:] = []
with open(ROOT + ".manifest.jsonl", encoding="utf-8") as manifest:
    ANSWERS = [json.loads(line) for line in manifest]
listing = subprocess.run(
    [CLI, "list", ROOT, "--json", "--sort", "path"], stdout=subprocess.PIPE, check=True,
    env=dict(os.environ, TZ=ZONE, LC_ALL="C.UTF-8"),
).stdout.decode("utf-8")
ROWS = {row["path"]: row for row in map(json.loads, listing.split("\n")[:-1])}


def data_of(answer):
    with open(os.path.join(ROOT, answer["path"]), "rb") as file:
        return file.read()


def bare(text):
    """Removes white space, because YAML decides how much of it a multi-line title keeps."""
    return re.sub(r"\s+", "", text)


def expected_date(answer):
    # The last of duplicate keys counts; the generator puts it at the end.
    if answer["malformed"] == "duplicate-key":
        answer = dict(answer, date="2000-01-01T00:00:00 (local)")
    if answer["date"] is None or not answer["date"].endswith(" (local)"):
        return answer["date"]
    local = datetime.datetime.strptime(answer["date"], "%Y-%m-%dT%H:%M:%S (local)").replace(tzinfo=zoneinfo.ZoneInfo(ZONE))
    return local.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def expected_title(answer):
    kind, name = answer["malformed"], answer["title"]
    if kind == "both-quotes-title":
        return 'What\'s "' + name[:20] + '"'
    if kind == "unquoted-colon":
        return name[:10] + ": " + name[10:]
    return name


def severity(row):
    return max((problem["severity"] for problem in row["problems"]), key=RANK.get, default=None)


def report(wrong):
    kinds = collections.Counter(kind for kind, _ in wrong)
    tap.true(not wrong, "%d wrong, by class %s\n%s" % (len(wrong), dict(kinds), "\n".join(line for _, line in wrong[:SHOWN])))


def say(answer, what, found, expected):
    kind = answer["malformed"] or "ok"
    return kind, "%s/%s %s\n  %s: found %r, expected %r" % (kind, answer["odd"], answer["path"], what, found, expected)


def all_are_listed():
    tap.equal(len(ROWS), len(ANSWERS))
    missing = [answer["path"] for answer in ANSWERS if answer["path"] not in ROWS]
    tap.true(not missing, "not listed: " + ", ".join(missing[:SHOWN]))


def well_formed():
    wrong = []
    for answer in ANSWERS:
        if answer["malformed"] is not None:
            continue
        row = ROWS[answer["path"]]
        for what, found, expected in (
            ("title", row["title"].strip(), answer["title"].strip()),
            ("categories", row["categories"], [answer["categories"]]),
            ("date", row["date"], expected_date(answer)),
            ("authors", row["authors"], [answer["author"]]),
            ("severity", severity(row), "note" if answer["odd"] == "invalid-date" else None),
        ):
            if found != expected:
                wrong.append(say(answer, what, found, expected))
    report(wrong)


def is_broken_at_all(answer):
    """Whether the damaged file happens to be valid."""
    if answer["malformed"] == "both-quotes-title" and answer["odd"] == "unquoted-title":
        return False
    if answer["malformed"] == "cut-in-utf8":
        try:
            data_of(answer).decode("utf-8")
            return False
        except UnicodeDecodeError:
            return True
    return True


def malformed_are_told():
    wrong = []
    for answer in ANSWERS:
        told = TOLD.get(answer["malformed"])
        if told is None or not is_broken_at_all(answer):
            continue
        # An unquoted title on two lines is invalid YAML.
        if answer["malformed"] == "multi-line-title" and answer["odd"] == "unquoted-title":
            told = ("error", "Unexpected text|neither a key|not closed")
        row = ROWS[answer["path"]]
        if severity(row) != told[0]:
            wrong.append(say(answer, "severity", row["problems"], told[0]))
        elif not any(problem["severity"] == told[0] and re.search(told[1], problem["message"]) for problem in row["problems"]):
            wrong.append(say(answer, "message", row["problems"], told[1]))
    report(wrong)


def malformed_are_read():
    wrong = []
    for answer in ANSWERS:
        kind = answer["malformed"]
        if kind in (None, "zero-bytes", "no-front-matter", "cut-in-front-matter"):
            continue
        row = ROWS[answer["path"]]
        if answer["title"] is not None and bare(row["title"]) != bare(expected_title(answer)):
            wrong.append(say(answer, "title", row["title"], expected_title(answer)))
        if row["categories"] != [answer["categories"]]:
            wrong.append(say(answer, "categories", row["categories"], [answer["categories"]]))
        if row["date"] != expected_date(answer):
            wrong.append(say(answer, "date", row["date"], expected_date(answer)))
    report(wrong)


def cut_off_are_read():
    """Everything complete before the cut is read."""
    wrong = []
    for answer in ANSWERS:
        if answer["malformed"] != "cut-in-front-matter":
            continue
        row = ROWS[answer["path"]]
        lines = data_of(answer).decode("utf-8", "ignore").split("\n")
        if len(lines) > 3 and bare(row["title"]) != bare(answer["title"]):
            wrong.append(say(answer, "title", row["title"], answer["title"]))
        whole = [line.strip()[2:] for line in lines[4:-1]]
        found = row["categories"][0] if row["categories"] else []
        if found[: len(whole)] != whole:
            wrong.append(say(answer, "categories", found, whole))
    report(wrong)


def nothing_is_made_up():
    wrong = []
    for answer in ANSWERS:
        if answer["malformed"] not in ("zero-bytes", "no-front-matter"):
            continue
        row = ROWS[answer["path"]]
        if row["categories"] or row["authors"] or not row["title"]:
            wrong.append(say(answer, "row", row, "no categories, no authors, some title"))
    report(wrong)


tap.run(
    [
        ("/broadsheet/corpus/all-are-listed", all_are_listed),
        ("/broadsheet/corpus/well-formed", well_formed),
        ("/broadsheet/corpus/malformed-are-told", malformed_are_told),
        ("/broadsheet/corpus/malformed-are-read", malformed_are_read),
        ("/broadsheet/corpus/cut-off-are-read", cut_off_are_read),
        ("/broadsheet/corpus/nothing-is-made-up", nothing_is_made_up),
    ]
)

#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A language whose words are 40 % longer than English: every window still fits 360 pixels, and no button's label is cut
off."""

import os
import re
import struct
import subprocess
import sys
import tempfile

SOURCE = os.environ["BROADSHEET_SOURCE"]
sys.path.insert(0, os.path.join(SOURCE, "tests", "support"))
import desktop  # noqa: E402
import tap  # noqa: E402

LANGUAGE = "de"
WIDTH = 360
# What a window without a compositor has around it instead of a shadow.
FRAME = 10
HEADER = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n"
KEPT = re.compile(r"(%[-'#0-9.]*[a-zA-Z%]|<[^>]*>|&\w+;|\b[A-Z]{2,}\b)")


def lengthen(text):
    def longer(match):
        word = match.group()
        return word + (word[-2:] * len(word))[: -(-len(word) * 2 // 5)]

    parts = KEPT.split(text)
    return "".join(part if index % 2 else re.sub(r"[A-Za-z]{3,}", longer, part) for index, part in enumerate(parts))


def read_messages(path):
    """The msgids of a compiled catalogue, with their contexts and plurals."""
    with open(path, "rb") as file:
        data = file.read()
    _, _, count, table = struct.unpack("<4I", data[:16])
    for index in range(count):
        length, offset = struct.unpack_from("<2I", data, table + 8 * index)
        yield data[offset : offset + length].decode()


def write_messages(path, messages):
    """messages: of (msgid, msgstr)"""
    messages = sorted((one.encode(), other.encode()) for one, other in messages)
    offset = 28 + 16 * len(messages)
    tables, strings = [], b""
    for column in (0, 1):
        for message in messages:
            tables.append((len(message[column]), offset + len(strings)))
            strings += message[column] + b"\0"
    with open(path, "wb") as file:
        file.write(struct.pack("<7I", 0x950412DE, 0, len(messages), 28, 28 + 8 * len(messages), 0, 28 + 16 * len(messages)))
        file.write(b"".join(struct.pack("<2I", *entry) for entry in tables) + strings)


def make_language(folder):
    """Translates English into itself, but longer."""
    target = os.path.join(folder, LANGUAGE, "LC_MESSAGES")
    os.makedirs(target)
    catalogue = os.path.join(folder, "all.mo")
    subprocess.run(["msgfmt", "-o", catalogue, os.path.join(SOURCE, "po", "zh_CN.po")], check=True)
    messages = [("", HEADER)]
    for message in read_messages(catalogue):
        if message:
            text = message.split("\4")[-1]
            messages.append((message, "\0".join(lengthen(part) for part in text.split("\0"))))
    write_messages(os.path.join(target, "broadsheet.mo"), messages)


def find_windows(session):
    found = subprocess.run(
        ["xdotool", "search", "--onlyvisible", "--pid", str(session.program.pid)], capture_output=True, encoding="utf-8"
    )
    return found.stdout.split()


def check_windows(session, what):
    faults = []
    for window in find_windows(session):
        hints = subprocess.run(["xprop", "-id", window, "WM_NORMAL_HINTS"], capture_output=True, encoding="utf-8").stdout
        least = re.search(r"minimum size: (\d+) by", hints)
        if least and int(least.group(1)) > WIDTH + FRAME:
            faults.append("%s is at least %s wide" % (what, least.group(1)))
    for button in session.tree().find_all("button"):
        labels = [node for node in button.walk() if node.role == "label"]
        places = session.measure([button, *labels])
        for label, place in zip(labels, places[1:]):
            if places[0] and place and place[2] > 0 and place[2] > places[0][2]:
                faults.append("%s cuts off “%s”" % (what, label.name))
    return faults


def long_strings():
    with tempfile.TemporaryDirectory(prefix="long") as folder, desktop.Desktop() as session:
        library = os.path.join(folder, "library")
        os.mkdir(library)
        for name, text in (("a.md", "title: 活字\ncategories: [印刷]\ntags: [字]"), ("b.md", "title: 木版\ntags: [版]")):
            with open(os.path.join(library, name), "w", encoding="utf-8") as file:
                file.write("---\n%s\n---\n字。\n" % text)
        make_language(folder)
        session.start(library, env={"BROADSHEET_LOCALES": folder, "LANGUAGE": LANGUAGE})
        session.see_prefix("list item", "活字")
        session.see("button", lengthen("Main Menu"))
        session.press("ctrl+2", "Down", "Up")
        faults = check_windows(session, "the window")

        def look(what, *keys, item=None):
            before = session.find_windows()
            session.press(*keys)
            if item:
                session.activate(session.see("menu item", lengthen(item).replace("_", "")))
            desktop.wait(lambda: session.find_windows() - before, what)
            faults.extend(check_windows(session, what))
            session.press("Escape")
            desktop.wait(lambda: not session.find_windows() - before, what + " to close")

        for what, keys in {
            "Go To": ["ctrl+k"], "New Article": ["ctrl+n"], "Preferences": ["ctrl+comma"], "History": ["ctrl+h"],
            "Find and Replace": ["ctrl+2", "ctrl+shift+h"], "Export": ["ctrl+2", "ctrl+shift+e"],
        }.items():
            look(what, *keys)
        for what, item in {
            "New Category": "_New Category…", "All Tags": "All _Tags", "Duplicates": "_Duplicates",
            "Library Health": "Library H_ealth", "Needs Repair": "Needs Re_pair",
        }.items():
            look(what, "F10", item=item)
        session.press("ctrl+2", "ctrl+i")
        session.see("group", lengthen("Properties"))
        faults += check_windows(session, "the properties")
        tap.true(not faults, "\n".join(faults))


if __name__ == "__main__":
    tap.run([("/long-strings/windows", long_strings)])

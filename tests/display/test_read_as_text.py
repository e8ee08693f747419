#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Articles read as text: what a screen reader finds, where links lead, and articles of unusual size."""

import os
import shutil
import sys
import tempfile
import time

SOURCE = os.environ["BROADSHEET_SOURCE"]
sys.path.insert(0, os.path.join(SOURCE, "tests", "support"))
import desktop  # noqa: E402
import tap  # noqa: E402

LONG = "".join("\n\n第 %d 段，不长。" % number for number in range(60))
ARTICLES = {
    "a.md": "---\ntitle: 活字\ndate: 2024-05-01\n---\n用胶泥刻字，[火烧](b.md)令坚。\n\n## 铁板\n\n铁板上铺松脂。\n\n\\\\(E = mc^2\\\\)\n\n"
    "[脚本](javascript:alert(1))\n\n![字盘](x.png)\n" + LONG,
    "b.md": "---\ntitle: 木版\ndate: 2024-04-01\n---\n木版。\n",
    "c.md": "---\ntitle: " + "长" * 300000 + "\ndate: 2024-03-01\n---\n" + "很长的一段。" * 60000 + "\n",
}


def rows(session):
    found = session.tree().find("list", "Article")
    return [node for node in found.walk() if node.role == "list item"] if found else []


def names(session):
    return [row.name for row in rows(session)]


def see(session, name):
    return desktop.wait(lambda: next((row for row in rows(session) if row.name == name), None), "“%s”" % name)


def read():
    with tempfile.TemporaryDirectory(prefix="text") as folder, desktop.Desktop(reader=True) as session:
        for name, text in ARTICLES.items():
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                file.write(text)
        shutil.copy(os.path.join(SOURCE, "data", "sample", "pictures", "fold.png"), os.path.join(folder, "x.png"))
        session.start(folder)
        session.see_prefix("list item", "活字")
        session.press("ctrl+2", "Down", "Up")

        # A screen reader is running, so that nothing needs to be chosen.
        see(session, "Heading 1: 活字")
        shown = names(session)
        first = shown.index("用胶泥刻字，火烧令坚。")
        tap.equal(shown[first + 1 : first + 4], ["Link: 火烧", "Heading 2: 铁板", "铁板上铺松脂。"])
        tap.true("Image: 字盘" in shown, "the image’s description is missing")
        tap.true(any("Formula: E = mc^2" in name for name in shown), "the formula is not read as it was written")
        tap.true("Link: 脚本" not in shown, "a link that the page does not have")
        tree = session.tree()
        for role, name in (("heading", "铁板"), ("link", "火烧")):
            tap.true(tree.find(role, name), "no %s “%s”" % (role, name))

        # Find, by the bar of the page.
        session.press("ctrl+3", "ctrl+g")
        desktop.wait(lambda: "focused" in session.tree().find(None, "Find in the Article").states, "the find bar")
        session.type("59")
        session.see("status", "1 of 1")
        session.press("Escape")

        # One Tab leaves the text; the link is opened by its key, as the page would open it.
        session.press("ctrl+3", "Home", "Tab")
        desktop.wait(lambda: not any("focused" in row.states for row in rows(session)), "Tab to leave the text")
        session.press("ctrl+3", "Home", *["Down"] * shown.index("Link: 火烧"))
        desktop.wait(lambda: "focused" in see(session, "Link: 火烧").states, "the link to have the focus")
        session.press("Return")
        see(session, "Heading 1: 木版")

        # Off and on again by the key.
        session.press("ctrl+shift+t")
        desktop.wait(lambda: session.tree().find("list", "Article") is None, "the page")
        session.press("ctrl+shift+t")
        see(session, "Heading 1: 木版")

        # An article of unusual size is there at once, in parts.
        session.press("ctrl+2", "Down")
        began = time.monotonic()
        desktop.wait(lambda: any(name.startswith("Heading 1: 长长") for name in names(session)), "the long title")
        tap.true(max(len(name) for name in names(session)) < 2100, "a row has too much text")
        tap.true(time.monotonic() - began < 60, "the long article took too long")


def started_later():
    """A screen reader that starts while the window is open."""
    with tempfile.TemporaryDirectory(prefix="text") as folder, desktop.Desktop() as session:
        with open(os.path.join(folder, "b.md"), "w", encoding="utf-8") as file:
            file.write(ARTICLES["b.md"])
        session.start(folder)
        session.see_prefix("list item", "木版")
        session.press("ctrl+2", "Down", "Up")
        session.see("button", "Article Menu")
        tap.true(session.tree().find("list", "Article") is None, "text without a screen reader")
        session.set_status("ScreenReaderEnabled", True)
        see(session, "Heading 1: 木版")


if __name__ == "__main__":
    tap.run([("/read-as-text/read", read), ("/read-as-text/started-later", started_later)])

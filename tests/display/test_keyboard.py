#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tasks by keys alone. One reads, stars, searches, moves an article to a category, edits two and undoes it, and repairs one,
with the focus visible in each step. The other does all that organises a site. The files say what was done."""

import os
import subprocess
import sys
import tempfile
import time

SOURCE = os.environ["BROADSHEET_SOURCE"]
sys.path.insert(0, os.path.join(SOURCE, "tests", "support"))
import desktop  # noqa: E402
import tap  # noqa: E402

ARTICLES = {
    "a.md": "---\ntitle: 活字\ndate: 2024-05-01\ncategories: [印刷]\n---\nMovable type.\n",
    "b.md": "---\ntitle: 木版\ndate: 2024-04-01\ncategories: [印刷]\n---\nWood.\n",
    "broken.md": "---\ntitle: 茶: 一种\ndate: 2023-03-01\n---\nTea.\n",
    "c.md": "---\ntitle: 喝茶的人\ndate: 2024-03-01\ncategories: [生活]\n---\nLeaves.\n",
}
MAX_TABS = 60


def look():
    return subprocess.run(["import", "-silent", "-window", "root", "pnm:-"], capture_output=True, check=True).stdout


def tab_to(session, name):
    """Moves the focus by Tab, and sees it move."""
    for _ in range(MAX_TABS):
        before, picture = desktop.wait(session.find_focus, "something to have the focus"), look()
        session.press("Tab")
        after = desktop.wait(lambda: session.find_focus() not in (None, before) and session.find_focus(), "Tab to move the focus")
        desktop.wait(lambda: look() != picture, "the focus to be visible on “%s”" % after[1])
        if after[1] == name:
            return
    raise AssertionError("Tab does not reach “%s”" % name)


def undo(session, is_undone):
    """The file is written a moment before its step can be undone."""
    for _ in range(4):
        session.press("ctrl+2", "ctrl+z")
        try:
            return desktop.wait(is_undone, "undo", 4)
        except AssertionError:
            pass
    raise AssertionError("undo does not restore the files")


def work():
    with tempfile.TemporaryDirectory(prefix="keys") as folder, desktop.Desktop() as session:
        for name, text in ARTICLES.items():
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                file.write(text)

        def read(name):
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                return file.read()

        def row(prefix):
            return next(
                (node for node in session.tree().find_all("list item")
                 if node.name.startswith(prefix) and any(above.name == "Articles" for above in node.above())), None
            )

        session.start(folder)
        desktop.wait(lambda: row("活字"), "the list")

        # Opens and reads.
        session.press("ctrl+2", "Down", "Up")
        desktop.wait(lambda: "selected" in row("活字").states, "the first article to be selected")
        session.see("button", "Article Menu")

        # One Tab leaves the list.
        articles = {node.reference for node in session.tree().find("list", "Articles").walk()}
        session.press("ctrl+2")
        desktop.wait(lambda: session.find_focus() and session.focused in articles, "the list to have the focus")
        session.press("Tab")
        desktop.wait(lambda: session.find_focus() and session.focused not in articles, "the focus to leave the list")
        session.press("ctrl+2")

        # Stars.
        desktop.wait(lambda: session.find_focus() and session.focused in articles, "the focus to be back")
        desktop.wait(lambda: "selected" in row("活字").states, "the first article to be selected still")
        session.press("s")
        session.see("list item", "Starred, 1 article")

        # Searches.
        session.press("ctrl+f")
        session.see("search box", "Search the Articles")
        session.type("leaves")
        desktop.wait(lambda: row("活字") is None and row("喝茶的人"), "what was found")
        session.press("Down")
        session.press("ctrl+2")
        desktop.wait(lambda: "selected" in row("喝茶的人").states, "what was found to be selected")

        # Moves to another category, in the properties.
        session.press("ctrl+i")
        session.see("text box", "Add to Categories")
        tab_to(session, "Add to Categories")
        session.type("living")
        session.press("Return")
        desktop.wait(lambda: "living" in read("c.md"), "the category to be written")
        undo(session, lambda: read("c.md") == ARTICLES["c.md"])
        desktop.wait(lambda: any(node.role in ("alert", "notification") for node in session.tree().walk()), "the toast to be an alert")

        # Edits two at once, and undoes it.
        session.press("ctrl+i", "ctrl+f", "Escape", "Escape")
        desktop.wait(lambda: row("活字"), "the whole list")
        session.press("ctrl+2", "Home", "Down", "Up", "shift+Down")
        desktop.wait(lambda: "selected" in row("木版").states and "selected" in row("活字").states, "two to be selected")
        session.press("ctrl+i")
        session.see("list", "2 Articles Selected")
        tab_to(session, "Add to Categories")
        session.type("craft")
        session.press("Return")
        session.see("button", "Apply to 2 Articles")
        tab_to(session, "Apply to 2 Articles")
        session.press("Return")
        desktop.wait(lambda: "craft" in read("a.md") and "craft" in read("b.md"), "both to be written")
        undo(session, lambda: read("a.md") == ARTICLES["a.md"] and read("b.md") == ARTICLES["b.md"])
        tap.equal(read("c.md"), ARTICLES["c.md"], "the third")

        # Repairs one.
        session.press("ctrl+2", "ctrl+k")
        session.see("search box", "Go To")
        session.type(">needs repair")
        session.see("list item", "Command: Needs Repair")
        session.press("Return")
        session.see("button", "Fix")
        tab_to(session, "Fix")
        session.press("Return")
        desktop.wait(lambda: "title: '茶: 一种'" in read("broken.md"), "the article to be repaired")


SITE = {
    "_config.yml": "title: x\n",
    "scaffolds/post.md": "---\ntitle: {{ title }}\ndate: {{ date }}\ntags:\n---\n",
    "source/_posts/a.md": "---\ntitle: alpha\ndate: 2024-05-01\ncategories: [craft]\ntags: [ink]\n---\nMovable type.\n",
    "source/_posts/b.md": "---\ntitle: beta\ndate: 2024-04-01\ncategories: [life]\ntags: [tea]\n---\nLeaves.\n",
    "source/_drafts/c.md": "---\ntitle: gamma\ndate: 2024-03-01\ncategories: [life]\n---\nLeaves.\n",
}
A, B, C = "source/_posts/a.md", "source/_posts/b.md", "source/_drafts/c.md"


def go(session, *keys, to, limit=40):
    """Presses keys until what has the focus has that name."""
    for _ in range(limit):
        focus = session.find_focus()
        if focus and focus[1].startswith(to):
            return
        session.press(*keys)
        try:
            desktop.wait(lambda: session.find_focus() not in (None, focus), "the focus to move", 1)
        except AssertionError:
            pass
    raise AssertionError("“%s” does not get the focus by %s, but “%s”" % (to, keys, focus and focus[1]))


def organise():
    with tempfile.TemporaryDirectory(prefix="keys") as folder, desktop.Desktop() as session:
        for name, text in SITE.items():
            path = os.path.join(folder, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)

        def read(name):
            try:
                with open(os.path.join(folder, name), encoding="utf-8") as file:
                    return file.read()
            except FileNotFoundError:
                return ""

        def says(name, text):
            desktop.wait(lambda: text in read(name), "“%s” in %s" % (text, name))

        def to_window(*keys):
            """Presses keys in the window, once the dialogs are closed."""
            desktop.wait(lambda: len(session.find_windows()) == 1, "the dialogs to close")
            session.press(*keys)

        def place(name):
            desktop.wait(lambda: session.tree().find_prefix("list item", name), "“%s” in the sidebar" % name)
            to_window("ctrl+1", "Home")
            go(session, "Down", to=name)

        def select(prefix):
            def is_selected():
                row = session.tree().find_prefix("list item", prefix)
                return row is not None and "selected" in row.states

            for turn in range(30):
                to_window(*(["ctrl+2", "Home", "Down", "Up"] if turn % 10 == 0 else ["Down"]))
                try:
                    return desktop.wait(is_selected, prefix, 1)
                except AssertionError:
                    pass
            raise AssertionError("“%s” is not selected" % prefix)

        def menu(entry):
            for is_last in (False, True):
                to_window("shift+F10")
                session.see("menu item", entry)
                try:
                    go(session, "Down", to=entry, limit=20)
                    break
                except AssertionError:
                    # The list has changed meanwhile, by what was done before, and the menu has closed with its row.
                    if is_last:
                        raise
            session.press("Return")

        def command(text, name):
            to_window("ctrl+2", "ctrl+k")
            session.see("search box", "Go To")
            session.type(">" + text)
            session.see("list item", "Command: " + name)
            session.press("Return")

        session.start(folder)
        desktop.wait(lambda: session.tree().find_prefix("list item", "alpha"), "the list")

        # Categories, in the sidebar.
        place("craft")
        session.press("F2")
        session.see("text box", "New Name")
        session.press("ctrl+a")
        session.type("press")
        session.press("Return")
        says(A, "categories: [press]")
        place("press")
        menu("New Category Below…")
        session.see("text box", "Name")
        session.type("wood")
        session.press("Return")
        desktop.wait(lambda: session.tree().find_prefix("list item", "wood"), "the new category")
        place("life")
        menu("Move Below…")
        session.see(None, "Move Below")
        session.type("press")
        session.press("Return")
        says(B, "categories: [press, life]")
        place("life")
        menu("Merge Into…")
        session.see(None, "Merge Into")
        session.type("wood")
        session.press("Return")
        says(B, "categories: [press, wood]")
        place("wood")
        session.press("Delete")
        says(B, "categories: [press]")

        # Tags, in the list of all.
        command("all tags", "All Tags")
        session.see("search box", "Filter by Name")
        session.press("Down")
        go(session, "Tab", to="ink")
        session.press("space", "F2")
        session.see("text box", "New Name")
        session.press("ctrl+a")
        session.type("tusche")
        session.press("Return")
        says(A, "tags: [tusche]")
        desktop.wait(lambda: len(session.find_windows()) == 2, "the new name to be given")
        while len(session.find_windows()) == 2:
            # The key closes the toast first, if it is there.
            session.press("Escape")
            time.sleep(0.2)

        # Files, in the list.
        select("alpha")
        session.press("F2")
        session.see("text box", "New Name")
        session.press("ctrl+a")
        session.type("renamed.md")
        session.press("Return")
        # The address in the site changes with it, and that is shown first.
        session.see("button", "Apply")
        session.press("Return")
        says("source/_posts/renamed.md", "alpha")
        select("alpha")
        menu("Duplicate")
        says("source/_posts/renamed-2.md", "alpha")
        select("gamma")
        menu("Publish")
        says("source/_posts/c.md", "gamma")
        select("gamma")
        menu("Unpublish")
        says(C, "gamma")
        select("gamma")
        menu("Move to Folder…")
        session.see(None, "Move to Folder")
        session.type("source/_posts/deep")
        session.press("Return")
        says("source/_posts/deep/c.md", "gamma")
        to_window("ctrl+2", "ctrl+n")
        session.see("text box", "Title")
        session.type("delta")
        session.press("Return")
        says("source/_posts/delta.md", "title: delta")

        # The source of the new article.
        session.see(None, "delta.md")
        to_window("ctrl+3", "ctrl+End")
        session.type("Written.")
        session.press("ctrl+s")
        says("source/_posts/delta.md", "Written.")
        desktop.wait(lambda: "sensitive" not in session.tree().find("button", "Save").states, "nothing to be left to save")
        session.press("ctrl+e")

        # Find and replace, here in the title.
        select("beta")
        session.press("ctrl+shift+h")
        session.see(None, "Find and Replace")
        session.type("beta")
        session.press("Tab")
        session.type("zeta")
        session.see_prefix("list item", "Before: title: beta")
        session.press("alt+r")
        says(B, "title: zeta")

        # The trash; where there is none, it is asked first. The history brings the article back.
        select("delta")
        session.press("Delete")
        desktop.wait(lambda: not read("source/_posts/delta.md") or session.tree().find("button", "Delete"), "the article to go")
        if read("source/_posts/delta.md"):
            session.press("alt+d")
        desktop.wait(lambda: not read("source/_posts/delta.md"), "the article to be gone")
        to_window("ctrl+h")
        session.see_prefix("list", "Steps")
        go(session, "Tab", to="Undo")
        session.press("Return")
        says("source/_posts/delta.md", "Written.")


if __name__ == "__main__":
    tap.run([("/keyboard/work", work), ("/keyboard/organise", organise)])

#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Walks every window, popover and dialog as a screen reader sees them: what can take the focus or be used has a name, no
name is spoken twice, and rows tell their state and position."""

import os
import re
import subprocess
import sys
import tempfile

SOURCE = os.environ["BROADSHEET_SOURCE"]
sys.path.insert(0, os.path.join(SOURCE, "tests", "support"))
import desktop  # noqa: E402
import tap  # noqa: E402

# What a user can do something with.
CONTROLS = {
    "button", "checkbox", "check menu item", "combo box", "entry", "link", "list", "list box", "menu item",
    "password text", "progress bar", "radio button", "radio menu item", "search box", "slider", "spin button", "switch",
    "tab", "table", "text", "text box", "toggle button", "tree", "tree item",
}
# GTK's own parts: a text in its entry, the places of a scale, the window's frame.
CLASS_NAME = re.compile(r"^(Gtk|Adw|Bs|WebKit)[A-Z][A-Za-z]+$")


def is_twice(name):
    """Whether a name says the same twice: “_Load Load”."""
    plain = name.replace("_", "")
    words = plain.split()
    half = len(words) // 2
    return len(words) % 2 == 0 and half > 0 and words[:half] == words[half:]


def is_in_button(node):
    return any(above.role in ("button", "toggle button") and above.name for above in node.above())


def find_shown(session, role, name):
    node = session.tree().find(role, name)
    return node if node is not None and session.is_allocated(node) else None


def is_shown(session, name):
    return find_shown(session, None, name) is not None


def find_faults(session, root):
    faults = ["is no window: " + node.path() for node in root.children if node.role not in ("window", "dialog") or not node.name]
    for node in root.walk():
        if node.role == "application" or not ("focusable" in node.states or node.role in CONTROLS):
            continue
        fault = None
        if not node.name or CLASS_NAME.match(node.name):
            # What a button shows is part of it.
            if not (node.role == "widget" and is_in_button(node)):
                fault = "has no name"
        elif is_twice(node.name):
            fault = "says its name twice"
        elif re.search(r"(^|\s)_\w", node.name) and node.role in ("button", "toggle button", "checkbox"):
            fault = "speaks its mnemonic"
        if fault and session.is_allocated(node):
            faults.append("%s: %s" % (fault, node.path()))
    return faults


ARTICLES = {
    "活字.md": "---\ntitle: 活字\ndate: 2024-05-01\ncategories: [文化, 印刷]\ntags: [印刷]\nauthor: 沈括\n---\n## 胶泥\n\n用胶泥刻字，[火烧](https://example.org)令坚。\n\n## 铁板\n\n![图](https://pictures.example.org/a.png)\n",
    "茶.md": "---\ntitle: 喝茶的人\ndate: 2024-04-01\ncategories: [生活]\ntags: [茶]\n---\n茶叶。\n",
    "tea.md": "---\ntitle: Tea\ndate: 2024-04-02\ncategories: [生活]\n---\nLeaves.\n",
    "茶二.md": "---\ntitle: 喝茶的人\ndate: 2024-04-01\ncategories: [生活]\ntags: [茶]\n---\n茶叶。\n",
    "车道.md": "---\ntitle: 一条自行车道\ndate: 2024-03-01\ncategories: 生活\n---\n自行车道的宽度。\n",
    "茶 (conflicted copy 2024-05-01).md": "---\ntitle: 喝茶的人\ndate: 2024-04-01\n---\n另一片茶叶。\n",
    "双.md": "---\ntitle: 一个\ntitle: 两个\ndate: 2024-02-03\ncategories: 许多\n---\n正文。\n",
    "坏.md": "---\ntitle: 没有关上\ndate: 2024-02-01\n\n正文在这里。\n",
    "稿.md": "---\ntitle: 草稿\ndraft: true\n---\n没写完。\n",
}


def make_library(folder, more=0):
    for name, text in ARTICLES.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text)
    for number in range(more):
        with open(os.path.join(folder, "文章%03d.md" % number), "w", encoding="utf-8") as file:
            file.write("---\ntitle: 第 %d 篇\ndate: 2023-01-%02d\ncategories: 许多\n---\n正文 %d。\n" % (number, number % 28 + 1, number))


class Walk:
    """One run through the program; faults are collected, so that all of them are reported at once."""

    def __init__(self, session):
        self.session = session
        self.faults = []
        self.known = set()
        self.has_seen_menu = False

    def look(self, what, windows=None):
        """Notes the faults in what is shown now that were not there before."""
        tree = self.session.tree(windows)
        faults = [fault for fault in find_faults(self.session, tree) if fault not in self.known]
        if faults:
            # A tree is read in parts, so that a row may be in it that is being filled.
            again = find_faults(self.session, self.session.tree(windows))
            faults = [fault for fault in faults if fault in again]
        self.known.update(faults)
        self.faults += ["%s: %s" % (what, fault) for fault in faults]
        return tree

    def press(self, what, *keys, role=None, name=None):
        """Presses keys, and looks at what appears: an object with that role and name, or else a window."""
        before = self.session.find_windows()
        self.session.press(*keys)
        self.wait(what, before, role, name)

    def wait(self, what, before, role=None, name=None):
        def appeared():
            if role is not None or name is not None:
                return self.session.tree().find(role, name)
            return self.session.find_windows() - before

        try:
            desktop.wait(appeared, what, 8)
        except AssertionError:
            self.faults.append("%s: does not appear" % what)
        self.look(what, self.session.find_windows() - before or None)

    def close(self, what, *keys):
        """Closes the window on top."""
        before = len(self.session.find_windows())
        if before < 2:
            return
        self.session.press(*(keys or ["Escape"]))
        try:
            desktop.wait(lambda: len(self.session.find_windows()) < before, what, 8)
        except AssertionError:
            self.faults.append("%s: does not close" % what)

    def window(self, what, *keys):
        self.press(what, *keys)
        self.close(what)

    def choose(self, what, *items, keys=("F10",)):
        """Activates an entry of a menu, the main one or that which the keys open, looks at the window that it opens, and
        closes it."""
        before = self.session.find_windows()
        self.session.press(*keys)
        for item in items:
            try:
                entry = desktop.wait(lambda: self.session.tree().find("menu item", item), item, 8)
            except AssertionError:
                self.faults.append("%s: not in the menu" % what)
                self.session.press("Escape")
                return
            if not self.has_seen_menu:
                self.look("the main menu")
            self.has_seen_menu = True
            self.session.activate(entry)
        self.wait(what, before)
        self.close(what)

    def pop_up(self, what, button, role=None, name=None):
        """Opens the popover of a button, in which something with that role and name is, and closes it."""
        self.session.see("button", button)
        # The button in it is what is pressed.
        self.session.activate([node for node in self.session.tree().walk() if node.name == button][-1])
        self.wait(what, set(), role, name)
        self.session.press("Escape")

    def answer(self, button):
        """Presses a button of the question that is open, and sees it close."""
        before = len(self.session.find_windows())
        self.session.activate(desktop.wait(lambda: self.session.tree().find("dialog").find("button", button), button))
        desktop.wait(lambda: len(self.session.find_windows()) < before, "the question to close")

    def ask(self, what, button, answer=None, role="button"):
        """Presses a button that opens a window, and closes that by another button or Escape."""
        before = self.session.find_windows()
        try:
            self.session.activate(self.session.see(role, button))
            self.wait(what, before)
            if answer:
                self.answer(answer)
        except AssertionError as error:
            self.faults.append("%s: %s" % (what, error))
        if answer is None:
            self.close(what)

    def choose_inside(self, what, item, *controls):
        """Opens a window by the main menu, and another one in it by its controls, and closes both."""
        self.session.press("F10")
        self.session.activate(self.session.see("menu item", item))
        try:
            for role, name in zip(controls[::2], controls[1::2]):
                # What is on a page that is not shown yet cannot be clicked.
                control = desktop.wait(lambda: find_shown(self.session, role, name), name)
                before = self.session.find_windows()
                self.look(item)
                self.session.activate(control)
            self.wait(what, before)
        except AssertionError as error:
            self.faults.append("%s: %s" % (what, error))
        self.close(what)
        self.close(item)

    def check(self):
        unique = sorted(set(self.faults))
        tap.true(not unique, "%d faults:\n%s" % (len(unique), "\n".join(unique)))


def walk():
    with tempfile.TemporaryDirectory(prefix="walk") as folder, desktop.Desktop() as session:
        make_library(folder, 30)
        session.start(folder)
        session.see_prefix("list item", "活字")
        visit = Walk(session)
        session.see("status", "39 articles")
        visit.look("the window")
        session.press("Down", "Up")
        session.see_prefix("button", "Article Menu")
        visit.look("an article")
        check_rows(session)
        visit.press("the find bar", "ctrl+g", name="Find in the Article")
        session.press("Escape")
        visit.press("the search", "ctrl+f", name="Search the Articles")
        session.type("leaves")
        desktop.wait(lambda: session.tree().find_prefix("list item", "活字") is None, "what was found")
        visit.look("what was found")
        visit.pop_up("the search help", "Search Help", name="exact phrase")
        visit.window("Save Search", "ctrl+d")
        session.press("ctrl+f", "Escape", "Escape")
        session.see_prefix("list item", "活字")
        session.press("ctrl+2", "Home", "Down", "Up")
        visit.pop_up("the orders", "Sort Articles", role="menu")
        session.press("ctrl+2", "Home", "Down", "Up")
        desktop.wait(lambda: is_shown(session, "Outline"), "an article with headings")
        visit.press("the outline", "o", role="list", name="Headings")
        session.press("Escape")
        visit.press("the histogram", "ctrl+2", "t", name="Articles by Date")
        session.press("t")
        for what, keys in WINDOWS.items():
            visit.window(what, *keys)
        for what, items in ENTRIES.items():
            visit.choose(what, *items)
        category = ["ctrl+1", "Home", *["Down"] * 6]
        visit.press("the sidebar’s menu", *category, "shift+F10", role="menu")
        session.press("Escape")
        for what, item in OF_A_CATEGORY.items():
            visit.choose(what, item, keys=[*category, "shift+F10"])
        visit.choose("the preview", "Remove From Articles…", keys=["ctrl+1", "Home", *["Down"] * 8, "shift+F10"])
        visit.choose_inside("the choice of a fix", "Needs Repair", "button", "Fix…")
        visit.choose_inside("Compare Versions", "Duplicates", "tab", "Conflicted Copies", "button", "Compare")
        article = ["ctrl+2", "Home", "Down", "Up"]
        visit.press("an article’s menu", *article, "shift+F10", role="menu")
        session.press("Escape")
        for what, item in OF_AN_ARTICLE.items():
            visit.choose(what, item, keys=[*article, "shift+F10"])
        visit.window("Rename File", *article, "F2")
        visit.window("Export", *article, "ctrl+shift+e")
        visit.window("Move to the Trash", "ctrl+2", "ctrl+a", "Delete")
        session.press("Home")
        visit.press("the properties", "ctrl+i", name="Properties")
        session.press("ctrl+2", "ctrl+a")
        visit.press("the properties of many", "ctrl+2", name="Properties")
        session.press("ctrl+i", "ctrl+2", "Home")
        visit.press("the source", "ctrl+e", name="Save")
        visit.press("the source’s find bar", "ctrl+f", name="Search Options")
        visit.pop_up("the source’s find options", "Search Options", name="Match Case")
        session.press("Escape", "ctrl+e")
        visit.check()


CHANGED = ("tea.md", "茶.md")


def questions():
    """What is asked before something is lost, and the windows that only some articles need."""
    with tempfile.TemporaryDirectory(prefix="walk") as folder, tempfile.TemporaryDirectory() as outside, desktop.Desktop() as session:
        make_library(folder)

        def change(name, old, new):
            """Another program changes an article."""
            path = os.path.join(folder, name)
            with open(path, encoding="utf-8") as file:
                text = file.read()
            with open(path + "~", "w", encoding="utf-8") as file:
                file.write(text.replace(old, new))
            os.rename(path + "~", path)

        # A step that is not the window's, and a file that has changed since.
        paths = [os.path.join(folder, name) for name in CHANGED]
        subprocess.run([os.environ["BROADSHEET_CLI"], "set", *paths, "author=Lu Yu"], check=True, stdout=subprocess.DEVNULL)
        change("tea.md", "Leaves", "Leaf")
        session.start(folder)
        session.see_prefix("list item", "活字")
        visit = Walk(session)
        article = ["ctrl+2", "Home", "Down", "Up"]

        visit.press("the history", "ctrl+h")
        visit.ask("undo in part", "Undo “Set author of 2 articles”")
        visit.ask("clear the history", "Clear…")
        visit.close("the history")
        visit.window("undo of what was done elsewhere", "ctrl+2", "ctrl+z")

        # Some of what is imported is here already.
        for name in (*CHANGED, "新.md"):
            with open(os.path.join(outside, name), "w", encoding="utf-8") as file:
                file.write(ARTICLES.get(name, "---\ntitle: 新\n---\n新的。\n"))
        files = [os.path.join(outside, name) for name in sorted(os.listdir(outside))]
        before = session.find_windows()
        subprocess.run([os.environ["BROADSHEET_PROGRAM"], *files], check=True, stdout=subprocess.DEVNULL)
        visit.wait("the question about files", before)
        session.activate(session.see("button", "Import"))
        session.see("list", "Articles to Import")
        visit.look("the import")
        visit.close("the import")

        visit.press("the source", *article, "ctrl+e", name="Save")
        session.press("ctrl+3", "ctrl+End")
        session.type("x")
        desktop.wait(lambda: "sensitive" in session.tree().find("button", "Save").states, "something to save")
        visit.window("the question before a source is left", "ctrl+e")
        change("活字.md", "胶泥", "泥")
        visit.ask("both versions of a source", "Show Both Versions")
        visit.ask("the question before a source is reloaded", "Reload", "Discard")
        desktop.wait(lambda: "sensitive" not in session.tree().find("button", "Save").states, "the source to be reloaded")
        session.press("ctrl+e")

        visit.press("the properties of many", *article, "shift+Down", "ctrl+i", name="Add to Categories")
        session.focus(session.see("text box", "Add to Categories"))
        session.type("x")
        session.press("Return")
        session.see("button", "Apply to 2 Articles")
        visit.press("the question before changes to many are left", "ctrl+2", "Home")
        visit.answer("Discard")
        visit.check()


def organising():
    """Windows that organise names and searches."""
    with tempfile.TemporaryDirectory(prefix="walk") as folder, desktop.Desktop() as session:
        make_library(folder)
        session.start(folder)
        session.see_prefix("list item", "活字")
        visit = Walk(session)

        visit.press("Save Search", "ctrl+f", name="Search the Articles")
        session.type("leaves")
        visit.press("Save Search", "ctrl+d")
        session.activate([node for node in session.tree().walk() if node.name == "Icon: Search"][-1])
        desktop.wait(lambda: is_shown(session, "Heart"), "the icons")
        visit.look("the icons")
        session.press("Escape")
        visit.close("Save Search")

        session.press("F10")
        session.activate(session.see("menu item", "All Tags"))
        session.see("search box", "Filter by Name")
        session.press("Return", "ctrl+a", "shift+F10")
        visit.ask("Merge", "Merge…", role="menu item")
        visit.close("All Tags")
        visit.check()


def start_page():
    """What is shown before a folder is open."""
    with desktop.Desktop() as session:
        session.start()
        session.see("button", "Try the Sample Library")
        visit = Walk(session)
        visit.look("the start page")
        visit.check()


def check_rows(session):
    """Rows tell their state, and which of how many they are."""
    def find_selected():
        rows = session.tree().find_all("list item")
        articles = [node for node in rows if any(above.name == "Articles" for above in node.above())]
        return [node for node in articles if "selected" in node.states]

    def names_selected():
        return [node.name.split(",")[0] for node in find_selected()]

    desktop.wait(lambda: names_selected() == ["活字"], "the first row to be the selected one")
    selected = find_selected()
    desktop.wait(lambda: session.describe(selected[0]) == "1 of 39", "the row to tell its position")
    categories = next(node for node in session.tree().find_all("list item") if node.name == "Categories")
    tap.true("expanded" in categories.states, "the categories do not say that they are expanded")


WINDOWS = {
    "Go To": ["ctrl+k"],
    "New Article": ["ctrl+n"],
    "Find and Replace": ["ctrl+shift+h"],
    "History": ["ctrl+h"],
    "Preferences": ["ctrl+comma"],
    "Keyboard Shortcuts": ["ctrl+question"],
}
OF_A_CATEGORY = {
    "Merge Into": "Merge Into…",
    "Move Below": "Move Below…",
    "New Category Below": "New Category Below…",
}
OF_AN_ARTICLE = {
    "Move to Folder": "Move to Folder…",
    "Move to Another Library": "Move to Another Library…",
}
ENTRIES = {
    "Needs Repair": ["Needs Repair"],
    "Library Properties": ["Library Properties"],
    "New Category": ["New Category…"],
    "All Tags": ["All Tags"],
    "All Sources": ["All Sources"],
    "Duplicates": ["Duplicates"],
    "Library Health": ["Library Health"],
    "About": ["About Broadsheet"],
}

if __name__ == "__main__":
    tap.run([("/accessibility/walk", walk), ("/accessibility/questions", questions), ("/accessibility/start-page", start_page)])

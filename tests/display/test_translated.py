#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window in Chinese: a command is found by the pinyin of its name, and by its English name."""

import gettext
import os
import subprocess
import sys
import tempfile

SOURCE = os.environ["BROADSHEET_SOURCE"]
sys.path.insert(0, os.path.join(SOURCE, "tests", "support"))
import desktop  # noqa: E402
import tap  # noqa: E402

LANGUAGE = "zh_CN"


def commands():
    with tempfile.TemporaryDirectory(prefix="chinese") as folder, desktop.Desktop() as session:
        library = os.path.join(folder, "library")
        os.mkdir(library)
        with open(os.path.join(library, "a.md"), "w", encoding="utf-8") as file:
            file.write("---\ntitle: 活字\n---\n字。\n")
        os.makedirs(os.path.join(folder, LANGUAGE, "LC_MESSAGES"))
        catalogue = os.path.join(folder, LANGUAGE, "LC_MESSAGES", "broadsheet.mo")
        subprocess.run(["msgfmt", "-o", catalogue, os.path.join(SOURCE, "po", LANGUAGE + ".po")], check=True)
        words = gettext.translation("broadsheet", folder, [LANGUAGE])
        session.start(library, env={"BROADSHEET_LOCALES": folder, "LANGUAGE": LANGUAGE})
        session.see_prefix("list item", "活字")
        session.press("ctrl+k")
        session.see("list", words.gettext("Places"))
        for command, texts in FOUND.items():
            spoken = words.gettext("%s: %s") % (words.pgettext("place", "Command"), command)
            for text in texts:
                session.press("ctrl+a")
                session.type(">zzz")
                desktop.wait(lambda: session.tree().find_prefix("list item", spoken) is None, "nothing to be found")
                session.press("ctrl+a")
                session.type(">" + text)
                session.see_prefix("list item", spoken)


# In menus, in a menu inside a menu, and in no menu.
FOUND = {
    "文库状况": ("wenkuzk", "library health"),
    "样式：深色": ("yangshishense", "styledark"),
    "搜索文章": ("sswz", "search the"),
}

if __name__ == "__main__":
    tap.run([("/translated/commands", commands)])

#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""measure.py FOLDER [ROUNDS]: the time from the start of the Flatpak until its window appears, and until its article is
painted, when the library in FOLDER was open before. The same program outside the sandbox, if it was built, and an empty
sandbox are measured in turn with it.

“Painted” means visible on the screen: an article with a picture of a unique colour is added to FOLDER."""

import os
import shutil
import statistics
import sys
import tempfile
import time

sys.dont_write_bytecode = True
import session as desktop  # noqa: E402

ID = "io.github.broadsheet.Broadsheet"
BRANCH = os.environ["FLATPAK_BRANCH"]
COLOUR = (255, 0, 255)
BUILD = os.path.abspath(os.environ.get("BUILD", "build"))
FIRST_SECONDS = 900

folder = os.path.abspath(sys.argv[1])
rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
session = desktop.Session(os.environ["FLATPAK_USER_DIR"] + "/exports/share")


def sandboxed(*arguments):
    # Access to the folder is granted, because the cost of a portal's file system is a question of its own.
    return ("flatpak", "run", "--branch=" + BRANCH, "--filesystem=" + folder, "--command=" + arguments[0], ID, *arguments[1:])


def quit_program():
    session.call(ID, "/" + ID.replace(".", "/"), "org.freedesktop.Application.ActivateAction", "quit", "[]", "{}")
    session.wait(lambda: not session.has_name(ID), "the program to end")
    session.wait(lambda: not session.find_colour(COLOUR), "the window to go")


def prepare(command):
    """Opens the folder, waits for its index, and selects the article."""
    name = os.path.basename(folder)
    session.start(*command, folder)
    session.window(name)
    session.do(
        lambda: session.press(name, "ctrl+2", "Home", "j", "k", "k"), lambda: session.find_colour(COLOUR), "the article"
    )
    quit_program()


def start(command):
    """Returns: the seconds until the article is painted"""
    began = time.monotonic()
    session.start(*command)
    while not session.find_colour(COLOUR):
        if time.monotonic() - began > desktop.SECONDS:
            session.picture(os.path.join(BUILD, "flatpak-failed-measure.png"))
            raise AssertionError("waited in vain for the article: " + " ".join(command))
        time.sleep(0.002)
    painted = time.monotonic() - began
    quit_program()
    return painted


def nothing():
    began = time.monotonic()
    session.run(*sandboxed("true"))
    return time.monotonic() - began


def main():
    added = tempfile.mkdtemp(prefix="painted-", dir=folder)
    try:
        session.run("convert", "-size", "600x300", "xc:rgb(%d,%d,%d)" % COLOUR, "png:" + os.path.join(added, "picture.png"))
        with open(os.path.join(added, "first.md"), "w", encoding="utf-8") as file:
            file.write("---\ntitle: First\ndate: 2099-01-01\n---\n![](picture.png)\n")
        commands = {"flatpak": sandboxed("broadsheet")}
        native = os.path.join(BUILD, "src", "ui", "broadsheet")
        if os.path.exists(native):
            os.environ["GSETTINGS_SCHEMA_DIR"] = os.path.join(BUILD, "data")
            commands["native"] = (native,)
        # Indexing is finished, and does not run during the measurement.
        session.run(*sandboxed("broadsheet-cli", "index", folder), seconds=FIRST_SECONDS)
        if "native" in commands:
            session.run(os.path.join(BUILD, "src", "cli", "broadsheet-cli"), "index", folder, seconds=FIRST_SECONDS)
        figures = {name: [] for name in [*commands, "nothing"]}
        for command in commands.values():
            prepare(command)
        for _ in range(rounds):
            for name, command in commands.items():
                figures[name].append(start(command))
            figures["nothing"].append(nothing())
        median = {name: statistics.median(values) for name, values in figures.items()}
        print("a sandbox that does nothing                 %6.2f s" % median["nothing"])
        print("until the article is painted, in the Flatpak %5.2f s" % median["flatpak"])
        if "native" in median:
            print("the same outside it                         %6.2f s   ratio %.2f" % (median["native"], median["flatpak"] / median["native"]))
    finally:
        shutil.rmtree(added)
        shutil.rmtree(session.home, ignore_errors=True)


main()
